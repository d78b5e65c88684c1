import assert from 'node:assert/strict';
import { type Playground, playground } from './assay';

const PROMPT = `---
model: openai/gpt-4o-mini
input:
  schema:
    question: string
---
{{question}}
`;

describe('assay check', function () {
  this.timeout(30_000);
  let at: Playground;

  const open = async (files: Record<string, string>) => {
    at = await playground({ 'answer.prompt': PROMPT, ...files });
  };

  afterEach(() => at.dispose());

  it('has nothing to say about good files, and needs no key', async () => {
    await open({ 'answer.test.yaml': 'cases:\n  - id: a\n    input: { question: x }\n' });
    const { code, stdout, stderr } = await at.assay('check', 'answer.prompt');
    assert.deepEqual([code, stdout], [0, '']);
    assert.match(stderr, /No problems in 2 files/);
  });

  it('shows problems of a prompt and of its test set at their places', async () => {
    await open({ 'answer.test.yaml': 'cases:\n  - id: 檢索\n    input: { quesion: x }\n' });
    const { code, stdout } = await at.assay('check', 'answer.prompt');
    assert.equal(code, 2);
    assert.match(stdout, /^answer\.test\.yaml:\d+:\d+: error: .+ \[testset\.[a-z-]+\]$/m);
  });

  it('takes the test set of a judge for what people think of outputs', async () => {
    const judge = 'Judge from {{min}} to {{max}}, between {{boundary}}:\n{{output}}\n';
    const cases =
      'cases:\n  - id: a\n    input: { question: q, output: x }\n    expected: [3, null]\n  - id: b\n    input: { output: y }\n    expected: 4\n';
    await open({ 'judges/tone.prompt': judge, 'judges/tone.test.yaml': cases });
    const good = await at.assay('check', 'judges');
    assert.deepEqual([good.code, good.stdout], [0, ''], good.stderr);
    await at.write({ 'judges/tone.test.yaml': cases.replace('output: y', 'outptu: y').replace('[3, null]', '9') });
    const { code, stdout } = await at.assay('check', 'judges');
    assert.equal(code, 2);
    assert.match(stdout, /^judges\/tone\.test\.yaml:4:15: error: .+ \[calibrate\.off-scale\]$/m);
    assert.match(stdout, /^judges\/tone\.test\.yaml:5:9: error: .+ \[calibrate\.no-output\]$/m);
    const run = await at.assay('eval', 'judges/tone.prompt');
    assert.equal(run.code, 2);
    assert.match(run.stderr, /tone\.prompt is a judge, .+ \[evaluate\.is-judge\]/);
    assert.doesNotMatch(run.stderr, /no-model/);
  });

  it('finds broken YAML and broken templates without sending them anywhere', async () => {
    await open({ 'yaml.prompt': '---\nmodel: [\n---\nx', 'template.prompt': '{{#each}}' });
    const { code, stdout } = await at.assay('check', 'yaml.prompt', 'template.prompt');
    assert.equal(code, 2);
    assert.match(stdout, /^template\.prompt:1:\d+: error: /m);
    assert.match(stdout, /^yaml\.prompt:[23]:\d+: error: /m);
  });

  it('prints JSON for programs, lines and columns from 1', async () => {
    await open({ 'answer.test.yaml': 'cases:\n  - id: 檢索\n    input: { quesion: x }\n' });
    const { stdout } = await at.assay('check', '.', '--format', 'json');
    const problems = JSON.parse(stdout);
    assert.ok(problems.length > 0);
    for (const { file, line, column, severity, code, message } of problems) {
      assert.deepEqual([file, severity], ['answer.test.yaml', 'error']);
      assert.ok(line >= 2 && column >= 1);
      assert.match(code, /^testset\./);
      assert.ok(message.length > 10);
    }
  });

  it('prints an empty list where there are none', async () => {
    await open({});
    assert.deepEqual(JSON.parse((await at.assay('check', 'answer.prompt', '--format', 'json')).stdout), []);
  });

  for (const args of [['missing.prompt'], ['notes.txt'], ['empty'], ['answer.prompt', '--format', 'xml']]) {
    it(`ends with 2 for ${args.join(' ')}`, async () => {
      await open({ 'notes.txt': 'x', 'empty/readme.md': 'x' });
      const { code, stderr } = await at.assay('check', ...args);
      assert.equal(code, 2);
      assert.ok(stderr.length > 10);
    });
  }
});
