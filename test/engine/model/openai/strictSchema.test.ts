import assert from 'node:assert/strict';
import { strictSchema } from '../../../../src/engine/model/openai/strictSchema';
import { picoschema } from '../../../../src/engine/prompt/picoschema';

const object = (properties: Record<string, unknown>, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

describe('strictSchema', () => {
  it('leaves a schema that is strict already as it is', () => {
    const schema = object({ a: { type: 'string' }, b: { type: 'array', items: object({ c: { type: 'number' } }) } });
    assert.deepEqual(strictSchema(schema), schema);
  });

  it('asks for optional fields that may be null: Picoschema writes them so', () => {
    const schema = picoschema(
      { name: 'string', 'age?': 'integer', 'mood?(enum)': ['good', 'bad'], 'tags(array)': 'string' },
      {},
    );
    assert.ok(schema);
    assert.deepEqual(strictSchema(schema)?.required, ['name', 'age', 'mood', 'tags']);
  });

  const beyond: [string, Record<string, unknown>][] = [
    ['another root than an object', { type: 'array', items: { type: 'string' } }],
    ['further fields', { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] }],
    ['an optional field that may not be null', object({ a: { type: 'string' } }, [])],
    ['an optional enum without null', object({ a: { enum: ['x'] } }, [])],
    ['anything at all', object({ a: {} })],
    ['an object of any shape', object({ a: { type: 'object' } })],
    ['a keyword that strict mode does not know', object({ a: { type: 'string', contentEncoding: 'base64' } })],
    ['a reference', object({ a: { $ref: '#/x' } })],
    ['such a thing deep inside', object({ a: { type: 'array', items: { anyOf: [{ type: 'string' }, {}] } } })],
  ];
  for (const [name, schema] of beyond) {
    it(`does not take ${name}`, () => {
      assert.equal(strictSchema(schema), undefined);
    });
  }
});
