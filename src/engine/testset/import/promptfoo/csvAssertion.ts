import type { ImportPlace } from '../importReport';
import { ASSERTION_TYPES } from './assertionTypes';
import { type RawAssert, typeOf } from './rawTest';

/** Types whose bound stands in brackets, `similar(0.8): text`, and has this value where it does not. */
const BOUNDED: ReadonlySet<string> = new Set([
  'answer-relevance',
  'classifier',
  'context-faithfulness',
  'context-recall',
  'context-relevance',
  'cost',
  'latency',
  'levenshtein',
  'perplexity-score',
  'perplexity',
  'rouge-n',
  'similar',
  'starts-with',
]);
const USUAL_BOUND = 0.75;
const USUAL_SIMILARITY = 0.8;

const LISTS: ReadonlySet<string> = new Set(['contains-all', 'contains-any', 'icontains-all', 'icontains-any']);

/** Longer names first, so that `contains-any` is not `contains`. */
const TYPED = new RegExp(
  `^(not-)?(${[...ASSERTION_TYPES].sort((a, b) => b.length - a.length).join('|')})(?:\\((\\d+(?:\\.\\d+)?)\\))?(?::([\\s\\S]*))?$`,
);

const SCRIPTS: readonly (readonly [prefix: string, type: string])[] = [
  ['javascript:', 'javascript'],
  ['fn:', 'javascript'],
  ['eval:', 'javascript'],
  ['python:', 'python'],
  ['grade:', 'llm-rubric'],
  ['llm-rubric:', 'llm-rubric'],
];

/**
 * An assertion from the text of a cell: `contains: Paris`, `similar(0.8): text`, `not-icontains: sorry`, `grade: polite`;
 * what has no type in front has to be equal (promptfoo, `src/csv.ts`, `assertionFromString`; docs, "Assertion string
 * syntax").
 */
export function assertionOfCell(written: string, place: ImportPlace): RawAssert {
  const text = written.trim();
  const plain = (type: string, value: unknown, more: Partial<RawAssert> = {}): RawAssert => ({
    ...typeOf(type),
    value,
    place,
    ...more,
  });
  for (const [prefix, type] of SCRIPTS) {
    if (text.startsWith(prefix)) return plain(type, text.slice(prefix.length).trim());
  }
  if (/^file:\/\/.*\.(?:[cm]?[jt]s)(?::\w+)?$/.test(text)) return plain('javascript', text);
  if (/^file:\/\/.*\.py(?::\w+)?$/.test(text)) return plain('python', text);
  const [, not = '', type, bound, value] = TYPED.exec(text) ?? [];
  if (type === undefined) return plain('equals', text);
  const threshold = bound === undefined ? undefined : Number(bound);
  const argument = value?.trim() === '' ? undefined : value?.trim();
  if (LISTS.has(type))
    return plain(
      not + type,
      argument?.split(',').map((each) => each.trim()),
    );
  if (!BOUNDED.has(type)) return plain(not + type, argument, threshold === undefined ? {} : { threshold });
  // A bound that a cell leaves out is another one than in YAML.
  const usual = type === 'similar' ? USUAL_SIMILARITY : USUAL_BOUND;
  return plain(not + type, argument, { threshold: threshold ?? usual });
}
