import { RESERVED_KEYS } from '../../../prompt/frontmatter';
import type { SourceEntry } from '../../../testset/sourceNode';
import { nearestName } from '../../../text/nearestName';
import { mapAt } from '../../index/promptFacts';
import { type Finding, findingAt } from '../finding';
import type { PromptRule, PromptSubject } from '../rule';

/**
 * Keys without a dot that are not reserved and mean something all the same: `metadata` is for anybody's own use; the others
 * Genkit reads from `raw` (firebase/genkit, js/ai/src/prompt.ts).
 */
const OTHER_KEYS: readonly string[] = ['metadata', 'toolChoice', 'maxTurns', 'returnToolRequests'];

const INPUT_KEYS: readonly string[] = ['default', 'schema'];

/** Those behind `schema` are Genkit's own. */
const OUTPUT_KEYS: readonly string[] = ['format', 'schema', 'instructions', 'contentType', 'constrained', 'jsonSchema'];

/** Keys of Dotprompt's first drafts (firebase/genkit, genkit/dotprompt/src/metadata.ts), and what has come in their place. */
const DEPRECATED: Readonly<Record<string, string>> = { variables: 'input.schema', defaultVariables: 'input.default' };

/** What other formats have at the top, and where it belongs. */
const MISPLACED: Readonly<Record<string, string>> = {
  temperature: 'config.temperature',
  top_p: 'config.topP',
  topP: 'config.topP',
  top_k: 'config.topK',
  topK: 'config.topK',
  max_tokens: 'config.maxOutputTokens',
  maxTokens: 'config.maxOutputTokens',
  maxOutputTokens: 'config.maxOutputTokens',
  stop: 'config.stopSequences',
  stopSequences: 'config.stopSequences',
  seed: 'config.seed',
  presence_penalty: 'config.presencePenalty',
  frequency_penalty: 'config.frequencyPenalty',
  reasoning_effort: 'config.reasoningEffort',
  schema: 'input.schema',
  default: 'input.default',
  defaults: 'input.default',
  format: 'output.format',
};

/** Other names for what is there under a name of its own. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  parameters: 'config',
  settings: 'config',
  inputs: 'input',
  outputs: 'output',
  title: 'name',
  tests: 'assay.tests',
  judges: 'assay.judges',
  checks: 'assay.checks',
  repeat: 'assay.repeat',
};

/** Keys of the frontmatter that nobody reads, and those that were meant, where that can be told. */
export const frontmatterKeys: PromptRule = (subject) => {
  const { document } = subject;
  const root = document.frontmatter();
  if (root === undefined || !isReadable(subject)) return [];
  const known = [...RESERVED_KEYS, ...OTHER_KEYS];
  const present = new Set(root.entries.map(({ key }) => key));
  const found: Finding[] = [];
  for (const entry of root.entries) {
    const { key } = entry;
    if (key.includes('.') || known.includes(key) || /^(?:x-|\$)/.test(key)) continue;
    const place = MISPLACED[key];
    const replacement = DEPRECATED[key];
    if (replacement !== undefined) {
      const finding = findingAt(document, 'prompt.deprecated-key', 'warning', spanOf(entry), {
        key,
        place: replacement,
      });
      found.push({ ...finding, tags: ['deprecated'] });
    } else if (place !== undefined) {
      found.push(findingAt(document, 'prompt.misplaced-key', 'warning', spanOf(entry), { key, place }));
    } else if (key === 'assay' && entry.value.kind === 'map') {
      found.push(findingAt(document, 'prompt.assay-map', 'warning', spanOf(entry)));
    } else found.push(unknownKey(subject, entry, key, known, present));
  }
  for (const [part, keys] of [
    ['input', INPUT_KEYS],
    ['output', OUTPUT_KEYS],
  ] as const) {
    const entries = mapAt(root, [part]);
    const there = new Set(entries.map(({ key }) => key));
    for (const entry of entries) {
      if (!keys.includes(entry.key)) found.push(unknownKey(subject, entry, `${part}.${entry.key}`, keys, there));
    }
  }
  return found;
};

/** In broken YAML a key may be anything else in truth. */
export function isReadable({ document: { parsed } }: Pick<PromptSubject, 'document'>): boolean {
  return parsed.metadata.raw !== undefined;
}

function unknownKey(
  { document }: PromptSubject,
  entry: SourceEntry,
  shown: string,
  known: readonly string[],
  present: ReadonlySet<string>,
): Finding {
  const nearest = nearestName(entry.key, known) ?? (shown === entry.key ? ELSEWHERE[entry.key] : undefined);
  // What is there already was not meant a second time.
  const suggestion = nearest !== undefined && !present.has(nearest) ? nearest : undefined;
  return suggestion === undefined
    ? findingAt(document, 'prompt.unknown-key', 'warning', spanOf(entry), { key: shown, known: known.join(', ') })
    : findingAt(document, 'prompt.unknown-key-suggestion', 'warning', spanOf(entry), { key: shown, suggestion });
}

export function spanOf({ keyStart, keyEnd }: SourceEntry): { start: number; end: number } {
  return { start: keyStart, end: keyEnd };
}
