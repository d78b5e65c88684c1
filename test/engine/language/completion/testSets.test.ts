import assert from 'node:assert/strict';
import { CHECK_NAMES } from '../../../../src/engine/testset/readChecks';
import { chosen, itemsIn, labelsIn } from './applied';

const PROMPT = `---
input:
  schema:
    question: string, what is asked
    lang?(enum): [en, zh-TW]
    user:
      name: string
      age?: integer
output:
  schema:
    verdict(enum): [yes, no]
---
{{question}} {{lang}} {{user.name}} {{> card}}`;
const OTHERS = { 'a.prompt': PROMPT, '_card.prompt': '{{topic}}', 'schemas/answer.json': '{}' };

const inYaml = (text: string) => labelsIn({ 'a.test.yaml': text, ...OTHERS });
const choose = (text: string, label: string) => chosen({ 'a.test.yaml': text, ...OTHERS }, label);

describe('completion in a test set', () => {
  it('offers keys by position', async () => {
    assert.deepEqual((await inYaml('‸')).slice(0, 5), ['judges', 'checks', 'repeat', 'cases', 'question']);
    assert.deepEqual(await inYaml('cases: []\n‸'), ['judges', 'checks', 'repeat']);
    assert.deepEqual(await inYaml('cases:\n  - id: a\n    ‸'), [
      ...['input', 'expected', 'context', 'criterion', 'checks', 'tags', 'weight'],
    ]);
    assert.deepEqual(await inYaml('cases:\n  - id: a\n    expected: |\n      text ‸'), []);
  });

  it('offers the variables of the prompt and its partials that a case lacks, the needed ones first', async () => {
    assert.deepEqual(await inYaml('cases:\n  - id: a\n    input:\n      ‸'), ['question', 'user', 'lang', 'topic']);
    assert.deepEqual(await inYaml('cases:\n  - id: a\n    input:\n      question: x\n      ‸\n      lang: en'), [
      'user',
      'topic',
    ]);
    assert.deepEqual(await inYaml('cases:\n  - id: a\n    input: { question: x, ‸ }'), ['user', 'lang', 'topic']);
    assert.deepEqual(await inYaml('cases:\n  - id: a\n    input:\n      user:\n        ‸'), ['name', 'age']);
    const [first] = await itemsIn({ 'a.test.yaml': 'cases:\n  - input:\n      ‸', ...OTHERS });
    assert.deepEqual([first?.detail, first?.documentation], ['string', { kind: 'markdown', value: 'what is asked' }]);
    assert.equal(
      await choose('cases:\n  - id: a\n    input:\n      us‸', 'user'),
      'cases:\n  - id: a\n    input:\n      user:\n        name: name',
    );
  });

  it('offers the values of enums, of the input and of the answer', async () => {
    assert.deepEqual(await inYaml('cases:\n  - input:\n      lang: ‸'), ['en', 'zh-TW']);
    assert.deepEqual(await inYaml('cases:\n  - input: { lang: "‸" }'), ['en', 'zh-TW']);
    assert.deepEqual(await inYaml('cases:\n  - expected:\n      verdict: ‸'), ['yes', 'no']);
  });

  it('puts in a whole case, with the id that comes next', async () => {
    assert.equal(
      await choose('cases:\n  - id: case-1\n  - ‸', 'id, input, expected'),
      'cases:\n  - id: case-1\n  - id: case-2\n    input:\n      question: question\n      user:\n        name: name\n    expected: answer',
    );
    assert.equal(
      await choose('cases:\n  - id: x\n  ‸\n', 'input'),
      'cases:\n  - id: x\n  - input:\n      question: question\n      user:\n        name: name\n',
    );
  });

  it('offers every check, turned around as well, and its options once it has a name', async () => {
    const labels = await inYaml('checks:\n  - ‸\ncases: []');
    for (const name of CHECK_NAMES) assert.ok(labels.includes(name) && labels.includes(`not-${name}`), name);
    assert.equal(await choose('checks:\n  - cont‸', 'contains'), 'checks:\n  - contains: text');
    assert.deepEqual(await inYaml('checks:\n  - contains: x\n    ‸'), ['ignore-case', 'ignore-width', 'not', 'weight']);
    assert.deepEqual(await inYaml('checks:\n  - any: [json]\n    ‸'), ['threshold', 'not', 'weight']);
    assert.deepEqual(await inYaml('checks:\n  - length: { max: 3, ‸ }'), ['min', 'unit']);
    assert.deepEqual(await inYaml('checks:\n  - length: { unit: ‸ }'), ['characters', 'words', 'bytes']);
    assert.deepEqual(
      await inYaml('checks:\n  - not-pii: [email, i‸]'),
      ['credit-card', 'iban', 'us-ssn', 'tw-id', 'cn-id', 'ip'].filter((each) => /i/.test(each)),
    );
    assert.deepEqual(await inYaml('checks:\n  - finish-reason: st‸'), ['stop']);
    assert.deepEqual(await inYaml('checks:\n  - json-schema: ./schemas/‸'), ['./schemas/answer.json']);
    assert.deepEqual(await inYaml('checks:\n  - contains: some ‸'), []);
  });

  it('explains every check', async () => {
    const items = await itemsIn({ 'a.test.yaml': 'checks:\n  - ‸\ncases: []', ...OTHERS });
    for (const { label, documentation } of items) {
      assert.doesNotMatch(JSON.stringify(documentation), /about\./, label);
    }
  });

  it('lets a check that compares bring its own text where the case has no answer', async () => {
    const withOne = 'cases:\n  - expected: x\n    checks:\n      - simi‸';
    assert.equal(await choose(withOne, 'similarity'), withOne.replace('simi‸', 'similarity: 0.6'));
    const without = 'cases:\n  - id: x\n    checks:\n      - simi‸';
    assert.equal(
      await choose(without, 'similarity'),
      without.replace('simi‸', 'similarity:\n          min: 0.6\n          to: text'),
    );
  });

  it('offers judges with what they are told, none of them twice', async () => {
    assert.ok(!(await inYaml('judges:\n  - correctness\n  - ‸')).includes('correctness'));
    assert.ok(!(await inYaml('judges:\n  - judge: correctness\n  - ‸')).includes('correctness'));
    assert.equal(await choose('judges:\n  ‸', 'tone'), 'judges:\n  - tone');
    const keys = await inYaml('judges:\n  - judge: tone\n    ‸');
    assert.ok(keys.includes('threshold') && keys.includes('models') && !keys.includes('rubric'));
    assert.ok(!(await inYaml('judges:\n  - judge: tone\n    model: x\n    ‸')).includes('models'));
    assert.deepEqual(await inYaml('judges:\n  - judge: tone\n    aggregate: ‸'), ['mean', 'median', 'majority']);
    assert.deepEqual(await inYaml('judges:\n  - judge: tone\n    scale: pass/fail\n    threshold: ‸'), [
      'pass',
      'fail',
    ]);
    assert.ok((await inYaml('judges:\n  - judge: tone\n    models: [openai/‸]')).includes('openai/gpt-4o-mini'));
    assert.deepEqual(await inYaml('judges:\n  - judge: tone\n    embedding: base‸'), ['baseline/']);
  });

  it('offers tags that other cases have', async () => {
    assert.deepEqual(await inYaml('cases:\n  - tags: [core, 中文]\n  - tags: [‸]'), ['core', '中文']);
    assert.deepEqual(await inYaml('cases:\n  - tags: [core]\n  - tags:\n      - ‸'), ['core']);
  });

  it('works in JSON, with quotes and commas where they belong', async () => {
    const inJson = (text: string) => labelsIn({ 'a.test.json': text, ...OTHERS });
    assert.deepEqual(await inJson('{ "cases": [ { "id": "a", "input": { "‸" } } ] }'), [
      'question',
      'user',
      'lang',
      'topic',
    ]);
    assert.deepEqual(await inJson('{ "cases": [ { "input": { "lang": "‸" } } ] }'), ['en', 'zh-TW']);
    assert.deepEqual(await inJson('{ "‸" }'), ['judges', 'checks', 'repeat', 'cases']);
    const after = await chosen(
      { 'a.test.json': '{ "cases": [ { "id": "a", "ex‸" "input": {} } ] }', ...OTHERS },
      'expected',
    );
    assert.equal(after, '{ "cases": [ { "id": "a", "expected": "", "input": {} } ] }');
  });

  it('works in JSON Lines, where variables stand beside the keys', async () => {
    const labels = await labelsIn({ 'a.test.jsonl': '{"id": "a"}\n{"id": "b", "‸"}', ...OTHERS });
    assert.deepEqual(labels.slice(0, 2), ['question', 'user']);
    assert.ok(labels.includes('expected') && !labels.includes('id'));
  });

  it('offers columns in the header of a table, and values below it', async () => {
    const inCsv = (text: string) => labelsIn({ 'a.test.csv': text, ...OTHERS });
    assert.deepEqual((await inCsv('id,question,‸\n1,2,3')).slice(0, 3), ['user', 'lang', 'topic']);
    assert.ok(!(await inCsv('id,question,‸\n1,2,3')).includes('id'));
    assert.deepEqual(await inCsv('id,lang\n1,‸\n'), ['en', 'zh-TW']);
    assert.deepEqual(await inCsv('id,question\n1,‸\n'), []);
    assert.equal(await chosen({ 'a.test.tsv': 'id\tla‸\r\n1\t2', ...OTHERS }, 'lang'), 'id\tlang\r\n1\t2');
  });
});
