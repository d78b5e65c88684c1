import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type ChatBody, type ModelServer, startModelServer } from '../support/modelServer';
import { type Playground, playground } from './assay';

const KEY = 'sk-cli-0123456789abcdef';

const PROMPT = `---
model: openai/gpt-4o-mini
input:
  schema:
    question: string
    store: string
---
{{store}}: {{question}}
`;

/** As somebody has it who comes from promptfoo. */
const CONFIG = `prompts: ['{{store}}: {{question}}']
providers: [openai:gpt-4o-mini]
defaultTest:
  vars: { store: 台北門市 }
  options: { provider: 'openai:gpt-4o' }
  assert:
    - { type: not-icontains, value: AS AN AI }
tests:
  - description: 退貨
    vars: { question: 可以退嗎？ }
    assert:
      - { type: contains-any, value: [七天, 7 days] }
      - { type: llm-rubric, value: 提到「發票」 }
      - { type: python, value: len(output) > 3 }
  - description: shipping
    vars: { question: Where is it? }
    assert:
      - { type: assert-set, threshold: 0.5, assert: [{ type: contains, value: three }, { type: contains, value: days }] }
      - { type: word-count, value: { max: 3 } }
`;

describe('assay import', function () {
  this.timeout(60_000);
  let server: ModelServer;
  let at: Playground;

  beforeEach(async () => {
    server = await startModelServer({ key: KEY });
  });

  afterEach(async () => {
    await at.dispose();
    await server.close();
  });

  const open = async (files: Record<string, string>, env: Record<string, string> = {}) => {
    at = await playground(files, { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.url, ...env });
  };

  it('writes the test set to standard output and the report to standard error, and ends with 0', async () => {
    await open({ 'promptfooconfig.yaml': CONFIG });
    const { code, stdout, stderr } = await at.assay('import', 'promptfooconfig.yaml');
    assert.equal(code, 0);
    assert.match(stdout, /^# Imported from promptfoo, promptfooconfig\.yaml\n/);
    assert.match(stdout, /\n {4}criterion: 提到「發票」\n/);
    assert.match(stdout, /\n {2}# not carried over: The assertion python runs a program/);
    assert.equal(
      stderr,
      [
        'promptfooconfig.yaml: promptfoo, 2 cases',
        'Not carried over: 3',
        '  promptfooconfig.yaml:1: The prompts belong into a .prompt file.',
        '  promptfooconfig.yaml:2: The models ("providers") belong into the prompt: model: provider/name.',
        '  promptfooconfig.yaml:14: The assertion python runs a program of a kind that is not run here.',
        '',
      ].join('\n'),
    );
  });

  it('makes a test set that runs: its checks check, its judge judges the cases that have a criterion', async () => {
    await open({ 'answer.prompt': PROMPT, 'promptfooconfig.yaml': CONFIG });
    const imported = await at.assay(
      'import',
      'promptfooconfig.yaml',
      '--prompt',
      'answer.prompt',
      '--out',
      'answer.test.yaml',
    );
    assert.equal(imported.code, 0, imported.stderr);
    assert.doesNotMatch(imported.stderr, /put right/);
    server.answer(({ body }) => answerTo(body));
    const { code, stdout, stderr } = await at.assay('eval', 'answer.prompt', '--format', 'json');
    assert.equal(code, 1, stderr);
    const run = JSON.parse(stdout);
    const cases = run.cases as {
      id: string;
      status: string;
      checks: { check: string; passed: boolean }[];
      judges: { judge: string; score: number; model: string }[];
    }[];
    assert.deepEqual(
      cases.map(({ id, status, checks, judges }) => [
        id,
        status,
        checks.map(({ check, passed }) => `${check} ${passed}`),
        judges.map(({ judge, score, model }) => `${judge} ${score} ${model}`),
      ]),
      [
        ['退貨', 'passed', ['not-contains true', 'contains-any true'], ['rubric 5 openai/gpt-4o']],
        ['shipping', 'failed', ['not-contains true', 'all true', 'length false'], []],
      ],
    );
    const judged = server.chats
      .filter(({ body }) => body.model === 'gpt-4o')
      .map(({ body }) => JSON.stringify(body.messages));
    assert.equal(judged.length, 1);
    assert.match(judged[0] ?? '', /提到「發票」/);
  });

  it('carries functions over, which run where that is allowed; what is no JavaScript is lost and why is said', async () => {
    await open({
      'answer.prompt': '---\nmodel: baseline/extractive\n---\n{{ask}}\n',
      'checks/long.js': 'module.exports = (output, { config }) => output.length > config.least;',
      'promptfooconfig.yaml': `prompts: ['{{ask}}']
tests:
  - vars: { ask: The sky is blue. What colour is the sky? }
    assert:
      - { type: javascript, value: "output.includes('blue') ? 0.8 : 0", threshold: 0.5 }
      - { type: javascript, value: file://checks/long.js, config: { least: 1000 } }
      - { type: javascript, value: 'output.length >' }
`,
    });
    const imported = await at.assay(
      'import',
      'promptfooconfig.yaml',
      '--prompt',
      'answer.prompt',
      '--out',
      'answer.test.yaml',
    );
    assert.equal(imported.code, 0, imported.stderr);
    assert.match(imported.stderr, /:7: The check javascript cannot be used: .+ \(promptfooconfig\.yaml:7\)\.\n$/);
    const refused = await at.assay('eval', 'answer.prompt');
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /--allow-javascript/);
    const run = await at.assay('eval', 'answer.prompt', '--allow-javascript', '--format', 'json');
    assert.equal(run.code, 1, run.stderr);
    const [only] = (JSON.parse(run.stdout) as { cases: { checks: { passed: boolean; score: number }[] }[] }).cases;
    assert.deepEqual(
      only?.checks.map(({ passed, score }) => [passed, score]),
      [
        [true, 0.8],
        [false, 0],
      ],
    );
  });

  it('needs neither a key nor a network for a data set and the baseline', async () => {
    await open({
      'answer.prompt': '---\nmodel: baseline/extractive\ninput: { schema: { ask: string } }\n---\n{{ask}}\n',
      'data.jsonl': '{"input":"The sky is blue. What colour is the sky?","expected":"blue","tags":["easy"]}\n',
    });
    const { code, stderr } = await at.assay(
      'import',
      'data.jsonl',
      '--prompt',
      'answer.prompt',
      '--out',
      'answer.test.yaml',
    );
    assert.deepEqual([code, stderr], [0, 'data.jsonl: Braintrust, 1 case\nEverything was carried over.\n']);
    const text = await readFile(at.path('answer.test.yaml'), 'utf8');
    assert.match(text, /\n {6}ask: The sky is blue\. What colour is the sky\?\n/);
    const run = await at.assay('eval', 'answer.prompt', '--judge-model', 'baseline/overlap', '--filter', 'easy');
    assert.match(run.stdout, /case-1/);
    assert.notEqual(run.code, 2, run.stderr);
    assert.equal(server.requests.length, 0);
  });

  it('tells what has to be put right before it can be run', async () => {
    await open({
      'answer.prompt': PROMPT,
      'data.json': '[{"inputs":{"question":"a","stor":"b"},"outputs":{"x":"y"}}]',
    });
    const { code, stderr } = await at.assay('import', 'data.json', '--prompt', 'answer.prompt');
    assert.equal(code, 0);
    assert.match(
      stderr,
      /To be put right before it can be run:\n {2}answer\.test\.yaml:4:5: error: .*"store".*\n.*"stor".*"store"/,
    );
  });

  it('never replaces a file unasked', async () => {
    await open({ 'data.jsonl': '{"input":"a","ideal":"b"}\n', 'answer.test.yaml': 'mine\n' });
    const refused = await at.assay('import', 'data.jsonl', '--out', 'answer.test.yaml');
    assert.equal(refused.code, 2);
    assert.match(
      refused.stderr,
      /answer\.test\.yaml is there already\. Name another file, or replace it with --force\./,
    );
    assert.equal(await readFile(at.path('answer.test.yaml'), 'utf8'), 'mine\n');
    const forced = await at.assay('import', 'data.jsonl', '--out', 'answer.test.yaml', '--force');
    assert.equal(forced.code, 0, forced.stderr);
    assert.match(await readFile(at.path('answer.test.yaml'), 'utf8'), /question: a/);
  });

  it('gives the report to programs', async () => {
    await open({ 'data.csv': 'input,ideal,extra\n問,答,x\n' });
    const { code, stdout, stderr } = await at.assay('import', 'data.csv', '--report', 'json');
    assert.equal(code, 0);
    assert.match(stdout, /question: 問/);
    const report = JSON.parse(stderr);
    assert.deepEqual(
      {
        ...report,
        entries: report.entries.map(({ kind, code: of, line }: Record<string, unknown>) => [kind, of, line]),
      },
      {
        schema: 1,
        file: 'data.csv',
        format: 'openai-evals',
        target: 'data.test.yaml',
        cases: 1,
        judges: [],
        entries: [
          ['lost', 'import.key', 2],
          ['changed', 'import.template-unknown', 1],
        ],
        problems: [],
      },
    );
    assert.equal(report.entries[0].message, 'The key "extra" has no counterpart.');
  });

  it('ends with 2 where the file is wrong, with the line and the remedy, and writes nothing', async () => {
    await open({ 'bad.jsonl': '{"input":"a","ideal":"b"}\n{"input":\n', 'other.txt': 'hello\n' });
    const bad = await at.assay('import', 'bad.jsonl', '--out', 'new.test.yaml');
    assert.deepEqual([bad.code, bad.stdout], [2, '']);
    assert.match(bad.stderr, /^bad\.jsonl:2:10: error: This is not valid JSON/);
    await assert.rejects(readFile(at.path('new.test.yaml')));
    const other = await at.assay('import', 'other.txt');
    assert.equal(other.code, 2);
    assert.match(other.stderr, /other\.txt:1:1: error: .* Say which it is with --from\. \[import\.not-recognised\]/);
    for (const [args, said] of [
      [['bad.jsonl', '--from', 'promtfoo'], /There is no format "promtfoo"/],
      [['bad.jsonl', '--report', 'xml'], /There is no format "xml"|xml/],
      [['gone.yaml'], /gone\.yaml/],
      [['bad.jsonl', '--prompt', 'gone.prompt'], /gone\.prompt/],
      [[], /FILE/],
    ] as const) {
      const { code, stderr } = await at.assay('import', ...args);
      assert.equal(code, 2, args.join(' '));
      assert.match(stderr, said);
    }
  });

  it('speaks Traditional Chinese, also in the comments', async () => {
    await open({ 'promptfooconfig.yaml': CONFIG }, { LC_ALL: 'zh_TW.UTF-8' });
    const { stdout, stderr } = await at.assay('import', 'promptfooconfig.yaml');
    assert.match(stdout, /^# 匯入自 promptfoo：promptfooconfig\.yaml\n/);
    assert.match(stdout, /# 未帶入：斷言 python /);
    assert.match(stderr, /未帶入：3\n/);
  });
});

/** What the models say. */
function answerTo({ model, messages }: ChatBody): { text: string } {
  if (model === 'gpt-4o') return { text: '{"steps":["a"],"reason":"ok","score":5}' };
  const asked = JSON.stringify(messages);
  return { text: asked.includes('可以退嗎') ? '七天內憑發票可退。' : 'In three or four working weeks' };
}
