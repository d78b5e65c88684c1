import assert from 'node:assert/strict';
import { join } from 'node:path';
import { labelledOutputs } from '../../../../src/engine/calibrate/judgeTestSet';
import { inspectTestSet } from '../../../../src/engine/evaluate/inspectTestSet';
import { loadJudge } from '../../../../src/engine/judge/judge';
import { judgeScale } from '../../../../src/engine/judge/judgeScale';
import { newJudge } from '../../../../src/engine/language/create/newJudge';
import { newPrompt } from '../../../../src/engine/language/create/newPrompt';
import { firstJudge, newTestSet } from '../../../../src/engine/language/create/newTestSet';
import { FILE_START } from '../../../../src/engine/problem';
import { parsePrompt } from '../../../../src/engine/prompt/parsePrompt';
import { renderPrompt } from '../../../../src/engine/prompt/renderPrompt';
import { parseTestSet } from '../../../../src/engine/testset/parseTestSet';
import { judgedFiles } from '../judgedFiles';

const JUDGES = join(__dirname, '../../../../media/judges');

describe('A new prompt', () => {
  for (const language of ['en', 'zh-TW'] as const) {
    for (const schema of [true, false]) {
      it(`has no fault, in ${language}, ${schema ? 'with' : 'without'} a schema`, async () => {
        const text = newPrompt({ language, schema, model: 'ollama/llama3' });
        const { problems, metadata } = parsePrompt(text);
        assert.deepEqual(problems, []);
        assert.equal(metadata.model, 'ollama/llama3');
        assert.equal(metadata.input !== undefined, schema);
        const { messages } = await renderPrompt(text, { input: { question: '什麼？' } });
        assert.deepEqual(
          messages.map(({ role }) => role),
          ['system', 'user'],
        );
      });
    }
  }
});

describe('A new judge', () => {
  for (const language of ['en', 'zh-TW'] as const) {
    it(`judges by the criterion as it is written, in ${language}`, async () => {
      const criterion = 'Says {{x}}, "quotes": and\n  \\{{ more # 對嗎？';
      const { judge, tests } = newJudge({ criterion, language });
      const parsed = parsePrompt(judge, '/w/own.prompt');
      assert.deepEqual(parsed.problems, []);
      assert.equal(parsed.metadata.description, 'Says {{x}}, "quotes": and \\{{ more # 對嗎？');
      const values = ['best', 'good', 'middle', 'poor', 'worst', 'scale', 'boundary', 'question', 'output'];
      const input = Object.fromEntries(values.map((name) => [name, `<${name}>`]));
      const { messages } = await renderPrompt(judge, { input });
      const [system, user] = messages.map(({ content }) => content.map(({ text }) => text).join(''));
      assert.ok(system?.includes('\nSays {{x}}, "quotes": and \\{{ more # 對嗎？\n'));
      for (const name of values.slice(0, 7)) assert.ok(system?.includes(`<${name}>`), name);
      assert.ok(user?.includes('<question>') && user.includes('<output>'));

      const files = judgedFiles({ '/w/own.prompt': judge, '/w/own.test.yaml': tests, '/w/a.test.yaml': '' });
      const reference = { judge: './own.prompt', name: 'own', weight: 1, range: FILE_START };
      const loaded = await loadJudge(reference, {
        files,
        workspace: '/w',
        judgesFolder: JUDGES,
        testSetFile: '/w/a.test.yaml',
      });
      assert.deepEqual(loaded.problems, []);
      const testSet = await parseTestSet(tests, '/w/own.test.yaml');
      assert.deepEqual(testSet.problems, []);
      const scale = judgeScale(parsed);
      assert.ok('min' in scale && scale.threshold === 4);
      const { outputs, problems } = labelledOutputs(testSet, scale, { needs: [], judgesContext: false });
      assert.deepEqual(problems, []);
      assert.equal(outputs.length, 4);
    });
  }
});

describe('A new test set', () => {
  const made = async (prompt: string) => {
    const tests = newTestSet(parsePrompt(prompt, '/w/a.prompt'), { judge: 'correctness' });
    const files = judgedFiles({ '/w/a.prompt': prompt, '/w/a.test.yaml': tests });
    const { problems } = await inspectTestSet('/w/a.test.yaml', { workspace: '/w', files, judgesFolder: JUDGES });
    assert.deepEqual(problems, [], tests);
    return tests;
  };

  it('has a value of the right type for each variable', async () => {
    const tests = await made(
      `---
input:
  schema:
    問題: string
    count: integer
    share: number
    sure: boolean
    tone(enum): [calm, brisk]
    names(array): string
    rows(array):
      id: integer
      name?: string
    on: any
    author(object):
      name: string
      age: integer
  default:
    count: 3
    text: "it's\\nso"
---
{{問題}} {{undeclared}} {{text}}
`.replace('    on: any', '    on: any\n    undeclared: string\n    text: string'),
    );
    assert.match(tests, /^ {6}"問題": ''$/m);
    assert.match(tests, /^ {6}count: 3$/m);
    assert.match(tests, /^ {6}tone: 'calm'$/m);
    assert.match(tests, /^ {6}rows: \[\{"id":0\}\]$/m);
    assert.match(tests, /^ {6}author: \{"name":"","age":0\}$/m);
    assert.match(tests, /^ {6}"on": ''$/m);
    assert.match(tests, /^ {6}text: "it's\\nso"$/m);
  });

  it('is right for JSON Schema, for no schema and for no variable', async () => {
    await made(
      '---\ninput:\n  schema:\n    type: object\n    properties:\n      n: { type: number, minimum: 2.5 }\n      o: { type: object, required: [a], properties: { a: { type: array, items: { type: "null" } } } }\n    required: [n, o]\n---\n{{n}} {{o}}\n',
    );
    await made('{{a}} {{#each b}}{{c}}{{/each}}');
    assert.match(await made('Hi'), /input: \{\}/);
  });

  it('names a model for its judge where nothing else does', () => {
    assert.deepEqual(firstJudge('openai/x', undefined), { judge: 'correctness', model: 'openai/x' });
    assert.deepEqual(firstJudge('baseline/extractive', undefined), { judge: 'correctness', model: 'baseline/overlap' });
    assert.deepEqual(firstJudge('openai/x', 'a/b'), { judge: 'correctness' });
  });

  it('is a snippet where an editor asks for one', () => {
    let stop = 1;
    const text = newTestSet(
      parsePrompt('---\ninput:\n  default:\n    a: "x}$\\\\"\n---\n{{a}}'),
      { judge: 'correctness' },
      (each) => `<${stop++}:${each}>`,
    );
    assert.match(text, /- id: <1:first>\n {4}input:\n {6}a: '<2:x\}\$\\>'\n {4}expected: '<3:>'/);
  });
});
