import assert from 'node:assert/strict';
import { FORMAT_NAMES } from '../../../../src/engine/testset/import/formatNames';
import { IMPORT_FORMATS } from '../../../../src/engine/testset/import/formats';
import { fixture, imported } from './importing';

/** A fixture of each format in each of its shapes. */
const FIXTURES = [
  ['promptfoo', 'promptfooconfig.yaml'],
  ['promptfoo', 'tests/a-shipping.yaml'],
  ['promptfoo', 'tests/regression.csv'],
  ['openai-evals', 'evals/capitals.yaml'],
  ['openai-evals', 'data/capitals/samples.jsonl'],
  ['langsmith', 'examples.json'],
  ['langsmith', 'chat.jsonl'],
  ['langsmith', 'results.csv'],
  ['langfuse', 'items.json'],
  ['langfuse', 'items.csv'],
  ['braintrust', 'rows.jsonl'],
  ['braintrust', 'rows.csv'],
  ['ragas', 'samples.jsonl'],
  ['ragas', 'old.csv'],
  ['inspect', 'samples.json'],
  ['inspect', 'samples.csv'],
] as const;

describe('the format of a file', () => {
  it('has the names that the command line takes', () => {
    assert.deepEqual(
      IMPORT_FORMATS.map(({ name }) => name),
      FORMAT_NAMES,
    );
  });

  for (const [tool, name] of FIXTURES) {
    it(`of ${tool}/${name} is told by what it holds, whatever its name says`, async () => {
      const files = await fixture(tool, name);
      const told = await imported(files);
      assert.equal(told.format?.name, tool);
      const text = files[name] ?? '';
      const isTable = name.endsWith('.csv');
      for (const other of [
        'data.txt',
        'data',
        ...(isTable ? [] : ['data.csv'].filter(() => !name.endsWith('.yaml'))),
      ]) {
        const same = await imported({ [other]: text });
        assert.equal(same.format?.name, tool, other);
      }
    });

    it(`of ${tool}/${name} makes the same test set with a byte order mark and CRLF`, async () => {
      const files = await fixture(tool, name);
      const crlf = Object.fromEntries(
        Object.entries(files).map(([path, text]) => [path, `\uFEFF${text.replaceAll('\n', '\r\n')}`]),
      );
      const [plain, other] = [await imported(files), await imported(crlf)];
      const withLf = (value: unknown) => JSON.stringify(value).replaceAll('\\r\\n', '\\n');
      assert.equal(withLf(other.cases), withLf(plain.cases));
      assert.deepEqual(other.told, plain.told, 'lines are those of the file');
    });
  }

  it('is what --from says, over everything', async () => {
    const files = { 'a.jsonl': '{"input":"a","expected":"b","target":"c"}\n' };
    assert.equal((await imported(files, { from: 'inspect' })).cases[0]?.expected, 'c');
    assert.equal((await imported(files, { from: 'braintrust' })).cases[0]?.expected, 'b');
    const { problems } = await imported(files, { from: 'promptfo' });
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['import.unknown-format'],
    );
  });

  for (const [what, name, text, code, line] of [
    ['none of them', 'a.csv', 'x,y\n1,2\n', 'import.not-recognised', 0],
    ['a text', 'a.txt', 'hello', 'import.not-recognised', 0],
    ['nothing', 'a.json', '', 'testset.json-syntax', 0],
    ['our own', 'a.yaml', 'judges: [rubric]\ncases:\n  - input: { tests: 1 }\n', 'import.already-ours', 0],
    ['a config without tests', 'a.yaml', 'prompts: [x]\nproviders: [y]\n', 'import.no-cases', 0],
    ['torn JSON', 'a.json', '[{"input": "a",\n "target": "b"}\n', 'testset.json-syntax', 2],
    ['a torn line', 'a.jsonl', '{"input":"a","ideal":"b"}\n{"input":\n', 'testset.json-syntax', 1],
    ['a torn quote', 'a.csv', 'input,expected\na,"b\n', 'testset.csv-quote-not-closed', 1],
    ['a ragged row', 'a.csv', 'input,expected\na,b\nc\n', 'testset.csv-ragged', 2],
    ['wrong YAML', 'a.yaml', 'tests:\n  - vars: {q: "a\n', 'testset.yaml-syntax', 2],
    ['YAML without end', 'a.yaml', `tests: ${'['.repeat(5000)}`, 'testset.too-deep', 0],
    ['JSON without end', 'a.json', '['.repeat(5000), 'testset.too-deep', 0],
    ['a billion laughs', 'a.yaml', bomb(), 'testset.yaml-alias', undefined],
  ] as const) {
    it(`is wrong for ${what}, at its line, and nothing is written`, async () => {
      const { problems, text: written } = await imported({ [name]: text });
      assert.equal(written, undefined);
      assert.equal(problems[0]?.code, code);
      if (line !== undefined) assert.equal(problems[0]?.range.start.line, line);
    });
  }

  it('is wrong for what is not UTF-8, or not there', async () => {
    const latin = await imported({ 'a.csv': new Uint8Array([0x69, 0x0a, 0xe9, 0x0a]) });
    assert.deepEqual(
      latin.problems.map(({ code }) => code),
      ['testset.not-utf8'],
    );
  });

  it('of 10,000 records takes no quadratic time', async function () {
    this.timeout(60_000);
    const line = (index: number) =>
      JSON.stringify({ id: 'same', input: `問題 ${index}`, target: 'x', metadata: { n: index } });
    const text = Array.from({ length: 10_000 }, (_, index) => line(index)).join('\n');
    const { testSet } = await imported({ 'a.jsonl': text });
    assert.equal(testSet?.cases.length, 10_000);
    assert.equal(testSet?.cases[9_999]?.id, 'same (10000)');
  });
});

function bomb(): string {
  const names = Array.from({ length: 12 }, (_, index) => `a${index}`);
  const lines = names.map((name, index) => {
    const value =
      index === 0
        ? '"x"'
        : `[${Array(9)
            .fill(`*a${index - 1}`)
            .join(', ')}]`;
    return `${name}: &${name} ${value}`;
  });
  return `${lines.join('\n')}\ntests: [{ vars: { q: *a11 } }]\nprompts: [x]\n`;
}
