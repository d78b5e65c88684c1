import { isMap } from '../../prompt/picoschemaType';
import type { NewEntry } from './mapEdits';

/**
 * The field of Picoschema that values fit: `title: string`, `tags(array): string`, `user:` with fields of its own.
 * @param values all that were seen of it; null stands for one that is there and empty
 * @param optional whether it may be left out
 */
export function fieldFor(name: string, values: readonly unknown[], optional: boolean): NewEntry {
  const given = values.filter((value) => value !== null && value !== undefined);
  const mark = optional || given.length < values.length ? '?' : '';
  if (given.length > 0 && given.every(Array.isArray)) {
    const type = typeOf(given.flat());
    return [`${name}${mark}(array)`, type];
  }
  if (given.length > 0 && given.every(isMap)) return [name + mark, fieldsFor(given)];
  return [name + mark, scalarTypeOf(given)];
}

function typeOf(values: readonly unknown[]): string | readonly NewEntry[] {
  return values.length > 0 && values.every(isMap) ? fieldsFor(values) : scalarTypeOf(values);
}

function fieldsFor(maps: readonly Record<string, unknown>[]): readonly NewEntry[] {
  const names = [...new Set(maps.flatMap((map) => Object.keys(map)))];
  return names.map((name) => {
    const values = maps.filter((map) => Object.hasOwn(map, name)).map((map) => map[name]);
    return fieldFor(name, values, values.length < maps.length);
  });
}

/** Nothing that was seen is text, most likely; what differs, or is nested further, may be anything. */
function scalarTypeOf(values: readonly unknown[]): string {
  if (values.length === 0 || values.every((value) => typeof value === 'string')) return 'string';
  if (values.every((value) => Number.isInteger(value))) return 'integer';
  if (values.every((value) => typeof value === 'number')) return 'number';
  return values.every((value) => typeof value === 'boolean') ? 'boolean' : 'any';
}

/** The same in JSON Schema, for a schema that is written so. */
export function jsonFieldFor(name: string, values: readonly unknown[]): NewEntry {
  const given = values.filter((value) => value !== null && value !== undefined);
  if (given.length > 0 && given.every(Array.isArray)) return [name, [['type', 'array']]];
  if (given.length > 0 && given.every(isMap)) return [name, [['type', 'object']]];
  const type = scalarTypeOf(given);
  return [name, type === 'any' ? '{}' : [['type', type]]];
}
