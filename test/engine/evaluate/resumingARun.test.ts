import assert from 'node:assert/strict';
import { appendFile, readFile, truncate, writeFile } from 'node:fs/promises';
import { lastRun, runIds } from '../../../src/engine/evaluate/history';
import { readRun } from '../../../src/engine/evaluate/readRun';
import { changedParts } from '../../../src/engine/evaluate/staleness';
import { ProblemError } from '../../../src/engine/problem';
import { type ModelServer, startModelServer } from '../../support/modelServer';
import { lastText, PROMPT, questions, type TestWorkspace, testSet, testWorkspace } from './testWorkspace';

const TESTS = testSet(questions(6), 'checks:\n  - contains: ok\n');

describe('the record of a run', () => {
  let server: ModelServer;
  let workspace: TestWorkspace;

  beforeEach(async () => {
    server = await startModelServer();
    workspace = await testWorkspace(server.url, { 'answer.prompt': PROMPT, 'answer.test.yaml': TESTS });
  });

  afterEach(async () => {
    await workspace.dispose();
    await server.close();
  });

  const journalPath = async () => workspace.path((await workspace.list('.assay/runs'))[0] as string);

  it('is JSON Lines: a header, a line a sample, a footer', async () => {
    await workspace.run();
    const lines = (await readFile(await journalPath(), 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      lines.map(({ type }) => type),
      ['header', ...Array(6).fill('sample'), 'footer'],
    );
    assert.deepEqual([lines[0].prompt, lines[0].tests, lines[0].schema], ['answer.prompt', 'answer.test.yaml', 1]);
  });

  it('names no folder of this machine, and only its owner can read it', async () => {
    await workspace.run();
    assert.equal((await readFile(await journalPath(), 'utf8')).includes(workspace.folder), false);
    if (process.platform !== 'win32') {
      const { mode } = await import('node:fs/promises').then(async (fs) => fs.stat(await journalPath()));
      assert.equal(mode & 0o777, 0o600);
    }
  });

  it('is kept out of version control by a file that Assay writes, once', async () => {
    await workspace.run();
    assert.match(await workspace.read('.assay/.gitignore'), /^runs\/$/m);
    assert.match(await workspace.read('.assay/.gitignore'), /^cache\/$/m);
    await writeFile(workspace.path('.assay/.gitignore'), '# mine\n');
    await workspace.run();
    assert.equal(await workspace.read('.assay/.gitignore'), '# mine\n');
  });

  it('reads back as the run that it records', async () => {
    const run = await workspace.run();
    const read = await readRun(await journalPath(), workspace.host.files);
    assert.deepEqual(read, JSON.parse(JSON.stringify(run)));
  });

  it('tells the spread of a run from before there was any on record', async () => {
    server.answer((_request, index) => ({ text: index % 2 === 0 ? 'ok' : 'no' }));
    const run = await workspace.run({ concurrency: 1 }, { repeat: 2 });
    const path = await journalPath();
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
    const footer = JSON.parse(lines.pop() ?? '');
    const { spread, bias, ...summary } = footer.summary;
    assert.equal(spread.flaky, 6);
    await writeFile(path, `${lines.join('\n')}\n${JSON.stringify({ ...footer, summary })}\n`);
    const read = await readRun(path, workspace.host.files);
    assert.deepEqual([read?.summary?.spread, read?.summary?.bias], [spread, bias]);
    assert.deepEqual(read?.cases[0]?.spread, run.cases[0]?.spread);
  });

  it('loses only its last line when that is torn', async () => {
    await workspace.run();
    const path = await journalPath();
    const text = await readFile(path, 'utf8');
    const lastSample = text.lastIndexOf('{"type":"sample"');
    await truncate(path, Buffer.byteLength(text.slice(0, lastSample + 40)));
    const read = await readRun(path, workspace.host.files);
    assert.equal(read?.summary, undefined);
    assert.equal(read?.cases.filter(({ status }) => status === 'passed').length, 5);
    assert.equal(read?.cases.filter(({ status }) => status === 'cancelled').length, 1);
  });

  it('survives garbage in its midst', async () => {
    await workspace.run();
    const path = await journalPath();
    const [header, ...rest] = (await readFile(path, 'utf8')).split('\n');
    await writeFile(
      path,
      [header, '{"type":"sample"', 'null', '[]', '{"type":"sample","caseId":7}', ...rest].join('\n'),
    );
    assert.equal(
      (await readRun(path, workspace.host.files))?.cases.every(({ status }) => status === 'passed'),
      true,
    );
  });

  describe('in the history', () => {
    it('is found as the last run of its prompt, whatever other prompts have run', async () => {
      await workspace.write({ 'other.prompt': PROMPT, 'other.test.yaml': TESTS });
      const { header } = await workspace.run();
      await workspace.run({}, { prompt: workspace.path('other.prompt') });
      const found = await lastRun(workspace.path('answer.prompt'), workspace.folder, workspace.host.files);
      assert.equal(found?.header.id, header.id);
    });

    it('is the newest that can be read', async () => {
      const { header } = await workspace.run();
      const torn = header.id.replace(/^\d{4}/, '9999');
      await writeFile(workspace.path(`.assay/runs/${torn}.jsonl`), '{"type":"hea');
      const found = await lastRun(workspace.path('answer.prompt'), workspace.folder, workspace.host.files);
      assert.equal(found?.header.id, header.id);
      assert.equal((await runIds(workspace.path('answer.prompt'), workspace.folder, workspace.host.files))[0], torn);
    });

    it('is not there before the first run', async () => {
      assert.equal(await workspace.engine.lastRun(workspace.path('answer.prompt'), workspace.folder), undefined);
    });
  });

  describe('when resumed', () => {
    const failOn = (failing: readonly string[]) =>
      server.answer(({ body }) => (failing.includes(lastText(body)) ? { status: 400, error: { message: 'no' } } : {}));

    it('repeats only what failed or is missing', async () => {
      failOn(['q2', 'q5']);
      const first = await workspace.run({ cache: false });
      assert.equal(first.summary?.errors, 2);
      failOn([]);
      const second = await workspace.run({ cache: false, resume: first.header.id });
      assert.deepEqual(
        server.chats
          .slice(6)
          .map(({ body }) => lastText(body))
          .sort(),
        ['q2', 'q5'],
      );
      assert.deepEqual([second.summary?.passed, second.summary?.errors], [6, 0]);
      assert.notEqual(second.header.id, first.header.id);
    });

    it('goes on after a torn journal', async () => {
      await workspace.run({ cache: false });
      const path = await journalPath();
      const lines = (await readFile(path, 'utf8')).split('\n');
      await writeFile(path, `${lines.slice(0, 4).join('\n')}\n${(lines[4] as string).slice(0, 30)}`);
      const run = await workspace.run({ cache: false, resume: 'last' });
      assert.equal(server.chats.length, 6 + 3);
      assert.equal(run.summary?.passed, 6);
    });

    it('takes a record of its own that holds everything', async () => {
      const first = await workspace.run({ cache: false });
      const second = await workspace.run({ cache: false, resume: first.header.id });
      assert.equal(server.chats.length, 6);
      const read = await readRun(workspace.path(`.assay/runs/${second.header.id}.jsonl`), workspace.host.files);
      assert.equal(
        read?.cases.every(({ status }) => status === 'passed'),
        true,
      );
    });

    it('adds the repeats that are missing', async () => {
      await workspace.run({ cache: false });
      const run = await workspace.run({ cache: false, resume: 'last' }, { repeat: 2 });
      assert.equal(server.chats.length, 12);
      assert.equal(run.cases[0]?.samples.length, 2);
    });

    for (const [what, code, change] of [
      ['the prompt', 'prompt', () => workspace.write({ 'answer.prompt': `${PROMPT}!` })],
      ['the test set', 'tests', () => appendFile(workspace.path('answer.test.yaml'), '\n# a note\n')],
    ] as const) {
      it(`is refused when ${what} has changed, and nothing is called`, async () => {
        const first = await workspace.run();
        await change();
        const calls = server.chats.length;
        await assert.rejects(workspace.run({ resume: first.header.id }), (error) => {
          assert.ok(error instanceof ProblemError);
          assert.equal(error.problems[0]?.code, `evaluate.resume-changed-${code}`);
          return true;
        });
        assert.equal(server.chats.length, calls);
      });
    }

    it('is refused with another model', async () => {
      const first = await workspace.run();
      const resuming = workspace.run({ resume: first.header.id }, { model: 'test/model-b' });
      await assert.rejects(resuming, /evaluate\.resume-changed-settings/);
    });

    for (const id of ['nothing', '../../etc/passwd', '']) {
      it(`is refused where there is no run "${id}"`, async () => {
        await assert.rejects(workspace.run({ resume: id }), /evaluate\.resume-not-found/);
      });
    }
  });

  describe('against the files as they are now', () => {
    it('holds as long as nothing has changed', async () => {
      const run = await workspace.run();
      assert.deepEqual(changedParts((await workspace.plan()).fingerprints, run.header.fingerprints), []);
    });

    it('is stale by a change in a partial, a judge or the model', async () => {
      const judged = testSet(['q1'], 'judges:\n  - judge: ./tone.prompt\n    model: test/judge\n');
      await workspace.write({
        'answer.prompt': `${PROMPT} {{> style}}`,
        '_style.prompt': 'Be brief.',
        'tone.prompt': 'Judge {{output}}',
        'answer.test.yaml': judged,
      });
      const before = (await workspace.plan()).fingerprints;
      const changedBy = async (files: Record<string, string>) => {
        await workspace.write(files);
        const changed = changedParts((await workspace.plan()).fingerprints, before);
        await workspace.write({ '_style.prompt': 'Be brief.', 'tone.prompt': 'Judge {{output}}' });
        return changed;
      };
      assert.deepEqual(await changedBy({ '_style.prompt': 'Be long.' }), ['prompt']);
      assert.deepEqual(await changedBy({ 'tone.prompt': 'Judge kindly {{output}}' }), ['judges']);
      assert.deepEqual(changedParts((await workspace.plan({ model: 'test/other' })).fingerprints, before), [
        'settings',
      ]);
      assert.deepEqual(changedParts((await workspace.plan({ judgeModel: 'test/other' })).fingerprints, before), [
        'judges',
      ]);
    });
  });
});
