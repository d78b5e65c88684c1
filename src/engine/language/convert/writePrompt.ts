import equal from 'fast-deep-equal';
import { Document } from 'yaml';
import type { JsonSchema } from '../../prompt/message';
import { picoschema } from '../../prompt/picoschema';
import type { MessageDraft, PromptDraft, Variables } from './conversion';
import { type Piece, tagPiece, textPiece, writePieces } from './templatePieces';

/** A prompt as the text of a `.prompt` file. */
export function writePrompt(draft: PromptDraft): string {
  const { config, tools, output, variables } = draft;
  const defaults = Object.fromEntries(
    [...variables].flatMap(([name, { default: value }]) => (value === undefined ? [] : [[name, value]])),
  );
  const schema = inputSchema(variables);
  const input = {
    ...(schema !== undefined && { schema }),
    ...(Object.keys(defaults).length > 0 && { default: defaults }),
  };
  const frontmatter = {
    ...naming(draft),
    ...(draft.model !== undefined && { model: draft.model }),
    ...(config !== undefined && Object.keys(config).length > 0 && { config }),
    ...(Object.keys(input).length > 0 && { input }),
    ...(output !== undefined && { output: { ...output, ...(output.schema && { schema: schemaText(output.schema) }) } }),
    ...(tools !== undefined && tools.length > 0 && { toolDefs: tools }),
  };
  const yaml = Object.keys(frontmatter).length === 0 ? '' : writeYaml(frontmatter);
  return `---\n${yaml}---\n${writeMessages(draft.messages)}\n`;
}

/** A value as YAML; lines are never folded. */
export function writeYaml(value: unknown): string {
  return new Document(value, { aliasDuplicateObjects: false }).toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** What is no name of a file is said in the description. */
function naming({ name, description }: PromptDraft): Record<string, string> {
  if (name === undefined || /^[\w.-]+$/.test(name)) {
    return { ...(name !== undefined && { name }), ...(description !== undefined && { description }) };
  }
  return { description: description === undefined || description === name ? name : `${name}: ${description}` };
}

/** Picoschema where that says all there is to say, else JSON Schema. */
function inputSchema(variables: Variables): Record<string, unknown> | undefined {
  if (variables.size === 0) return undefined;
  const required = [...variables].flatMap(([name, { optional }]) => (optional ? [] : [name]));
  const properties = Object.fromEntries([...variables].map(([name, { schema = {} }]) => [name, schema]));
  const optional = new Set([...variables].flatMap(([name, each]) => (each.optional ? [name] : [])));
  const whole: JsonSchema = {
    type: 'object',
    properties,
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
  return picoOf(whole, optional) ?? whole;
}

function schemaText(schema: JsonSchema): JsonSchema {
  const required = Array.isArray(schema.required) ? schema.required : [];
  const names =
    typeof schema.properties === 'object' && schema.properties !== null ? Object.keys(schema.properties) : [];
  // Optional fields may be null in Picoschema, and not in a schema that was written without it.
  const isPlain = schema.additionalProperties === false && names.every((name) => required.includes(name));
  return (isPlain ? picoOf(schema, new Set()) : undefined) ?? schema;
}

function picoOf(schema: JsonSchema, optional: ReadonlySet<string>): Record<string, unknown> | undefined {
  const written: Record<string, unknown> = {};
  for (const [name, property] of Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>)) {
    const mark = optional.has(name) ? '?' : '';
    const { description, ...type } = property;
    const about = typeof description === 'string' ? `, ${description}` : '';
    if (type.type === 'array' && Object.keys(type).length === 2) {
      const items = scalarOf(type.items);
      if (items === undefined) return undefined;
      written[`${name}${mark}(array${about})`] = items;
    } else if (Array.isArray(type.enum) && Object.keys(type).length === 1) {
      written[`${name}${mark}(enum${about})`] = type.enum;
    } else {
      const scalar = scalarOf(type);
      if (scalar === undefined) return undefined;
      written[`${name}${mark}`] = `${scalar}${about}`;
    }
  }
  // Names with signs of Picoschema's own, or of JSON Schema, are read as something else.
  try {
    const read = picoschema(written);
    const expected = Object.keys((read?.properties ?? {}) as object);
    const isSame = optional.size > 0 ? equal(expected, Object.keys(schema.properties ?? {})) : equal(read, schema);
    return isSame ? written : undefined;
  } catch {
    return undefined;
  }
}

function scalarOf(schema: unknown): string | undefined {
  if (typeof schema !== 'object' || schema === null) return undefined;
  const keys = Object.keys(schema);
  if (keys.length === 0) return 'any';
  const { type } = schema as JsonSchema;
  if (keys.length !== 1 || typeof type !== 'string') return undefined;
  return ['string', 'number', 'integer', 'boolean'].includes(type) ? type : undefined;
}

/**
 * Messages as a template. A role takes the white space beside it away, so that messages are just what they were; where white
 * space belongs to a message, it stands directly beside the role.
 */
export function writeMessages(messages: readonly MessageDraft[]): string {
  const pieces: Piece[] = [];
  const only = messages.length === 1 ? messages[0] : undefined;
  const bare = only?.role === 'user' && !startsBlank(only) && !endsBlank(only);
  let spaced = false;
  for (const [index, message] of messages.entries()) {
    if (!bare) {
      if (index > 0 && !spaced) pieces.push(textPiece('\n\n'));
      const blank = startsBlank(message);
      pieces.push({ ...tagPiece(`role "${message.role}"`), trimLeft: index > 0 && !spaced, trimRight: !blank });
      if (!blank) pieces.push(textPiece('\n'));
    }
    for (const piece of message.content) pieces.push(piece);
    spaced = endsBlank(message);
  }
  // The end of a template is trimmed: two comments, of which neither stands alone, keep what is before them.
  if (spaced) pieces.push(tagPiece('!'), tagPiece('!'));
  return writePieces(pieces);
}

function startsBlank({ content }: MessageDraft): boolean {
  const first = content.find((piece) => piece.kind !== 'text' || piece.text !== '');
  return first?.kind === 'text' && /^\s/.test(first.text);
}

function endsBlank({ content }: MessageDraft): boolean {
  const last = content.findLast((piece) => piece.kind !== 'text' || piece.text !== '');
  return last?.kind === 'text' && /\s$/.test(last.text);
}
