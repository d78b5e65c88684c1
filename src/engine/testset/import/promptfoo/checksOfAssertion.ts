import { isMap } from '../records';
import type { CHECKED_TYPES } from './assertionTypes';

/** An assertion with its templates filled in and its files read. */
export interface ReadyAssertion {
  type: string;
  value: unknown;
  threshold?: number;
  /** `provider/name` of the embeddings or of the model that grades, where the assertion names one that we know. */
  model?: string;
  /** What a script gets beside the output. */
  config?: unknown;
}

/** A check in our terms, or the code of why there is none. */
export type CheckOrLoss =
  | { name: string; argument?: unknown; ignoreCase?: true; threshold?: number; changed?: string }
  | { lost: string };

/** What promptfoo embeds with where nobody says otherwise (docs, "Similar"). */
export const USUAL_EMBEDDING = 'openai/text-embedding-3-large';

type Conversion = (assertion: ReadyAssertion) => CheckOrLoss;

/** The checks that promptfoo's deterministic assertions are, with the bounds that count where none is given. */
export const CHECK_OF: Readonly<Record<(typeof CHECKED_TYPES)[number], Conversion>> = {
  equals: ({ value }) => (isData(value) ? { name: 'equals', argument: value } : withText('equals', value)),
  contains: ({ value }) => withText('contains', value),
  icontains: ({ value }) => ignoringCase(withText('contains', value)),
  'contains-any': ({ value }) => withTexts('contains-any', value),
  'contains-all': ({ value }) => withTexts('contains-all', value),
  'icontains-any': ({ value }) => ignoringCase(withTexts('contains-any', value)),
  'icontains-all': ({ value }) => ignoringCase(withTexts('contains-all', value)),
  'starts-with': ({ value }) => withText('starts-with', value),
  'ends-with': ({ value }) => withText('ends-with', value),
  regex: ({ value }) => withRegex(value),
  'is-json': ({ value }) => withSchema(value, 'json', 'json-schema'),
  'contains-json': ({ value }) => withSchema(value, 'contains-json', 'contains-json'),
  'is-xml': ({ value }) => withElements('xml', value),
  'contains-xml': ({ value }) => withElements('contains-xml', value),
  'is-refusal': () => ({ name: 'refusal' }),
  'is-valid-openai-tools-call': () => ({ name: 'tool-calls' }),
  'is-valid-function-call': () => ({ name: 'tool-calls' }),
  'is-valid-openai-function-call': () => ({ name: 'tool-calls' }),
  'tool-call-f1': ({ value, threshold }) => withTools(value, threshold),
  'finish-reason': ({ value }) => withText('finish-reason', textOf(value)?.toLowerCase().replaceAll('_', '-')),
  'word-count': ({ value }) => withLength(value, 'words'),
  'character-count': ({ value }) => withLength(value, 'characters'),
  levenshtein: ({ value, threshold }) => {
    const to = textOf(value);
    return to === undefined ? NO_VALUE : { name: 'levenshtein', argument: { 'at-most': threshold || 5, to } };
  },
  'rouge-n': ({ value, threshold = 0.75 }) => withReferences('rouge-1', value, threshold),
  bleu: ({ value, threshold = 0.5 }) => withReferences('bleu', value, threshold),
  gleu: ({ value, threshold = 0.5 }) => withReferences('gleu', value, threshold),
  similar: (assertion) => similar(assertion),
  'similar:cosine': (assertion) => similar(assertion),
  latency: ({ threshold }) => withBound('latency', threshold),
  cost: ({ threshold }) => withBound('cost', threshold),
  perplexity: ({ threshold }) => withBound('perplexity', threshold),
  'perplexity-score': ({ threshold }) => {
    // The score is 1 / (1 + perplexity).
    if (threshold === undefined || threshold <= 0) return { lost: 'no-bound' };
    return withBound('perplexity', Number((1 / threshold - 1).toPrecision(12)));
  },
  javascript: ({ value, threshold, config }) => {
    const run = textOf(value);
    if (run === undefined || run.trim() === '') return NO_VALUE;
    const isShare = threshold !== undefined && threshold >= 0 && threshold <= 1;
    return {
      name: 'javascript',
      argument: config === undefined ? run : { run, config },
      ...(isShare && { threshold }),
      ...(threshold !== undefined && !isShare && { changed: 'script-threshold' }),
    };
  },
};

const NO_VALUE: CheckOrLoss = { lost: 'no-value' };

function similar({ value, threshold = 0.75, model = USUAL_EMBEDDING }: ReadyAssertion): CheckOrLoss {
  const to = textsOf(value);
  return to === undefined
    ? NO_VALUE
    : { name: 'embedding', argument: { 'at-least': threshold, to: oneOrAll(to), model } };
}

function withText(name: string, value: unknown): CheckOrLoss {
  const text = textOf(value);
  return text === undefined || text === '' ? NO_VALUE : { name, argument: text };
}

function withTexts(name: string, value: unknown): CheckOrLoss {
  const texts = typeof value === 'string' ? partsOf(value) : textsOf(value);
  return texts === undefined || texts.length === 0 ? NO_VALUE : { name, argument: texts };
}

function ignoringCase(check: CheckOrLoss): CheckOrLoss {
  return 'lost' in check ? check : { ...check, ignoreCase: true };
}

/** A pattern that begins with a slash would be taken for one between slashes. */
function withRegex(value: unknown): CheckOrLoss {
  const pattern = textOf(value);
  if (pattern === undefined || pattern === '') return NO_VALUE;
  return { name: 'regex', argument: pattern.startsWith('/') ? { pattern } : pattern };
}

function withSchema(value: unknown, without: string, withOne: string): CheckOrLoss {
  if (value === undefined || value === '') return { name: without };
  const schema = typeof value === 'string' ? parsed(value) : value;
  return isMap(schema) ? { name: withOne, argument: schema } : { lost: 'schema' };
}

function withElements(name: string, value: unknown): CheckOrLoss {
  return value === undefined || value === '' ? { name } : { name, changed: 'xml-elements' };
}

function withTools(value: unknown, threshold: number | undefined): CheckOrLoss {
  const to = typeof value === 'string' ? partsOf(value) : textsOf(value);
  if (to === undefined || to.length === 0) return NO_VALUE;
  return { name: 'tool-call-f1', argument: threshold === undefined ? to : { to, 'at-least': threshold } };
}

function withLength(value: unknown, unit: 'words' | 'characters'): CheckOrLoss {
  const exact = numberOf(value);
  if (exact !== undefined) return { name: 'length', argument: { min: exact, max: exact, unit } };
  const { min, max } = isMap(value) ? { min: numberOf(value.min), max: numberOf(value.max) } : {};
  if (min === undefined && max === undefined) return NO_VALUE;
  return { name: 'length', argument: { ...(min !== undefined && { min }), ...(max !== undefined && { max }), unit } };
}

function withReferences(name: string, value: unknown, threshold: number): CheckOrLoss {
  const to = textsOf(value);
  return to === undefined ? NO_VALUE : { name, argument: { 'at-least': threshold, to: oneOrAll(to) } };
}

function withBound(name: string, bound: number | undefined): CheckOrLoss {
  return bound === undefined ? { lost: 'no-bound' } : { name, argument: bound };
}

function isData(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function textsOf(value: unknown): string[] | undefined {
  const texts = [value].flat().map(textOf);
  return texts.length > 0 && texts.every((text) => text !== undefined && text !== '') ? (texts as string[]) : undefined;
}

function oneOrAll(texts: string[]): string | string[] {
  return texts.length === 1 ? (texts[0] as string) : texts;
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The parts of `one, "two, three", four`. */
function partsOf(text: string): string[] {
  const parts = text.match(/\s*(?:"(?:[^"\\]|\\.)*"|[^,])+/g) ?? [];
  return parts
    .map((part) => part.trim())
    .map((part) => (/^".*"$/s.test(part) ? part.slice(1, -1).replaceAll('\\"', '"') : part))
    .filter((part) => part !== '');
}
