import type { JsonSchema, Role } from '../../../prompt/message';
import type { ConvertedPrompt, ConvertFormat, MessageDraft, PromptDraft, TestsDraft, Variables } from '../conversion';
import type { ConvertReport } from '../convertReport';
import { isMap, mapOf, textOf } from '../convertSource';
import { modelName } from '../modelName';
import { namesOf } from '../naming';
import { outputFormat, toolDefinitions } from '../outputFormat';
import { settings } from '../settings';
import { historyPiece, mergeTexts, type Piece, textPiece } from '../templatePieces';
import { jinja } from '../templates/jinja/jinja';
import { mustache } from '../templates/mustache';
import type { TemplateContext } from '../templates/template';
import { useVariable } from '../variablesOf';

/** A role alone in its line, maybe as a heading, with attributes (`runtime/python/prompty/prompty/parsers/prompty.py`). */
const ROLE_LINE =
  /(^|\n)[^\S\n]*(?:#[^\S\n]*)?(system|developer|user|assistant|tool|tools|function)[^\S\n]*(?:(\[[^\]\n]*\])[^\S\n]*)?:[^\S\n]*(?=\n|$)/gi;

const ROLES: Readonly<Record<string, Role>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'model',
  tool: 'tool',
  function: 'tool',
};

const KINDS: Readonly<Record<string, JsonSchema>> = {
  string: { type: 'string' },
  integer: { type: 'integer' },
  int: { type: 'integer' },
  float: { type: 'number' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  bool: { type: 'boolean' },
  array: { type: 'array', items: {} },
  list: { type: 'array', items: {} },
  object: {},
  dict: {},
};

const KNOWN = [
  'name',
  'description',
  'model',
  'inputs',
  'inputSchema',
  'outputs',
  'outputSchema',
  'sample',
  'template',
  'tools',
  '$schema',
  'kind',
];

/**
 * Microsoft Prompty, version 1 (`model.configuration`, `model.parameters`, `sample`) and version 2 (`model.id`,
 * `model.options`, `inputs` as a list), with Jinja or Mustache (microsoft/prompty, `runtime/prompty/prompty/core.py`,
 * `runtime/python/prompty/prompty/core/migration.py`, which turns the first into the second, and `…/parsers/prompty.py`).
 */
export const prompty: ConvertFormat = {
  name: 'prompty',
  title: 'Prompty',

  recognises({ name, frontmatter, body }) {
    if (/\.prompty$/i.test(name)) return 10;
    if (frontmatter === undefined || /\.prompt$/i.test(name)) return 0;
    return isMap(frontmatter.model) && new RegExp(ROLE_LINE).test(body) ? 6 : 0;
  },

  convert(source, report) {
    const { frontmatter = {}, body, bodyLine } = source;
    report.lostKeys(frontmatter, KNOWN);
    const variables: Variables = new Map();
    const samples = readInputs(frontmatter, variables, report);
    const context: TemplateContext = { report, variables, line: bodyLine };
    const { format, parser } = templateOf(frontmatter.template);
    if (parser !== 'prompty') report.lost('key', { key: `template.parser: ${parser}` });
    const isMustache = format === 'mustache';
    if (!isMustache && format !== 'jinja2' && format !== 'jinja')
      report.lost('key', { key: `template.format: ${format}` });
    const threads = [...variables].filter(([, { schema }]) => schema?.type === 'thread').map(([name]) => name);
    for (const name of threads) variables.delete(name);
    const pieces = withHistory(isMustache ? mustache(body, context) : jinja(body, context), threads);
    for (const name of [...threads, ...turnsOnly(pieces)]) variables.delete(name);
    const draft: PromptDraft = {
      ...modelOf(frontmatter, report),
      ...namesOf(frontmatter),
      variables,
      messages: messagesOf(pieces, report),
    };
    const output = outputOf(frontmatter, report);
    if (output !== undefined) draft.output = output;
    const tests = testsOf(frontmatter.sample, samples, variables, report);
    return [{ draft, ...(tests && { tests }) } satisfies ConvertedPrompt];
  },
};

function templateOf(template: unknown): { format: string; parser: string } {
  if (typeof template === 'string') return { format: template, parser: 'prompty' };
  const { format, type, parser } = mapOf(template);
  const named = (value: unknown, usual: string) => String((isMap(value) ? value.kind : value) ?? usual);
  return { format: named(format ?? type, 'jinja2'), parser: named(parser, 'prompty') };
}

/** Declares the inputs; gives the values that stand there as examples. */
function readInputs(
  { inputs, inputSchema }: Record<string, unknown>,
  variables: Variables,
  report: ConvertReport,
): Record<string, unknown> {
  const samples: Record<string, unknown> = {};
  const given = inputs ?? mapOf(inputSchema).properties ?? inputSchema;
  const list: [string, unknown][] = Array.isArray(given)
    ? given.filter(isMap).map((input) => [String(input.name ?? ''), input])
    : Object.entries(mapOf(given));
  for (const [name, spec] of list) {
    if (name === '') continue;
    // `firstName: Jane` is a value, and its type.
    if (!isMap(spec)) {
      useVariable(variables, name);
      if (spec !== null) samples[name] = spec;
      continue;
    }
    const { kind, type, description, required, default: usual, example, sample, value, enumValues } = spec;
    const named = String(kind ?? type ?? '').toLowerCase();
    const schema: JsonSchema | undefined = named === 'thread' ? { type: 'thread' } : KINDS[named];
    if (named !== '' && schema === undefined) report.lost('kind', { name, kind: named });
    const allowed = Array.isArray(enumValues) ? { enum: enumValues } : schema;
    const about = textOf(description);
    variables.set(name, {
      ...((allowed !== undefined || about !== undefined) && {
        schema: { ...allowed, ...(about !== undefined && { description: about }) },
      }),
      ...(required === false && usual === undefined && { optional: true }),
      ...(usual !== undefined && usual !== null && { default: usual }),
    });
    const given = example ?? sample ?? value;
    if (given !== undefined && given !== null) samples[name] = given;
  }
  return samples;
}

function modelOf(
  { model, tools }: Record<string, unknown>,
  report: ConvertReport,
): Pick<PromptDraft, 'model' | 'config' | 'tools' | 'output'> {
  if (typeof model === 'string') {
    const name = modelName(model);
    return name === undefined ? {} : { model: name };
  }
  const {
    api,
    apiType,
    configuration,
    connection,
    parameters,
    options,
    id,
    provider,
    response: _,
    ...others
  } = mapOf(model);
  report.lostKeys(others, [], 'model.');
  const kind = String(apiType ?? api ?? 'chat');
  if (kind !== 'chat' && kind !== 'responses') report.lost('key', { key: `model.api: ${kind}` });
  const config = mapOf(configuration);
  const where = Object.keys(mapOf(connection)).filter((key) => key !== 'kind');
  const addresses = [
    ...Object.keys(config).filter((key) => !['type', 'name', 'azure_deployment', 'model'].includes(key)),
    ...where,
  ];
  if (addresses.length > 0) report.changed('endpoint', { keys: addresses.join(', ') });
  const written = id ?? config.azure_deployment ?? config.name ?? config.model;
  const name = modelName(written, provider ?? config.type);
  if (name === undefined) report.changed('no-model');
  else if (name.startsWith('azure/')) report.changed('azure', { model: name });
  const { tools: oldTools, response_format, ...sampling } = { ...mapOf(parameters), ...mapOf(options) };
  const output = outputFormat(response_format, report);
  const declared = toolDefinitions(promptyTools(tools ?? oldTools), report);
  return {
    ...(name !== undefined && { model: name }),
    config: settings(sampling, report, 'model.options.'),
    ...(declared !== undefined && { tools: declared }),
    ...(output !== undefined && { output }),
  };
}

/** Parameters of tools may be a list, as inputs are. */
function promptyTools(tools: unknown): unknown {
  if (!Array.isArray(tools)) return tools;
  return tools.map((tool) => {
    if (!isMap(tool) || (tool.kind !== undefined && tool.kind !== 'function')) return tool;
    const parameters = tool.parameters;
    const list = Array.isArray(parameters) ? parameters : mapOf(parameters).properties;
    return Array.isArray(list) ? { ...tool, parameters: schemaOfList(list) } : tool;
  });
}

function outputOf({ outputs, outputSchema }: Record<string, unknown>, report: ConvertReport): PromptDraft['output'] {
  const given = outputs ?? mapOf(outputSchema).properties ?? outputSchema;
  if (given === undefined || given === null) return undefined;
  const list = Array.isArray(given)
    ? given
    : Object.entries(mapOf(given)).map(([name, spec]) => ({ name, ...mapOf(spec) }));
  if (list.length === 0) return undefined;
  if (!list.every((each) => isMap(each) && typeof each.name === 'string')) {
    report.lost('key', { key: 'outputs' });
    return undefined;
  }
  return { format: 'json', schema: schemaOfList(list) };
}

/** A list of named properties as JSON Schema (`kind`, `items`, `properties`, `enumValues`, `required`). */
function schemaOfList(list: readonly unknown[]): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  for (const each of list) {
    if (!isMap(each) || typeof each.name !== 'string') continue;
    Object.defineProperty(properties, each.name, { value: schemaOfProperty(each), enumerable: true });
    if (each.required !== false) required.push(each.name);
  }
  return { type: 'object', properties, ...(required.length > 0 && { required }), additionalProperties: false };
}

function schemaOfProperty({
  kind,
  type,
  description,
  items,
  properties,
  enumValues,
}: Record<string, unknown>): JsonSchema {
  const about = textOf(description);
  const named = String(kind ?? type ?? '').toLowerCase();
  const nested = Array.isArray(properties) ? schemaOfList(properties) : undefined;
  const schema =
    nested ??
    (Array.isArray(enumValues)
      ? { enum: enumValues }
      : named === 'array'
        ? { type: 'array', items: isMap(items) ? schemaOfProperty(items) : {} }
        : (KINDS[named] ?? {}));
  return { ...schema, ...(about !== undefined && { description: about }) };
}

/** The sample of version 1 and the examples of version 2 are a case. */
function testsOf(
  sample: unknown,
  examples: Record<string, unknown>,
  variables: Variables,
  report: ConvertReport,
): TestsDraft | undefined {
  if (typeof sample === 'string') report.lost('file', { key: 'sample', file: sample });
  const input = { ...examples, ...mapOf(sample) };
  const extra = Object.keys(input).filter((name) => !variables.has(name));
  for (const name of extra) {
    report.lost('unused', { name });
    delete input[name];
  }
  return Object.keys(input).length === 0 ? undefined : { cases: [{ id: 'sample', input }] };
}

/**
 * Turns of a conversation: a variable of the kind `thread`, the mark `![thread]`, or the loop over messages that files of
 * version 1 have for it.
 */
function withHistory(pieces: readonly Piece[], threads: readonly string[]): Piece[] {
  return pieces.flatMap((piece): Piece[] => {
    if (piece.kind === 'tag' && threads.includes(piece.inside)) return [historyPiece()];
    if (piece.kind === 'text') {
      const [first = '', ...rest] = piece.text.split(/^[^\S\n]*!\[thread\][^\n]*$/m);
      return [textPiece(first), ...rest.flatMap((text) => [historyPiece(), textPiece(text)])];
    }
    return [piece];
  });
}

/** Lists that are read for the turns of a conversation and for nothing else. */
function turnsOnly(pieces: readonly Piece[]): string[] {
  const lists = pieces.filter(isTurns).map((piece) => /^#each (\S+)/.exec(headOf(piece))?.[1] ?? '');
  const others = JSON.stringify(pieces.filter((piece) => !isTurns(piece)));
  return lists.filter((name) => !others.includes(name));
}

function headOf(piece: Piece): string {
  return (piece.kind === 'block' ? piece.branches[0]?.tag.inside : undefined) ?? '';
}

/** Whether a block writes one message for each item: its role, a colon, its content. */
function isTurns(piece: Piece): boolean {
  const [branch, ...others] = piece.kind === 'block' ? piece.branches : [];
  const item = /^#each \S+ as \|(\S+)\|$/.exec(branch?.tag.inside ?? '')?.[1];
  if (branch === undefined || item === undefined || others.length > 0) return false;
  const said = branch.body.filter((each) => each.kind !== 'text' || each.text.trim() !== '');
  const [role, colon, content, ...more] = said;
  return (
    role?.kind === 'tag' &&
    role.inside === `${item}.role` &&
    colon?.kind === 'text' &&
    colon.text.trim() === ':' &&
    content?.kind === 'tag' &&
    content.inside === `${item}.content` &&
    more.length === 0
  );
}

/** What stands before the first role is the system's; breaks around a message are no part of it. */
function messagesOf(pieces: readonly Piece[], report: ConvertReport): MessageDraft[] {
  const messages: MessageDraft[] = [{ role: 'system', content: [] }];
  let skipping = false;
  const add = (piece: Piece) => {
    if (!skipping) messages.at(-1)?.content.push(piece);
  };
  const all = mergeTexts(pieces);
  for (const [index, piece] of all.entries()) {
    if (isTurns(piece)) {
      report.changed('history');
      add(historyPiece());
    } else if (piece.kind !== 'text') add(piece);
    else {
      let end = 0;
      for (const match of piece.text.matchAll(ROLE_LINE)) {
        const [written, breakBefore, name = '', attributes] = match;
        const next = match.index + written.length;
        // Beside a value the line is longer than it looks.
        if ((breakBefore === '' && index > 0) || (next === piece.text.length && index < all.length - 1)) continue;
        add(textPiece(piece.text.slice(end, match.index)));
        end = next;
        const role = ROLES[name.toLowerCase()];
        skipping = role === undefined;
        if (role === undefined) report.lost('message', { role: name });
        else messages.push({ role, content: [] });
        if (name.toLowerCase() === 'developer') report.changed('developer');
        if (attributes !== undefined) report.lost('attributes', { role: name, attributes });
      }
      add(textPiece(piece.text.slice(end)));
    }
  }
  return messages
    .map(({ role, content }) => ({ role, content: withoutBreaks(content) }))
    .filter(({ content }) => !isBlank(content));
}

function isBlank(content: readonly Piece[]): boolean {
  return content.every((piece) => piece.kind === 'text' && piece.text.trim() === '');
}

/** Where the line breaks at the end of a text begin. */
function endOfText(text: string): number {
  let end = text.length;
  while (text.charAt(end - 1) === '\n') end--;
  return end;
}

function withoutBreaks(content: readonly Piece[]): Piece[] {
  const pieces = content.filter((piece) => piece.kind !== 'text' || piece.text !== '');
  const [first] = pieces;
  if (first?.kind === 'text') pieces[0] = textPiece(first.text.replace(/^\n+/, ''));
  const last = pieces.at(-1);
  if (last?.kind === 'text') pieces[pieces.length - 1] = textPiece(last.text.slice(0, endOfText(last.text)));
  return pieces;
}
