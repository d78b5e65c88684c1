import assert from 'node:assert/strict';
import { picoschema as reference } from 'dotprompt';
import fc from 'fast-check';
import type { JsonSchema } from '../../../src/engine/prompt/message';
import { PicoschemaError, picoschema } from '../../../src/engine/prompt/picoschema';

const NAMED = (): Record<string, JsonSchema> => ({
  Person: { type: 'object', properties: { name: { type: 'string' } } },
  Tag: { type: 'string', maxLength: 10 },
  Free: { oneOf: [{ type: 'string' }, { type: 'number' }] },
});

/** An object with all of its fields required. */
const object = (properties: Record<string, JsonSchema>, required = Object.keys(properties)): JsonSchema => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
  additionalProperties: false,
});

describe('Picoschema', () => {
  it('is JSON Schema already, where it has the type of an object or a list, whatever else stands there', () => {
    for (const schema of [
      { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
      { type: 'array', items: { type: 'string' } },
      { type: 'object', 'x-order': ['a'], errorMessage: { type: 'no' }, properties: {} },
      { type: ['string', 'null'], maxLength: 3 },
    ]) {
      assert.equal(picoschema(schema), schema);
    }
  });

  it('is JSON Schema with the type of a scalar, beside its keywords', () => {
    for (const schema of [
      { type: 'string' },
      { type: 'string', description: 'a name', title: 'Name', format: 'date', pattern: '^x' },
      { type: 'string', enum: ['a', 'b'], default: 'string', const: 'string' },
      { type: 'integer', minimum: 1, 'x-unit': 'string' },
      { type: 'string', example: 'some text' },
    ]) {
      assert.equal(picoschema(schema), schema);
    }
  });

  it('has a field named "type" where what stands beside it are fields', () => {
    const string = { type: 'string' };
    assert.deepEqual(picoschema({ type: 'string', name: 'string' }), object({ type: string, name: string }));
    assert.deepEqual(picoschema({ type: 'string', 'tags(array)': 'string' })?.properties, {
      type: string,
      tags: { type: 'array', items: string },
    });
    for (const beside of [
      { name: 'string, a name' },
      { 'name?': 'Person' },
      { who: 'Person' },
      { address: { street: 'string' } },
      { description: 'string' },
      { items: 'string' },
      { required: 'boolean' },
      { minimum: 'number, the least' },
    ]) {
      const { properties = {} } = picoschema({ type: 'string', ...beside }, { schemas: NAMED() }) ?? {};
      assert.deepEqual(Object.keys(properties as object)[0], 'type', JSON.stringify(beside));
    }
  });

  it('is JSON Schema without a type, where a keyword has a value that no field has', () => {
    for (const schema of [
      { oneOf: [{ type: 'string' }] },
      { anyOf: [{ type: 'string' }], description: 'x' },
      { enum: ['a', 'b'] },
      { $ref: '#/$defs/a', $defs: { a: { type: 'string' } } },
      { $ref: 'https://example.org/a.json' },
    ]) {
      assert.equal(picoschema(schema), schema);
    }
    assert.deepEqual(picoschema({ not: { a: 'string' }, enum: 'string' })?.required, ['not', 'enum']);
  });

  it('keeps brackets, commas and line breaks of a description', () => {
    assert.deepEqual(
      picoschema({
        'a(array, one (or two), of (three))': 'string',
        'b?(enum, x (y)': [1],
        c: 'string, first line\nsecond, line\n',
        'd(object, （全形）)': { e: 'any, 什麼都可以' },
      }),
      object(
        {
          a: { type: 'array', items: { type: 'string' }, description: 'one (or two), of (three)' },
          b: { enum: [1, null], description: 'x (y' },
          c: { type: 'string', description: 'first line\nsecond, line' },
          d: { ...object({ e: { description: '什麼都可以' } }), description: '（全形）' },
        },
        ['a', 'c', 'd'],
      ),
    );
  });

  it('changes neither its source nor the schemas that it names', () => {
    const schemas = NAMED();
    const source = { 'a?(enum)': ['x'], 'b?(object, d)': 'Person', 'c(object, e)': 'Person', 'f?': 'Person' };
    const before = JSON.stringify([source, schemas]);
    const first = picoschema(source, { schemas });
    assert.equal(JSON.stringify([source, schemas]), before);
    assert.deepEqual(picoschema(source, { schemas }), first);
  });

  it('takes a field named __proto__ for a field', () => {
    const schema = picoschema(JSON.parse('{"__proto__": "string", "constructor": "string"}'));
    assert.deepEqual(Object.keys(schema?.properties as object), ['__proto__', 'constructor']);
  });

  const wrong: [string, unknown, string, string][] = [
    ['an unknown type', { a: { b: 'strnig' } }, 'prompt.unknown-schema', 'a.b'],
    ['a type that every object inherits', { a: 'toString' }, 'prompt.unknown-schema', 'a'],
    ['an unknown word in brackets', { 'a(list)': 'string' }, 'prompt.unknown-parenthesis', 'a(list)'],
    ['brackets that are not closed', { 'a(array': 'string' }, 'prompt.unknown-parenthesis', 'a(array'],
    ['empty brackets', { 'a()': 'string' }, 'prompt.unknown-parenthesis', 'a()'],
    ['an enum without a list', { 'a(enum)': 'x' }, 'prompt.enum-not-a-list', 'a(enum)'],
    ['a number', { a: 5 }, 'prompt.schema-shape', 'a'],
    ['a list', { a: ['string'] }, 'prompt.schema-shape', 'a'],
    ['a list at the top', ['string'], 'prompt.schema-shape', ''],
  ];
  for (const [name, value, code, path] of wrong) {
    it(`names the place of ${name}`, () => {
      assert.throws(
        () => picoschema(value),
        (error) => error instanceof PicoschemaError && error.code === code && error.path.join('.') === path,
      );
    });
  }

  it('is what the reference makes of it, in 1,500 generated schemas', async () => {
    const scalar = fc.constantFrom(
      ...['string', 'number', 'integer', 'boolean', 'null', 'any', 'string, 說明', 'any, x, y', 'integer,n', 'string,'],
      ...['Person', 'Person, p', 'Tag', 'Tag, t', 'Free', 'Free, f'],
    );
    // None is a keyword of JSON Schema, where the reference misreads a field.
    const name = fc.constantFrom('a', 'b', 'c d', '名前', 'x_1', 'éè', '0', 'constructor');
    const { fields } = fc.letrec<{ fields: Record<string, unknown>; entry: [string, unknown] }>((tie) => ({
      entry: fc
        .tuple(
          name,
          fc.constantFrom('', '?'),
          fc.oneof(
            { depthSize: 'small' },
            fc.tuple(fc.constantFrom('', '(array)', '(array, d, e)'), scalar),
            // A description or a `?` on `(object)` is written into the schema that it names, by the reference: no names here.
            fc.tuple(fc.constantFrom('', '(array, d)', '(object)', '(object, o)'), tie('fields')),
            // An enum that may be null is written into its source, by the reference: null stands in it.
            fc.tuple(fc.constantFrom('(enum)', '(enum, pick one)'), fc.constantFrom([null, 'x'], [1, null], [null])),
          ),
        )
        .map(([key, optional, [kind, value]]): [string, unknown] => [`${key}${optional}${kind}`, value]),
      fields: fc
        .tuple(fc.array(tie('entry'), { maxLength: 4 }), fc.option(fc.oneof(scalar, tie('fields'))))
        .map(([entries, rest]) => ({ ...Object.fromEntries(entries), ...(rest !== null && { '(*)': rest }) })),
    }));
    await fc.assert(
      fc.asyncProperty(fc.oneof(scalar, fields), async (schema) => {
        const named = NAMED();
        const expected = await reference(schema, { schemaResolver: async (name: string) => named[name] ?? null });
        assert.equal(JSON.stringify(picoschema(schema, { schemas: NAMED() })), JSON.stringify(expected));
      }),
      { numRuns: 1500, seed: 20261123 },
    );
  });
});
