import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { blobId } from '../../src/engine/text/blobId';
import { commitAll, GIT_ENVIRONMENT, git, initRepository } from '../support/gitRepository';
import { type ModelServer, startModelServer } from '../support/modelServer';
import { type Finished, type Playground, playground } from './assay';

const KEY = 'sk-scores-0123456789abcdef';
const REF = 'refs/notes/assay';

const prompt = (instruction: string) => `---
model: openai/gpt-4o-mini
input:
  schema:
    question: string
---
${instruction}
{{question}}
`;

const TESTS = `checks:\n  - contains: good\ncases:\n${Array.from(
  { length: 8 },
  (_, index) => `  - id: q${index + 1}\n    input: { question: private question ${index + 1} }\n`,
).join('')}`;

describe('assay scores', function () {
  this.timeout(120_000);
  let server: ModelServer;
  let ada: Playground;
  let bo: Playground;
  let bare: string;

  beforeEach(async () => {
    server = await startModelServer({ key: KEY });
    server.answer(({ body }) => ({
      text: JSON.stringify(body.messages).includes('BAD') ? 'poor reply' : 'good reply',
    }));
    const env = { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.url, ...GIT_ENVIRONMENT };
    ada = await playground({ 'answer.prompt': prompt('Be kind.'), 'answer.test.yaml': TESTS }, env);
    await rm(ada.path('.git'), { recursive: true });
    await ada.write({ '.gitignore': '.assay/\n' });
    await initRepository(ada.folder);
    bare = join(dirname(ada.folder), 'shared.git');
    await git(ada.folder, 'clone', '--quiet', '--bare', ada.folder, bare);
    await git(ada.folder, 'remote', 'add', 'origin', bare);
    bo = await playground({}, env);
    await rm(bo.folder, { recursive: true });
    await git(dirname(bo.folder), 'clone', '--quiet', bare, bo.folder);
  });

  afterEach(async () => {
    await ada.dispose();
    await bo.dispose();
    await server.close();
  });

  /** The change that both look at. */
  const change = async () => {
    for (const { path, folder } of [ada, bo]) {
      await writeFile(path('answer.prompt'), prompt('Be BAD.'));
      await git(folder, 'add', '--all');
    }
  };
  const gate = (at: Playground, ...more: string[]) => at.assay('gate', '--format', 'json', ...more);
  const verdictOf = ({ stdout }: Finished) => JSON.parse(stdout).verdict;
  const said = ({ code, stdout, stderr }: Finished) => [code, stdout.trim(), stderr.trim()];
  const note = (folder: string, text: string) => git(folder, 'notes', '--ref=assay', 'show', blobId(text));

  it('lets a colleague come to the same verdict without paying again', async () => {
    await change();
    assert.equal((await gate(ada)).code, 1);
    assert.equal(server.chats.length, 16);
    assert.deepEqual(said(await ada.assay('scores', 'push')), [
      0,
      'Pushed to origin: 2 records. New from there: 0.',
      '',
    ]);
    assert.deepEqual(said(await bo.assay('scores', 'fetch', 'origin')), [
      0,
      'Fetched from origin: 2 records, 2 of them new.',
      '',
    ]);
    const finished = await gate(bo);
    assert.deepEqual([finished.code, verdictOf(finished)], [1, 'regressed'], finished.stderr);
    assert.equal(server.chats.length, 16);
    const log = JSON.parse((await bo.assay('log', 'answer.prompt', '--format', 'json')).stdout);
    assert.deepEqual([log[0].score.cases, log[0].score.mean], [8, 1]);
    // Without the record everything is asked anew.
    await gate(bo, '--no-cache');
    assert.equal(server.chats.length, 32);
  });

  it('shares scores and digests: no input, no output, no name of a run, and of no text that is merely a draft', async () => {
    await ada.assay('eval', 'answer.prompt');
    await ada.write({ 'answer.prompt': prompt('A secret draft.') });
    await ada.assay('eval', 'answer.prompt');
    const { stdout, stderr, code } = await ada.assay('scores', 'push');
    assert.deepEqual([code, stdout], [0, 'Pushed to origin: 1 records. New from there: 0.\n']);
    assert.match(stderr, /stay on this machine.*: 1\./);
    assert.equal((await git(bare, 'ls-tree', '-r', '--name-only', REF)).split('\n').length, 1);
    const line = await note(bare, prompt('Be kind.'));
    assert.doesNotMatch(line, /private|question|good|Be kind|"run"/);
    const [run] = (await readdir(ada.path('.assay/runs'))).map((name) => name.replace('.jsonl', ''));
    assert.ok(run !== undefined && !line.includes(run));
    assert.deepEqual(Object.keys(JSON.parse(line)).sort(), [
      ...['at', 'blob', 'cases', 'fingerprints', 'judges', 'model', 'partial', 'repeat', 'v'],
    ]);
    assert.deepEqual(Object.keys(JSON.parse(line).cases[0]).sort(), [
      'checks',
      'cost',
      'id',
      'key',
      'latencyMs',
      'score',
      'status',
    ]);
  });

  it('keeps scores local by default, and adds them to the notes after each run where the user says so', async () => {
    await ada.assay('eval', 'answer.prompt');
    assert.equal(await git(ada.folder, 'for-each-ref', REF), '');
    const config = join(String(ada.env.XDG_CONFIG_HOME), 'assay', 'config.yaml');
    await mkdir(dirname(config), { recursive: true });
    await writeFile(config, 'scores: { share: git-notes }\n');
    await ada.assay('eval', 'answer.prompt');
    assert.equal((await note(ada.folder, prompt('Be kind.'))).split('\n').length, 1);
    await change();
    await gate(ada);
    assert.equal((await note(ada.folder, prompt('Be BAD.'))).split('\n').length, 1);
    assert.equal(await git(bare, 'for-each-ref', REF), '');
    await writeFile(config, 'scores: { share: everybody }\n');
    const { code, stderr } = await ada.assay('eval', 'answer.prompt');
    assert.equal(code, 2);
    assert.match(stderr, /"share": local, git-notes/);
  });

  it('merges what two have paid for at the same time', async () => {
    await Promise.all([ada.assay('eval', 'answer.prompt'), bo.assay('eval', 'answer.prompt')]);
    const pushed = await Promise.all([ada.assay('scores', 'push'), bo.assay('scores', 'push')]);
    assert.deepEqual(
      pushed.map(({ code }) => code),
      [0, 0],
    );
    const own = await Promise.all(
      [ada, bo].map(async ({ path }) => {
        const file = path(`.assay/scores/${blobId(prompt('Be kind.'))}.jsonl`);
        return JSON.parse(await readFile(file, 'utf8')).at;
      }),
    );
    const shared = (await note(bare, prompt('Be kind.'))).split('\n').map((line) => JSON.parse(line).at);
    assert.deepEqual(shared, own.sort());
  });

  it('shares what git keeps with other line breaks', async () => {
    const text = prompt('Be broken.').replaceAll('\n', '\r\n');
    for (const { write } of [ada, bo]) await write({ 'answer.prompt': text, '.gitattributes': '*.prompt -text\n' });
    await commitAll(ada.folder, 'breaks');
    await ada.assay('eval', 'answer.prompt');
    assert.equal((await ada.assay('scores', 'push')).stdout, 'Pushed to origin: 1 records. New from there: 0.\n');
    assert.ok(await git(bare, 'notes', '--ref=assay', 'show', blobId(Buffer.from(text))));
    await commitAll(bo.folder, 'breaks');
    await bo.assay('scores', 'fetch');
    const log = JSON.parse((await bo.assay('log', 'answer.prompt', '--format', 'json')).stdout);
    assert.equal(log[0].score.cases, 8);
  });

  it('takes nothing from notes that does not hold for the very case', async () => {
    await change();
    await gate(ada);
    await ada.assay('scores', 'push');
    await bo.assay('scores', 'fetch');
    const [line = ''] = (await note(bo.folder, prompt('Be BAD.'))).split('\n');
    const record = JSON.parse(line);
    const forge = (cases: (each: Record<string, unknown>) => Record<string, unknown>, more = {}) =>
      JSON.stringify({ ...record, at: '9999', ...more, cases: record.cases.map(cases) });
    const good = { status: 'passed', score: 1, checks: 1 };
    const forged = [
      'garbage',
      '{"v":1',
      '[]',
      `${'['.repeat(100_000)}`,
      // Other keys, another text, scores off the scale.
      forge((each) => ({ ...each, ...good, key: 'f'.repeat(64) })),
      forge((each) => ({ ...each, ...good }), { blob: blobId('other') }),
      forge((each) => ({ ...each, ...good, score: 1e9 })),
      forge((each) => ({ ...each, ...good, judges: { constructor: 'x' } })),
      forge((each) => ({ ...each, ...good }), { v: 2 }),
    ];
    const file = join(dirname(bo.folder), 'forged');
    await writeFile(file, `${line}\n${forged.join('\n')}\n`);
    await git(bo.folder, 'notes', '--ref=assay', 'add', '-f', '-F', file, blobId(prompt('Be BAD.')));
    const paid = server.chats.length;
    const finished = await gate(bo);
    assert.deepEqual([finished.code, verdictOf(finished)], [1, 'regressed'], finished.stderr);
    assert.equal(server.chats.length, paid);
    // With the forged lines alone all of that side is paid for.
    await writeFile(file, `${forged.join('\n')}\n`);
    await git(bo.folder, 'notes', '--ref=assay', 'add', '-f', '-F', file, blobId(prompt('Be BAD.')));
    await rm(bo.path('.assay'), { recursive: true, force: true });
    assert.equal(verdictOf(await gate(bo)), 'regressed');
    assert.equal(server.chats.length, paid + 8);
  });

  it('opens no file that a shared record names as its run, and trusts one’s own record more', async () => {
    await change();
    await gate(ada);
    await ada.assay('scores', 'push');
    await bo.assay('scores', 'fetch');
    const [line = ''] = (await note(bo.folder, prompt('Be BAD.'))).split('\n');
    const record = JSON.parse(line);
    const [own] = (await readdir(ada.path('.assay/runs'))).map((name) => name.replace('.jsonl', ''));
    const cases = record.cases.map((each: object) => ({ ...each, status: 'passed', score: 1, checks: 1 }));
    const file = join(dirname(ada.folder), 'forged');
    await writeFile(file, `${JSON.stringify({ ...record, at: '9999', run: own, cases })}\n`);
    await git(ada.folder, 'notes', '--ref=assay', 'add', '-f', '-F', file, blobId(prompt('Be BAD.')));
    assert.equal(verdictOf(await gate(ada)), 'regressed');
  });

  it('says in the right language, with the right exit code, what is in the way', async () => {
    await git(bo.folder, 'remote', 'add', 'gone', join(bare, 'gone'));
    assert.deepEqual(said(await bo.assay('scores', 'fetch')), [0, 'No scores are shared at origin yet.', '']);
    assert.deepEqual(said(await bo.assay('scores', 'push')), [
      0,
      'origin has all records already. New from there: 0.',
      '',
    ]);
    assert.deepEqual(said(await bo.assay('scores', 'fetch', 'nobody')), [2, '', 'assay: There is no remote nobody.']);
    const gone = await bo.assay('scores', 'fetch', 'gone');
    assert.equal(gone.code, 3);
    assert.match(gone.stderr, /^assay: The remote cannot be reached, or lets nobody in: fatal: /);
    const forbidden = await bo.assay('scores', 'push', 'ext::sh -c true');
    assert.equal(forbidden.code, 2);
    assert.match(forbidden.stderr, /with folders only: ext::sh/);
    assert.equal((await bo.assay('scores')).code, 2);
    const help = await bo.assay('scores', 'push', '--help');
    assert.match(help.stdout, /Usage: assay scores push \[options\] \[REMOTE\][\s\S]*Exit codes:/);
    await git(bo.folder, 'remote', 'remove', 'gone');
    await git(bo.folder, 'remote', 'remove', 'origin');
    bo.env.LC_ALL = 'zh_TW.UTF-8';
    assert.deepEqual(said(await bo.assay('scores', 'fetch')), [
      2,
      '',
      'assay: 這個儲存庫沒有遠端。請用 git remote add 新增，或直接給網址。',
    ]);
    await rm(bo.path('.git'), { recursive: true });
    assert.equal((await bo.assay('scores', 'push')).code, 2);
  });
});
