import type { Range } from 'vscode-languageserver-types';
import { canonicalJson } from '../evaluate/canonicalJson';
import type { PromptMetadata } from '../prompt/message';
import type { ParsedPrompt } from '../prompt/promptFile';
import { withLf } from '../text/lineBreaks';
import { messageChanges } from './messageChanges';

/**
 * One change of meaning between two versions of a prompt. `code` says of what, and the arguments are for its sentence:
 * - `model`: `before`, `after`
 * - `config-added`, `config-removed`, `config-changed`: `key`, `before`, `after`
 * - `variable-added`, `variable-removed`, `variable-changed`: `name`
 * - `output-format`: `before`, `after`; `output-schema`; `tools`: `before`, `after`
 * - `message-added`, `message-removed`, `message-edited`, `message-moved`: `role`, `position` (from 1)
 * - `partial-added`, `partial-removed`, `partial-changed`: `name`
 */
export interface SemanticChange {
  code: string;
  args: Record<string, string | number>;
  /** Where it stands in the two texts of the prompt, so far as it stands there. */
  ranges: { before?: Range; after?: Range };
}

/** A prompt with the texts of its partials by name. */
export interface PromptContent {
  parsed: ParsedPrompt;
  partials: ReadonlyMap<string, { text: string }>;
}

/** What changed in what a prompt means, whatever else changed in its text. */
export function semanticDiff(before: PromptContent, after: PromptContent): SemanticChange[] {
  const [old, now] = [before.parsed.metadata, after.parsed.metadata];
  const sides: Sides = [before, after];
  return [
    ...valueChange('model', old.model, now.model, at(sides, 'model')),
    ...configChanges(sides),
    ...variableChanges(sides),
    ...valueChange('output-format', old.output?.format, now.output?.format, at(sides, 'output.format')),
    ...(same(old.output?.schema, now.output?.schema)
      ? []
      : [{ code: 'output-schema', args: {}, ranges: at(sides, 'output.schema') }]),
    ...valueChange('tools', toolNames(before), toolNames(after), at(sides, 'tools')),
    ...messageChanges(before.parsed, after.parsed),
    ...partialChanges(sides),
  ];
}

type Sides = readonly [before: PromptContent, after: PromptContent];

/** Where keys of the frontmatter stand; the first of them that is there counts. */
function at([before, after]: Sides, ...keys: readonly string[]): SemanticChange['ranges'] {
  const find = ({ parsed }: PromptContent) => keys.map((key) => parsed.ranges.get(key)).find(Boolean);
  return rangesOf(entire(find(before)), entire(find(after)));
}

function entire(found: { key: Range; value: Range } | undefined): Range | undefined {
  return found && { start: found.key.start, end: found.value.end };
}

function rangesOf(before: Range | undefined, after: Range | undefined): SemanticChange['ranges'] {
  return { ...(before && { before }), ...(after && { after }) };
}

function valueChange(
  code: string,
  before: string | undefined,
  after: string | undefined,
  ranges: SemanticChange['ranges'],
): SemanticChange[] {
  return before === after ? [] : [{ code, args: { before: before ?? '–', after: after ?? '–' }, ranges }];
}

function configChanges(sides: Sides): SemanticChange[] {
  const [before, after] = sides.map(({ parsed }) => entriesOf(parsed.metadata.config)) as [Values, Values];
  return namedChanges('config', before, after).map(({ code, name, old, now }) => ({
    code,
    args: { key: name, before: shown(old), after: shown(now) },
    ranges: at(sides, `config.${name}`),
  }));
}

/** A variable is another one with another schema or default, and where it need no longer be given. */
function variableChanges(sides: Sides): SemanticChange[] {
  const [before, after] = sides.map(({ parsed }) => variablesOf(parsed.metadata.input)) as [Values, Values];
  return namedChanges('variable', before, after).map(({ code, name }) => ({
    code,
    args: { name },
    // With what Picoschema writes behind an optional one, in JSON Schema, or only as a default.
    ranges: at(
      sides,
      ...['', '?'].map((mark) => `input.schema.${name}${mark}`),
      `input.schema.properties.${name}`,
      `input.default.${name}`,
    ),
  }));
}

function partialChanges(sides: Sides): SemanticChange[] {
  const texts = ({ partials }: PromptContent) =>
    new Map<string, unknown>([...partials].map(([name, { text }]) => [name, withLf(text)]));
  const [before, after] = sides;
  const include = ({ parsed }: PromptContent, wanted: string) => parsed.partials.find(({ name }) => name === wanted);
  return namedChanges('partial', texts(before), texts(after)).map(({ code, name }) => ({
    code,
    args: { name },
    ranges: rangesOf(include(before, name)?.range, include(after, name)?.range),
  }));
}

type Values = ReadonlyMap<string, unknown>;

function namedChanges(kind: string, before: Values, after: Values) {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((name) => {
    const [old, now] = [before.get(name), after.get(name)];
    if (same(old, now)) return [];
    const what = old === undefined ? 'added' : now === undefined ? 'removed' : 'changed';
    return [{ code: `${kind}-${what}`, name, old, now }];
  });
}

function toolNames({ parsed }: PromptContent): string | undefined {
  const { tools = [], toolDefs = [] } = parsed.metadata;
  const names = [...tools, ...toolDefs.map(({ name }) => name)];
  return names.length === 0 ? undefined : names.join(', ');
}

function variablesOf(input: PromptMetadata['input']): Values {
  const { properties, required } = input?.schema ?? {};
  const needed = Array.isArray(required) ? required : [];
  const variables = new Map<string, unknown>();
  for (const [name, schema] of entriesOf(properties)) {
    variables.set(name, { schema, needed: needed.includes(name) });
  }
  for (const [name, value] of entriesOf(input?.default)) {
    variables.set(name, { ...(variables.get(name) as object | undefined), default: value });
  }
  return variables;
}

function entriesOf(value: unknown): Values {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}

function same(before: unknown, after: unknown): boolean {
  if (before === undefined || after === undefined) return before === after;
  return canonicalJson(before) === canonicalJson(after);
}

function shown(value: unknown): string {
  if (value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
