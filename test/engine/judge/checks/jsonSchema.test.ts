import assert from 'node:assert/strict';
import { runChecks } from '../../../../src/engine/judge/checks';
import { faultOf, specOf, verdictOf, verdicts } from './checkOf';

const PERSON =
  '{type: object, properties: {name: {type: string}, age: {type: integer, minimum: 0}}, required: [name], additionalProperties: false}';
const OWN = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] };

describe('the check json-schema', () => {
  verdicts([
    [`json-schema: ${PERSON}`, '{"name": "一", "age": 3}', 'holds'],
    [`json-schema: ${PERSON}`, '{"age": 3}', "The output does not fit the schema: must have required property 'name'."],
    [
      `json-schema: ${PERSON}`,
      '{"name": 1, "age": -1}',
      'The output does not fit the schema: /name must be string; /age must be >= 0.',
    ],
    [
      `json-schema: ${PERSON}`,
      '{"name": "a", "x": 1}',
      'The output does not fit the schema: must NOT have additional properties (x).',
    ],
    [`not-json-schema: ${PERSON}`, '{"name": "a"}', 'The output fits the schema.'],
    [`not-json-schema: ${PERSON}`, 'not even JSON', 'holds'],
    ['json-schema: {type: string, format: email}', '"a@b.example"', 'holds'],
    [
      'json-schema: {type: string, format: email}',
      '"a"',
      'The output does not fit the schema: must match format "email".',
    ],
    [
      'json-schema: {prefixItems: [{type: string}], items: false}',
      '["a", 1]',
      'The output does not fit the schema: must NOT have more than 1 items.',
    ],
    [
      'json-schema: {$schema: "http://json-schema.org/draft-07/schema#", items: [{type: string}], additionalItems: false}',
      '["a", 1]',
      'The output does not fit the schema: must NOT have more than 1 items.',
    ],
    [
      'json-schema: {type: string, pattern: "^(a+)+$"}',
      `"${'a'.repeat(30_000)}!"`,
      'The output does not fit the schema: must match pattern "^(a+)+$".',
    ],
    ['json-schema', { output: '{"name": "a"}', outputSchema: OWN }, 'holds'],
    [
      'json-schema',
      { output: '{}', outputSchema: OWN },
      "The output does not fit the schema: must have required property 'name'.",
    ],
    ['json-schema', '{}', 'The prompt declares no output schema, and the check names none.'],
  ]);

  it('says so where the output is no JSON at all', async () => {
    assert.match(await verdictOf(`json-schema: ${PERSON}`, 'Sure!'), /^The output does not fit the schema: .*JSON/);
  });

  it('names the first three faults and counts the rest', async () => {
    const verdict = await verdictOf('json-schema: {items: {type: string}}', '[1, 2, 3, 4, 5]');
    assert.match(verdict, /\/0 must be string; \/1 must be string; \/2 must be string; \+2\.$/);
  });

  const unusable: [string, RegExp][] = [
    ['{type: nothing}', /not a usable JSON schema: .*type/],
    ['{$ref: "https://example.com/schema.json"}', /not a usable JSON schema: .*can't resolve reference/],
    ['{pattern: "(?=a)"}', /not a usable JSON schema: .*/],
    ['[a]', /takes a JSON schema or the path of one/],
    ['5', /takes a JSON schema or the path of one/],
  ];
  for (const [schema, fault] of unusable) {
    it(`refuses the schema ${schema} before anything is spent`, async () => {
      assert.match((await faultOf(`json-schema: ${schema}`)) ?? '', fault);
    });
  }

  describe('of the prompt itself', () => {
    it('is checked without being asked for, before all other checks', async () => {
      const results = await runChecks([await specOf('contains: a')], { output: '{"name": "a"}', outputSchema: OWN });
      assert.deepEqual(
        results.map(({ check, passed, index }) => [check, passed, index]),
        [
          ['json-schema', true, -1],
          ['contains', true, 0],
        ],
      );
    });

    it('is checked once where the test set asks for it', async () => {
      const results = await runChecks([await specOf('json-schema')], { output: '{}', outputSchema: OWN });
      assert.deepEqual(
        results.map(({ index, passed }) => [index, passed]),
        [[0, false]],
      );
    });

    it('fails the output, and not the run, where the schema is unusable', async () => {
      const [result] = await runChecks([], { output: '{}', outputSchema: { type: 'nothing' } });
      assert.deepEqual([result?.passed, result?.code], [false, 'check.bad-schema']);
    });
  });
});
