import assert from 'node:assert/strict';
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { type ModelServer, type ServedReply, startModelServer } from '../support/modelServer';
import { type Playground, playground } from './assay';

const KEY = 'sk-cli-0123456789abcdef';

const PROMPT = `---
model: openai/gpt-4o-mini
input:
  schema:
    question: string
---
{{question}}
`;

const tests = (ids: readonly string[], head = 'checks:\n  - contains: ok\n') =>
  `${head}cases:\n${ids.map((id) => `  - id: ${id}\n    input: { question: ${id} }\n`).join('')}`;

const many = (count: number) => Array.from({ length: count }, (_, index) => `q${index + 1}`);

describe('assay eval', function () {
  this.timeout(30_000);
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
    at = await playground(
      { 'answer.prompt': PROMPT, ...files },
      { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.url, ...env },
    );
  };

  /** Everything in the project's folder and below, as one text. */
  const everythingWritten = async () => {
    const entries = await readdir(at.folder, { withFileTypes: true, recursive: true });
    const files = entries.filter((entry) => entry.isFile());
    return (await Promise.all(files.map((entry) => readFile(`${entry.path}/${entry.name}`, 'utf8')))).join('\n');
  };

  describe('ends with', () => {
    it('0 when every case passes; results on standard output, nothing else anywhere', async () => {
      await open({ 'answer.test.yaml': tests(['rag', 'drift']) });
      const { code, stdout, stderr } = await at.assay('eval', 'answer.prompt');
      assert.equal(code, 0, stderr);
      assert.match(
        stdout,
        /^answer\.prompt {2}openai\/gpt-4o-mini {2}2 cases × 1\n {2}✓ rag {4}1\/1\n {2}✓ drift {2}1\/1\n 2 passed · 1 /,
      );
      assert.equal(stderr, '');
    });

    it('1 when a case fails, with the reason and the place', async () => {
      await open({ 'answer.test.yaml': tests(['rag']) });
      server.answer({ text: 'no' });
      const { code, stdout } = await at.assay('eval', 'answer.prompt');
      assert.equal(code, 1);
      assert.match(stdout, /✗ rag {2}0\/1 {2}contains: .*ok/);
      assert.match(stdout, /\n +answer\.test\.yaml:4\n/);
    });

    it('2 for wrong input: the problem at its place, and nothing sent', async () => {
      await open({ 'answer.test.yaml': tests(['rag', 'rag']) });
      const { code, stdout, stderr } = await at.assay('eval', 'answer.prompt');
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.match(stderr, /^answer\.test\.yaml:6:\d+: error: .*rag.* \[testset\.duplicate-id\]\n/);
      assert.match(stderr, /Nothing was sent\./);
      assert.equal(server.requests.length, 0);
    });

    it('2 when the key is missing: it says which variable to set', async () => {
      await open({ 'answer.test.yaml': tests(['rag']) }, { OPENAI_API_KEY: '', OPENAI_BASE_URL: '' });
      const { code, stderr } = await at.assay('eval', 'answer.prompt');
      assert.equal(code, 2);
      assert.match(stderr, /answer\.prompt:2:\d+: error: .*OPENAI_API_KEY/);
      assert.equal(server.requests.length, 0);
    });

    for (const args of [
      ['eval'],
      ['eval', 'missing.prompt'],
      ['eval', 'answer.test.yaml'],
      ['eval', 'answer.prompt', '--format', 'pdf'],
      ['eval', 'answer.prompt', '--repeat', '0'],
      ['eval', 'answer.prompt', '--repeat', '1.5'],
      ['eval', 'answer.prompt', '--concurrency', 'many'],
      ['eval', 'answer.prompt', '--budget', '-1'],
      ['eval', 'answer.prompt', '--filter', 'nothing'],
      ['eval', 'answer.prompt', '--resume', 'nothing'],
      ['eval', 'answer.prompt', '--tests', 'missing.yaml'],
      ['eval', 'answer.prompt', '--model', 'nowhere/x'],
      ['eval', 'answer.prompt', '--nonsense'],
      ['eval', 'answer.prompt', '--out', 'answer.prompt/x'],
      ['evaluate', 'answer.prompt'],
    ]) {
      it(`2 for \`assay ${args.join(' ')}\`, with a sentence and no calls`, async () => {
        await open({ 'answer.test.yaml': tests(['rag']) });
        const { code, stdout, stderr } = await at.assay(...args);
        assert.equal(code, 2, stderr);
        assert.equal(stdout, '');
        assert.ok(stderr.length > 10);
        assert.doesNotMatch(stderr, /\bat .*\.ts|cli\.[a-z]|\{\w+\}/);
        assert.equal(server.requests.length, 0);
      });
    }

    it('3 when the provider fails, in its own words', async () => {
      await open({ 'answer.test.yaml': tests(['rag']) });
      server.answer({ status: 404, error: { message: 'The model `gpt-4o-mini` is gone' } });
      const { code, stdout } = await at.assay('eval', 'answer.prompt');
      assert.equal(code, 3);
      assert.match(stdout, /! rag .*The model `gpt-4o-mini` is gone/);
    });

    it('3 for a bad key, after one call', async () => {
      await open({ 'answer.test.yaml': tests(many(20)) }, { OPENAI_API_KEY: 'sk-wrong-0123456789' });
      const { code, stdout } = await at.assay('eval', 'answer.prompt');
      assert.equal(code, 3);
      assert.equal(server.chats.length, 1);
      assert.match(stdout, /Stopped: http:\/\/127\.0\.0\.1:\d+ refuses the key/);
      assert.match(stdout, /19 not run/);
    });

    it('1 rather than 3 when one case failed and another is not known', async () => {
      await open({ 'answer.test.yaml': tests(['low', 'down']) });
      server.answer(
        ({ body }): ServedReply =>
          JSON.stringify(body.messages).includes('low') ? { text: 'no' } : { status: 400, error: { message: 'x' } },
      );
      assert.equal((await at.assay('eval', 'answer.prompt')).code, 1);
    });

    it('130 when it is interrupted: results so far, nothing sent after', async () => {
      await open({ 'answer.test.yaml': tests(many(20)) });
      server.answer((_request, index): ServedReply => (index === 0 ? {} : { fault: 'header-stall' }));
      const { child, finished } = await at.start('eval', 'answer.prompt', '--concurrency', '2');
      await server.received(3);
      child.kill('SIGINT');
      const { code, stdout } = await finished;
      assert.equal(code, 130);
      assert.match(stdout, /1 passed, 19 not run/);
      assert.match(stdout, /--resume \S+/);
      assert.equal(server.chats.length, 3);
    });
  });

  describe('writes', () => {
    it('JSON that programs can rely on', async () => {
      await open({ 'answer.test.yaml': tests(['rag']) });
      const { stdout } = await at.assay('eval', 'answer.prompt', '--format', 'json');
      const { prompt, model, summary, cases } = JSON.parse(stdout);
      assert.deepEqual([prompt, model], ['answer.prompt', 'openai/gpt-4o-mini']);
      assert.deepEqual([summary.score, summary.passed, summary.failed, summary.errors], [1, 1, 0, 0]);
      assert.deepEqual([cases[0].id, cases[0].status, cases[0].score, cases[0].output], ['rag', 'passed', 1, 'ok']);
      assert.ok(cases[0].latencyMs > 0 && cases[0].ttftMs > 0 && cases[0].tokens.input > 0);
    });

    for (const [format, start] of [
      ['jsonl', /^\{"prompt":"answer\.prompt"/],
      ['junit', /^<\?xml /],
      ['markdown', /^### answer/],
      ['html', /^<!DOCTYPE html>/],
      ['csv', /^\ufeffprompt,model,id,/],
    ] as const) {
      it(`${format}`, async () => {
        await open({ 'answer.test.yaml': tests(['rag']) });
        assert.match((await at.assay('eval', 'answer.prompt', '--format', format)).stdout, start);
      });
    }

    it('a file where it is told to, as a whole, and a line on the terminal', async () => {
      await open({ 'answer.test.yaml': tests(['rag']) });
      const { code, stdout, stderr } = await at.assay(
        'eval',
        'answer.prompt',
        '--format',
        'junit',
        '--out',
        'reports/r.xml',
      );
      assert.deepEqual([code, stdout], [0, '']);
      assert.match(stderr, /1 passed/);
      assert.match(await readFile(at.path('reports/r.xml'), 'utf8'), /<\/testsuites>\n$/);
      assert.deepEqual(await readdir(at.path('reports')), ['r.xml']);
    });

    it('no control characters that a model or a file smuggles in', async () => {
      await open({ 'answer.test.yaml': tests(['rag']) });
      server.answer({ status: 400, error: { message: 'bad \u001b[31m\u009b2J \u202eevil' } });
      const { stdout, stderr } = await at.assay('eval', 'answer.prompt');
      assert.doesNotMatch(stdout + stderr, /(?!\n)\p{Cc}|\u202e/u);
    });

    it('no colours unless it is asked to, and no progress without a terminal', async () => {
      await open({ 'answer.test.yaml': tests(['rag']) });
      assert.equal((await at.assay('eval', 'answer.prompt')).stdout.includes('\u001b'), false);
      await at.dispose();
      await open({ 'answer.test.yaml': tests(['rag']) }, { FORCE_COLOR: '1' });
      const { stdout, stderr } = await at.assay('eval', 'answer.prompt');
      assert.ok(stdout.includes('\u001b[32m✓'));
      assert.equal(stderr, '');
    });

    it('Traditional Chinese for a person who reads it', async () => {
      await open({ 'answer.test.yaml': tests(['檢索']) }, { LC_ALL: 'zh_TW.UTF-8' });
      const { stdout } = await at.assay('eval', 'answer.prompt');
      assert.match(stdout, /1 個案例 × 1\n {2}✓ 檢索/);
      assert.match(stdout, /1 個通過/);
    });

    it('the key nowhere: no file, no output, even when the server repeats it', async () => {
      await open({ 'answer.test.yaml': tests(['a', 'b', 'c']) });
      server.answer(({ body }): ServedReply => {
        const text = JSON.stringify(body.messages);
        if (text.includes('"a')) return { text: `ok ${KEY}` };
        return text.includes('"b') ? { status: 400, error: { message: `bad ${KEY}` } } : { fault: 'error-200' };
      });
      const { stdout, stderr } = await at.assay('eval', 'answer.prompt', '--format', 'json');
      for (const text of [stdout, stderr, await everythingWritten()]) assert.equal(text.includes(KEY), false);
    });
  });

  describe('goes on', () => {
    /** What the run under way has written so far. */
    async function journalText(): Promise<string> {
      const [journal] = await readdir(at.path('.assay/runs')).catch(() => []);
      return journal === undefined ? '' : readFile(at.path(`.assay/runs/${journal}`), 'utf8');
    }

    /** Waits for something that another process does; the test's own time limit ends it. */
    async function until(condition: () => Promise<boolean>): Promise<void> {
      while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
    }

    it('with what is missing after it was interrupted', async () => {
      await open({ 'answer.test.yaml': tests(many(6)) });
      server.answer((_request, index): ServedReply => (index < 3 ? {} : { fault: 'header-stall' }));
      const { child, finished } = await at.start('eval', 'answer.prompt', '--concurrency', '1', '--no-cache');
      await server.received(4);
      child.kill('SIGINT');
      const [, id] = /--resume (\S+)/.exec((await finished).stdout) ?? [];
      server.answer({});
      const { code, stdout } = await at.assay('eval', 'answer.prompt', '--resume', id ?? '', '--no-cache');
      assert.equal(code, 0);
      assert.match(stdout, /6 passed/);
      assert.equal(server.chats.length, 4 + 3);
    });

    it('with what was in flight after it was killed', async () => {
      await open({ 'answer.test.yaml': tests(many(12)) });
      server.answer((_request, index): ServedReply => (index < 8 ? {} : { fault: 'header-stall' }));
      const { child, finished } = await at.start('eval', 'answer.prompt', '--concurrency', '2', '--no-cache');
      await server.received(10);
      await until(async () => (await journalText()).split('"type":"sample"').length - 1 >= 8);
      child.kill('SIGKILL');
      await finished;
      server.answer({});
      const { code, stdout } = await at.assay('eval', 'answer.prompt', '--resume', 'last', '--no-cache');
      assert.equal(code, 0);
      assert.match(stdout, /12 passed/);
      // Ten calls were begun, of which eight were answered and on record: the two in flight and the last two cases are left.
      assert.equal(server.chats.length, 10 + 4);
    });

    it('after its journal was torn', async () => {
      await open({ 'answer.test.yaml': tests(many(4)) });
      await at.assay('eval', 'answer.prompt', '--no-cache');
      const [journal] = await readdir(at.path('.assay/runs'));
      const file = at.path(`.assay/runs/${journal}`);
      const lines = (await readFile(file, 'utf8')).split('\n');
      await writeFile(file, `${lines.slice(0, 3).join('\n')}\n{"type":"sam`);
      const { code } = await at.assay('eval', 'answer.prompt', '--resume', 'last', '--no-cache');
      assert.equal(code, 0);
      assert.equal(server.chats.length, 4 + 2);
    });

    it('not when the prompt has changed: 2, and nothing sent', async () => {
      await open({ 'answer.test.yaml': tests(['rag']) });
      await at.assay('eval', 'answer.prompt');
      await at.write({ 'answer.prompt': `${PROMPT}!` });
      const { code, stderr } = await at.assay('eval', 'answer.prompt', '--resume', 'last');
      assert.equal(code, 2);
      assert.match(stderr, /cannot be resumed: the prompt/);
      assert.equal(server.chats.length, 1);
    });
  });

  it('calls nothing where .assay cannot be written', async function () {
    await open({ 'answer.test.yaml': tests(['rag']) });
    // The superuser may write anywhere.
    if (process.getuid?.() === 0 || process.platform === 'win32') this.skip();
    await at.write({ '.assay/.gitignore': 'runs/\n' });
    await chmod(at.path('.assay'), 0o500);
    const { code, stdout } = await at.assay('eval', 'answer.prompt');
    await chmod(at.path('.assay'), 0o700);
    assert.equal(code, 3);
    assert.match(stdout, /cannot be recorded/);
    assert.equal(server.requests.length, 0);
  });

  it('calls nothing where .assay is a file', async () => {
    await open({ 'answer.test.yaml': tests(['rag']), '.assay': 'not a folder' });
    const { code, stdout } = await at.assay('eval', 'answer.prompt');
    assert.equal(code, 3);
    assert.match(stdout, /cannot be recorded/);
    assert.equal(server.requests.length, 0);
  });

  it('refuses a redirect to another origin', async () => {
    const other = await startModelServer();
    await open({ 'answer.test.yaml': tests(['rag']) });
    server.answer({ fault: 'redirect', headers: { location: `${other.url}/chat/completions` } });
    const { code } = await at.assay('eval', 'answer.prompt');
    assert.equal(code, 3);
    assert.equal(other.requests.length, 0);
    await other.close();
  });

  it('uses the cache the second time, unless it is told not to', async () => {
    await open({ 'answer.test.yaml': tests(['rag']) });
    await at.assay('eval', 'answer.prompt');
    assert.match((await at.assay('eval', 'answer.prompt')).stdout, /1 cached/);
    assert.equal(server.chats.length, 1);
    await at.assay('eval', 'answer.prompt', '--no-cache');
    assert.equal(server.chats.length, 2);
  });

  it('takes several prompts and folders, and checks all before it calls anything', async () => {
    const files = {
      'answer.test.yaml': tests(['rag']),
      'more/other.prompt': PROMPT,
      'more/other.test.yaml': tests(['b']),
      'more/untested.prompt': PROMPT,
      'more/_partial.prompt': 'x',
      'node_modules/x/y.prompt': 'broken {{',
    };
    await open(files);
    const { code, stdout } = await at.assay('eval', 'answer.prompt', 'more', '--format', 'json');
    assert.equal(code, 0);
    assert.deepEqual(
      JSON.parse(stdout).map(({ prompt }: { prompt: string }) => prompt),
      ['answer.prompt', 'more/other.prompt'],
    );
    await at.write({ 'more/other.test.yaml': tests(['b', 'b']) });
    const calls = server.requests.length;
    assert.equal((await at.assay('eval', 'answer.prompt', 'more', '--no-cache')).code, 2);
    assert.equal(server.requests.length, calls);
  });

  it('does not go on with the next prompt after a bad key', async () => {
    const files = { 'answer.test.yaml': tests(many(5)), 'other.prompt': PROMPT, 'other.test.yaml': tests(many(5)) };
    await open(files, { OPENAI_API_KEY: 'sk-wrong-0123456789' });
    const { code, stderr } = await at.assay('eval', 'answer.prompt', 'other.prompt');
    assert.equal(code, 3);
    assert.match(stderr, /other\.prompt was not run/);
    assert.equal(server.chats.length, 1);
  });

  it('refuses a budget that it cannot keep', async () => {
    await open({ 'answer.test.yaml': tests(['rag']) }, { OPENAI_BASE_URL: 'https://unknown.invalid/v1' });
    const { code, stderr } = await at.assay('eval', 'answer.prompt', '--budget', '1');
    assert.equal(code, 2);
    assert.match(stderr, /price of openai\/gpt-4o-mini is unknown/);
  });

  it('names a judge by its file, not by its path', async () => {
    const judge = '---\nmodel: openai/judge\n---\nJudge {{output}}';
    const judged = tests(['rag'], 'judges:\n  - ./judges/tone.prompt\n');
    await open({ 'answer.test.yaml': judged, 'judges/tone.prompt': judge });
    server.answer(({ body }): ServedReply => ({ text: body.model === 'judge' ? 'Score: 2\nReason: Rude.' : 'ok' }));
    const { code, stdout } = await at.assay('eval', 'answer.prompt');
    assert.equal(code, 1);
    assert.match(stdout, /✗ rag {2}2\/5 {2}tone: Rude\.\n/);
  });

  it('runs on the built-in baseline without key and network', async () => {
    await open({ 'answer.test.yaml': tests(['rag']) }, { OPENAI_API_KEY: '' });
    const { code } = await at.assay('eval', 'answer.prompt', '--model', 'baseline/extractive');
    assert.equal(code, 1);
    assert.equal(server.requests.length, 0);
  });
});
