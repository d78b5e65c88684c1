import { CompletionItemKind } from 'vscode-languageserver-types';
import type { DataPlace } from '../../data/dataPlace';
import type { Say } from '../../languageContext';
import type { Begin, DataShape, KeyOffer } from './shape';

/** The types of Picoschema, the most usual first. */
const TYPES: readonly string[] = ['string', 'integer', 'number', 'boolean', 'any', 'null'];

/** A field of a schema that nobody has declared yet. */
export interface MissingField {
  name: string;
  /** In the words of Picoschema. */
  type: string;
  documentation?: string;
  /** Fields that it is not put in without, where they are not there. */
  more?: readonly (readonly [string, Begin])[];
}

/**
 * Picoschema: types as values, names with `?`, `(array)`, `(object)` and `(enum)` as keys.
 * @param text the text of the file
 * @param missing names that are wanted at the outermost level
 */
export function picoschemaShape(text: string, say: Say, missing: () => readonly MissingField[] = () => []): DataShape {
  return {
    keys: (place) => [...missing().map((field) => fieldOffer(field, say)), ...forms(place, text, say)],
    values: ({ written, role }) => {
      // Behind the comma stands a description.
      if (written.includes(',')) return [];
      return TYPES.map((value) => ({
        value,
        kind: CompletionItemKind.TypeParameter,
        documentation: say(`about.type.${value}`),
        // What may still become the name of a field is hardly the schema itself.
        group: role === 'node' ? 5 : 1,
      }));
    },
    child: () => picoschemaShape(text, say),
  };
}

function fieldOffer({ name, type, documentation, more }: MissingField, say: Say): KeyOffer {
  return {
    key: name,
    begins: { kind: 'text', example: type },
    kind: CompletionItemKind.Variable,
    group: 0,
    documentation: documentation ?? say('about.undeclared-variable'),
    ...(more && { more }),
  };
}

/** The forms that the name being written can take: `tags?`, `tags(array)`, `tags(enum)`. */
function forms({ span, hasColon, quote }: DataPlace, text: string, say: Say): KeyOffer[] {
  const written = text.slice(span.start, span.end);
  if (quote !== undefined) return [];
  if (written.startsWith('(')) return [form('(*)', { kind: 'text', example: 'string' }, 'wildcard', say)];
  const [, name = '', optional = ''] = /^([^?(:\s][^?(:]*)(\??)/.exec(written) ?? [];
  if (name === '') return [];
  const base = `${name.trimEnd()}${optional}`;
  const string: Begin = { kind: 'text', example: 'string' };
  const wrapped = [
    form(`${base}(array)`, string, 'array', say),
    form(`${base}(object)`, { kind: 'map', entries: [] }, 'object', say),
    // What has a value already would need a list.
    ...(hasColon ? [] : [form(`${base}(enum)`, { kind: 'texts', examples: ['one', 'other'] }, 'enum', say)]),
  ];
  if (written.includes('(')) return wrapped;
  const plain = hasColon ? [] : [form(base, string, optional === '' ? 'field' : 'optional', say)];
  const canBeMissing = optional === '' ? [form(`${base}?`, string, 'optional', say)] : [];
  return [...plain, ...canBeMissing, ...wrapped];
}

function form(key: string, begins: Begin, about: string, say: Say): KeyOffer {
  return { key, begins, kind: CompletionItemKind.Field, group: 2, documentation: say(`about.schema.${about}`) };
}

const JSON_SCHEMA_KEYS: readonly (readonly [string, Begin])[] = [
  ['type', { kind: 'choice', values: ['string', 'integer', 'number', 'boolean', 'array', 'object', 'null'] }],
  ['properties', { kind: 'map', entries: [] }],
  ['required', { kind: 'plain', example: '[]' }],
  ['description', { kind: 'text', example: 'what it is' }],
  ['enum', { kind: 'texts', examples: ['one', 'other'] }],
  ['items', { kind: 'map', entries: [['type', { kind: 'text', example: 'string' }]] }],
  ['additionalProperties', { kind: 'choice', values: [false, true] }],
  ['minimum', { kind: 'plain', example: '0' }],
  ['maximum', { kind: 'plain', example: '10' }],
  ['minLength', { kind: 'plain', example: '1' }],
  ['maxLength', { kind: 'plain', example: '100' }],
  ['minItems', { kind: 'plain', example: '1' }],
  ['maxItems', { kind: 'plain', example: '10' }],
  ['pattern', { kind: 'text', example: '^[a-z]+$' }],
  ['format', { kind: 'choice', values: ['date', 'date-time', 'email', 'uri', 'uuid'] }],
];

/** JSON Schema, as far as prompts use it. */
export const JSON_SCHEMA: DataShape = {
  keys: () => JSON_SCHEMA_KEYS.map(([key, begins]) => ({ key, begins })),
  child(key) {
    if (key === 'properties' || key === '$defs') return { child: () => JSON_SCHEMA };
    if (key === 'items' || key === 'additionalProperties') return JSON_SCHEMA;
    if (key === 'anyOf' || key === 'oneOf' || key === 'allOf') return { items: JSON_SCHEMA };
    const begins = JSON_SCHEMA_KEYS.find(([name]) => name === key)?.[1];
    return begins?.kind === 'choice' ? { values: () => begins.values.map((value) => ({ value })) } : undefined;
  },
};
