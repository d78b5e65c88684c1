import { canonicalJson } from '../evaluate/canonicalJson';
import type { JsonSchema } from '../prompt/message';
import type { ParsedPrompt } from '../prompt/promptFile';

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
}

/** A prompt with the texts of its partials by name. */
export interface PromptContent {
  parsed: ParsedPrompt;
  partials: ReadonlyMap<string, { text: string }>;
}

/** What changed in what a prompt means, whatever else changed in its text. */
export function semanticDiff(before: PromptContent, after: PromptContent): SemanticChange[] {
  const [old, now] = [before.parsed.metadata, after.parsed.metadata];
  return [
    ...valueChange('model', old.model, now.model),
    ...configChanges(old.config ?? {}, now.config ?? {}),
    ...variableChanges(old.input?.schema, now.input?.schema),
    ...valueChange('output-format', old.output?.format, now.output?.format),
    ...(same(old.output?.schema, now.output?.schema) ? [] : [{ code: 'output-schema', args: {} }]),
    ...valueChange('tools', toolNames(before), toolNames(after)),
    ...messageChanges(messageBlocks(before.parsed.template), messageBlocks(after.parsed.template)),
    ...partialChanges(before.partials, after.partials),
  ];
}

function valueChange(code: string, before: string | undefined, after: string | undefined): SemanticChange[] {
  return before === after ? [] : [{ code, args: { before: before ?? '–', after: after ?? '–' } }];
}

function configChanges(before: Record<string, unknown>, after: Record<string, unknown>): SemanticChange[] {
  return namedChanges('config', Object.keys({ ...before, ...after }), (key) => [before[key], after[key]]).map(
    ({ code, name, values }) => ({
      code,
      args: { key: name, before: shown(values[0]), after: shown(values[1]) },
    }),
  );
}

function variableChanges(before: JsonSchema | undefined, after: JsonSchema | undefined): SemanticChange[] {
  const [old, now] = [propertiesOf(before), propertiesOf(after)];
  const names = Object.keys({ ...old, ...now });
  return namedChanges('variable', names, (name) => [old[name], now[name]]).map(({ code, name }) => ({
    code,
    args: { name },
  }));
}

function partialChanges(before: PromptContent['partials'], after: PromptContent['partials']): SemanticChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return namedChanges('partial', names, (name) => [before.get(name)?.text, after.get(name)?.text]).map(
    ({ code, name }) => ({ code, args: { name } }),
  );
}

function namedChanges(kind: string, names: readonly string[], of: (name: string) => [unknown, unknown]) {
  return [...names].sort().flatMap((name) => {
    const values = of(name);
    if (same(values[0], values[1])) return [];
    const what = values[0] === undefined ? 'added' : values[1] === undefined ? 'removed' : 'changed';
    return [{ code: `${kind}-${what}`, name, values }];
  });
}

interface MessageBlock {
  role: string;
  text: string;
}

/** The template cut where it opens a role; what stands before the first one is the user's. */
function messageBlocks(template: string): MessageBlock[] {
  const blocks: MessageBlock[] = [];
  let role = 'user';
  let from = 0;
  const close = (until: number) => {
    const text = template.slice(from, until).trim();
    if (text !== '') blocks.push({ role, text });
  };
  for (const match of template.matchAll(/\{\{~?\s*role\s+["']([^"']*)["']\s*~?\}\}/g)) {
    close(match.index);
    role = match[1] ?? role;
    from = match.index + match[0].length;
  }
  close(template.length);
  return blocks;
}

/** Messages that are the same are paired first, then those of one role in their order, which are edited. */
function messageChanges(before: readonly MessageBlock[], after: readonly MessageBlock[]): SemanticChange[] {
  const partner = new Map<number, number>();
  const taken = new Set<number>();
  const pair = (matches: (old: MessageBlock, now: MessageBlock) => boolean) => {
    for (const [index, now] of after.entries()) {
      if (partner.has(index)) continue;
      const found = before.findIndex((old, position) => !taken.has(position) && matches(old, now));
      if (found < 0) continue;
      partner.set(index, found);
      taken.add(found);
    }
  };
  pair((old, now) => old.role === now.role && old.text === now.text);
  pair((old, now) => old.role === now.role);
  const changes: SemanticChange[] = [];
  let furthest = -1;
  for (const [index, { role, text }] of after.entries()) {
    const from = partner.get(index);
    const args = { role, position: index + 1 };
    if (from === undefined) changes.push({ code: 'message-added', args });
    else {
      if (before[from]?.text !== text) changes.push({ code: 'message-edited', args });
      if (from < furthest) changes.push({ code: 'message-moved', args });
      furthest = Math.max(furthest, from);
    }
  }
  for (const [index, { role }] of before.entries()) {
    if (!taken.has(index)) changes.push({ code: 'message-removed', args: { role, position: index + 1 } });
  }
  return changes;
}

function toolNames({ parsed }: PromptContent): string | undefined {
  const { tools = [], toolDefs = [] } = parsed.metadata;
  const names = [...tools, ...toolDefs.map(({ name }) => name)];
  return names.length === 0 ? undefined : names.join(', ');
}

function propertiesOf(schema: JsonSchema | undefined): Record<string, unknown> {
  const properties = schema?.properties;
  return typeof properties === 'object' && properties !== null ? { ...properties } : {};
}

function same(before: unknown, after: unknown): boolean {
  if (before === undefined || after === undefined) return before === after;
  return canonicalJson(before) === canonicalJson(after);
}

function shown(value: unknown): string {
  if (value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
