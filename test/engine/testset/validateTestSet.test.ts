import assert from 'node:assert/strict';
import { compilePrompt } from '../../../src/engine/prompt/compilePrompt';
import { validateTestSet } from '../../../src/engine/testset/validateTestSet';
import { testSetOf } from './testSetOf';

/** Validates a test set against a prompt; each problem as `line:column code "text under it" {arguments}`. */
async function validated(prompt: string, name: string, text: string, partials: Record<string, string> = {}) {
  const source = {
    file: '/work/answer.prompt',
    text: prompt,
    partials: new Map(
      Object.entries(partials).map(([partial, content]) => [
        partial,
        { file: `/work/_${partial}.prompt`, text: content },
      ]),
    ),
  };
  const compiled = compilePrompt(source);
  assert.deepEqual(compiled.problems, []);
  const testSet = await testSetOf(name, text);
  assert.deepEqual(testSet.faults, []);
  const problems = await validateTestSet(testSet, compiled);
  const faults = problems.map(
    ({ code, range, args }) =>
      `${range.start.line + 1}:${range.start.character + 1} ${code.replace('testset.', '')} ${JSON.stringify(testSet.at(range))} ${Object.values(args ?? {}).join(' | ')}`,
  );
  return { faults, inputs: testSet.cases.map(({ input }) => ({ ...input })) };
}

const SCHEMA = `---
input:
  schema:
    question: string, what is asked
    lang?(enum): [zh, en]
    count?: integer
---
{{question}} {{lang}} {{count}}`;

describe('validateTestSet', () => {
  it('finds nothing where all is well', async () => {
    const { faults } = await validated(SCHEMA, 'a.yaml', 'cases:\n  - input: {question: 什麼, lang: zh, count: 3}\n');
    assert.deepEqual(faults, []);
  });

  it('misses a variable that the schema requires, at the case', async () => {
    const { faults } = await validated(SCHEMA, 'a.yaml', 'cases:\n  - id: 一\n    input: {lang: zh}\n');
    assert.deepEqual(faults, ['2:9 missing-variable "一" 一 | question']);
  });

  it('misses a variable that the template reads, where there is no schema', async () => {
    const { faults } = await validated('Say {{what}} to {{#if who}}{{who}}{{/if}}', 'a.jsonl', '{"id":"a","wat":"x"}');
    assert.deepEqual(faults, [
      '1:7 missing-variable "\\"a\\"" a | what',
      '1:17 unknown-variable-suggestion "\\"x\\"" a | wat | what',
    ]);
  });

  it('asks for nothing that a condition copes without, that has a default, or that an each names', async () => {
    const prompt = `---
input:
  default: {tone: plain}
---
{{tone}} {{#if extra}}x{{/if}} {{#each items}}{{name}}{{/each}} {{@metadata.prompt.name}}`;
    assert.deepEqual((await validated(prompt, 'a.yaml', 'cases:\n  - id: a\n')).faults, []);
  });

  it('misses what a partial reads', async () => {
    const partials = { style: 'Write {{tone}}.' };
    const { faults } = await validated('{{> style}} {{q}}', 'a.yaml', 'cases:\n  - input: {q: x}\n', partials);
    assert.deepEqual(faults, ['2:5 missing-variable "input: {q: x}" case-1 | tone']);
  });

  it('does not know a variable that neither schema nor template has', async () => {
    const { faults } = await validated(
      SCHEMA,
      'a.yaml',
      'cases:\n  - id: a\n    input:\n      question: x\n      qestion: y\n      wholly: other\n',
    );
    assert.deepEqual(faults, [
      '5:16 unknown-variable-suggestion "y" a | qestion | question',
      '6:15 unknown-variable "other" a | wholly | question, lang, count',
    ]);
  });

  it('lets any variable pass where the schema is open', async () => {
    const prompt = `---
input:
  schema: {type: object, properties: {q: {type: string}}, additionalProperties: true}
---
{{q}} {{json this}}`;
    assert.deepEqual((await validated(prompt, 'a.yaml', 'cases:\n  - input: {q: x, any: y}\n')).faults, []);
  });

  it('checks values against the schema, at the value', async () => {
    const { faults } = await validated(
      SCHEMA,
      'a.yaml',
      'cases:\n  - id: 😀\n    input: {question: 5, lang: fr, count: 1.5}\n',
    );
    assert.deepEqual(faults, [
      '3:23 value-breaks-schema "5" 😀 | question | must be string',
      '3:32 value-breaks-schema "fr" 😀 | lang | must be one of zh, en',
      '3:43 value-breaks-schema "1.5" 😀 | count | must be integer',
    ]);
  });

  it('names the place inside of a value', async () => {
    const prompt = `---
input:
  schema:
    items(array):
      name: string
---
{{json items}}`;
    const { faults } = await validated(prompt, 'a.json', '[{"input":{"items":[{"name":"a"},{"name":1}]}}]');
    assert.deepEqual(faults, [
      '1:20 value-breaks-schema "[{\\"name\\":\\"a\\"},{\\"name\\":1}]" case-1 | items | /1/name must be string',
    ]);
  });

  describe('a table, where everything is text', () => {
    const TYPED = `---
input:
  schema:
    q: string
    n?: number
    i?: integer
    b?: boolean
    list?(array): string
    free?: any
---
{{q}}`;

    it('gets numbers, booleans and JSON from the text where the schema asks for them', async () => {
      const { faults, inputs } = await validated(
        TYPED,
        'a.csv',
        'q,n,i,b,list,free\n007,-1.5e2,+3,TRUE,"[""a"",""b""]",5\n1,,,,,\n',
      );
      assert.deepEqual(faults, []);
      assert.deepEqual(inputs, [
        { q: '007', n: -150, i: 3, b: true, list: ['a', 'b'], free: '5' },
        { q: '1', n: null, i: null, b: null, list: null, free: '' },
      ]);
    });

    it('says where the text is nothing of the kind', async () => {
      const { faults } = await validated(TYPED, 'a.csv', 'id,q,i,b,list\n甲,x,many,ja,a b\n');
      assert.deepEqual(faults, [
        '2:5 value-breaks-schema "many" 甲 | i | must be integer',
        '2:10 value-breaks-schema "ja" 甲 | b | must be boolean',
        '2:13 value-breaks-schema "a b" 甲 | list | must be array',
      ]);
    });

    it('gets an unknown column told once, not in every row', async () => {
      const { faults } = await validated(SCHEMA, 'a.csv', 'question,notes\na,b\nc,d\n');
      assert.deepEqual(faults, ['2:3 unknown-variable "b" case-1 | notes | question, lang, count']);
    });
  });

  it('lists a mistake that repeats in every row a hundred times, and counts the rest', async () => {
    const rows = Array.from({ length: 250 }, (_, index) => JSON.stringify({ id: `c${index}`, lang: 'zh' }));
    const { faults } = await validated(SCHEMA, 'a.jsonl', rows.join('\n'));
    assert.equal(faults.length, 101);
    assert.match(faults[100] ?? '', /more-problems .* 150$/);
  });
});
