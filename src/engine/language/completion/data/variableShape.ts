import { CompletionItemKind } from 'vscode-languageserver-types';
import { asText } from '../../about/asText';
import type { ValueShape } from '../../input/valueShape';
import type { Begin, DataShape, KeyOffer } from './shape';

/** A value of the input, or of a structured output, by what is known of it. */
export function variableShape(shape: ValueShape): DataShape {
  const items = shape.items();
  return {
    keys: () => shape.fieldNames().map((name) => variableOffer(name, shape.field(name))),
    values: () => {
      const values = shape.values ?? (shape.isA('boolean') ? [true, false] : []);
      return values.flatMap((value) =>
        typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [{ value }] : [],
      );
    },
    child(key) {
      const field = shape.field(key);
      return field && variableShape(field);
    },
    ...(items && shape.isA('array') && { items: variableShape(items) }),
  };
}

/** A variable as a key, with a value of its type. */
export function variableOffer(name: string, shape: ValueShape | undefined): KeyOffer {
  return {
    key: name,
    begins: shape === undefined ? { kind: 'text', example: name } : exampleOf(name, shape),
    kind: CompletionItemKind.Variable,
    ...(shape?.type && { detail: shape.type }),
    ...(shape?.description && { documentation: asText(shape.description) }),
  };
}

/** Maps in maps are written out so far. */
const DEEPEST = 3;

/** A value that the schema takes, to be typed over. */
export function exampleOf(name: string, shape: ValueShape, depth = 0): Begin {
  const { values, types } = shape;
  const choices = values?.filter((value) => ['string', 'number', 'boolean'].includes(typeof value)) as
    | string[]
    | undefined;
  if (choices !== undefined && choices.length > 0) return { kind: 'choice', values: choices };
  switch (types[0]) {
    case 'boolean':
      return { kind: 'choice', values: [true, false] };
    case 'number':
    case 'integer':
      return { kind: 'plain', example: '0' };
    case 'array':
      return { kind: 'plain', example: '[]' };
    case 'object': {
      const fields = depth >= DEEPEST ? [] : shape.requiredNames();
      if (fields.length === 0) return { kind: 'plain', example: '{}' };
      const entries = fields.flatMap((field) => {
        const inner = shape.field(field);
        return inner === undefined ? [] : [[field, exampleOf(field, inner, depth + 1)] as const];
      });
      return { kind: 'map', entries };
    }
    default:
      return { kind: 'text', example: name };
  }
}
