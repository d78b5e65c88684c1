import assert from 'node:assert/strict';
import { parseTestSet } from '../../../src/engine/testset/parseTestSet';
import { writeExpected } from '../../../src/engine/testset/writeExpected';

const ANSWER = 'RAG 結合了「檢索」與 "生成"：\n- one, two\n\n  # three 😀';

/** The text after the edit, which has changed nothing else. */
async function written(text: string, file: string, expected = ANSWER, caseId = 'b'): Promise<string> {
  const edit = await writeExpected(text, file, { caseId, expected });
  assert.ok('text' in edit, JSON.stringify(edit));
  const after = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  const { cases, problems } = await parseTestSet(after, file);
  assert.deepEqual(problems, []);
  assert.equal(cases.find(({ id }) => id === caseId)?.expected, expected);
  return after;
}

describe('writing an expected answer into a test set', () => {
  it('writes YAML as people do: lines of text as a block', async () => {
    const text = `cases:
  - id: a
    expected: first
  - id: b
    input: { q: x } # why
    expected: old
    tags: [t]
`;
    assert.equal(
      await written(text, 'a.test.yaml', 'One.\nTwo.'),
      text.replace('expected: old', 'expected: |-\n      One.\n      Two.'),
    );
    assert.equal(await written(text, 'a.test.yaml', 'One.'), text.replace('old', 'One.'));
    for (const hard of [ANSWER, '', ' padded ', '- dash', '12', 'true', 'a: b', '* x', 'end\n', '\n\n', "it's", '\t'])
      await written(text, 'a.test.yaml', hard);
  });

  it('replaces a block, and keeps what comes behind it', async () => {
    const text =
      'cases:\n  - id: b\n    expected: |\n      one\n      two\n    tags: [t]\n  - id: c\n    input: { q: y }\n';
    const after = await written(text, 'a.test.yaml', 'short');
    assert.equal(after, 'cases:\n  - id: b\n    expected: short\n    tags: [t]\n  - id: c\n    input: { q: y }\n');
    await written(text, 'a.test.yaml');
  });

  it('adds what is not there, in blocks and in braces', async () => {
    const block = 'cases:\n  - id: b\n    input:\n      q: x # why\n\n  - id: c\n    input: { q: y }\n';
    assert.equal(
      await written(block, 'a.test.yaml', 'Yes.'),
      'cases:\n  - id: b\n    input:\n      q: x # why\n    expected: Yes.\n\n  - id: c\n    input: { q: y }\n',
    );
    await written(block, 'a.test.yaml');
    const braces = 'cases:\n  - { id: b, input: { q: x } }\n  - { id: c }\n';
    assert.equal(
      await written(braces, 'a.test.yaml', 'Yes.'),
      'cases:\n  - { id: b, input: { q: x }, expected: "Yes." }\n  - { id: c }\n',
    );
    await written('cases:\n  - id: b', 'a.test.yaml');
  });

  it('keeps JSON and JSON Lines as they are laid out', async () => {
    const json =
      '{\n  "cases": [\n    { "id": "a" },\n    {\n      "id": "b",\n      "expected": "old"\n    }\n  ]\n}\n';
    assert.equal(await written(json, 'a.test.json'), json.replace('"old"', JSON.stringify(ANSWER)));
    const without = '{ "cases": [ {\n  "id": "b"\n} ] }';
    assert.equal(
      await written(without, 'a.test.json', 'Yes.'),
      '{ "cases": [ {\n  "id": "b", "expected": "Yes."\n} ] }',
    );
    const lines = '{"id":"a","q":"x"}\r\n{"id":"b","q":"y"}\r\n';
    assert.equal(
      await written(lines, 'a.test.jsonl', 'Yes.'),
      '{"id":"a","q":"x"}\r\n{"id":"b","q":"y", "expected": "Yes."}\r\n',
    );
  });

  it('quotes a cell of CSV and TSV, also an empty one', async () => {
    const csv = 'id,q,expected\na,"x, y",one\nb,z,\n';
    assert.equal(
      await written(csv, 'a.test.csv', 'say "no",\nor'),
      'id,q,expected\na,"x, y",one\nb,z,"say ""no"",\nor"\n',
    );
    await written('\uFEFFid,expected,q\r\nb,"old\r\nlines",z\r\n', 'a.test.csv', 'new');
    await written('expected\tid\nold\tb\n', 'a.test.tsv');
  });

  it('says so where there is no safe place', async () => {
    const at = (text: string, file: string, caseId = 'b') => writeExpected(text, file, { caseId, expected: 'x' });
    assert.deepEqual(await at('id,q\nb,x\n', 'a.test.csv'), { fault: 'no-column' });
    assert.deepEqual(await at('cases:\n  - id: a\n', 'a.test.yaml'), { fault: 'no-place' });
    // The answer of another case hangs on this one's.
    const shared = 'cases:\n  - id: b\n    expected: &answer same\n  - id: c\n    expected: *answer\n';
    const edit = await at(shared, 'a.test.yaml');
    if ('text' in edit) await written(shared, 'a.test.yaml', 'x');
  });
});
