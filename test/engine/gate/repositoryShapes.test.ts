import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GatedChange } from '../../../src/engine/gate/gatedChange';
import type { GitError } from '../../../src/engine/git';
import { commitAll, git, initRepository } from '../../support/gitRepository';
import { type ModelServer, startModelServer } from '../../support/modelServer';
import { questions, type TestWorkspace, testWorkspace } from '../evaluate/testWorkspace';

const NAME = '提示 詞 prompt.prompt';
const prompt = (instruction: string) => `---\nmodel: test/model-a\n---\n${instruction}\n{{> style}}\n{{question}}\n`;
const TESTS = `checks:\n  - contains: good\ncases:\n${questions(8)
  .map((id) => `  - { id: ${id}, input: { question: ${id} } }\n`)
  .join('')}`;

describe('the gate in repositories of every kind', () => {
  let server: ModelServer;
  let at: TestWorkspace;

  beforeEach(async () => {
    server = await startModelServer();
    server.answer(({ body }) => ({ text: JSON.stringify(body.messages).includes('好') ? 'good' : 'bad' }));
    at = await testWorkspace(server.url, {
      '.gitignore': '.assay/\n',
      [`main/${NAME}`]: prompt('Be 好.'),
      'main/_style.prompt': 'Plainly.',
      [`main/${NAME.replace('.prompt', '.test.yaml')}`]: TESTS,
    });
    await initRepository(at.path('main'));
  });
  afterEach(async () => {
    await at.dispose();
    await server.close();
  });

  const STAGED: GatedChange = { kind: 'staged' };

  /** `file verdict reason` of each prompt that the gate finds affected. */
  async function verdicts(folder: string, change = STAGED, recordedOnly = false): Promise<string[]> {
    const { prompts } = await at.engine.gate(folder, change, { recordedOnly, workspaceOf: async () => folder });
    return prompts.map(({ file, verdict, reason }) => `${file.slice(folder.length + 1)} ${verdict} ${reason}`);
  }

  async function stageWorse(folder: string): Promise<void> {
    await writeFile(join(folder, NAME), prompt('Be bad.'));
    await git(folder, 'add', NAME);
  }

  const REGRESSED = [`${NAME} regressed evidence`];

  it('works in a worktree, and where no branch is checked out', async () => {
    const tree = at.path('tree');
    await git(at.path('main'), 'worktree', 'add', '--quiet', '--detach', tree);
    await stageWorse(tree);
    assert.deepEqual(await verdicts(tree), REGRESSED);
    assert.deepEqual(await verdicts(at.path('main')), []);
  });

  it('works in a submodule, which is none of the repository’s around it', async () => {
    const outer = at.path('outer');
    await mkdir(outer);
    await writeFile(join(outer, 'b.prompt'), prompt('Outer.'));
    await initRepository(outer);
    await git(outer, 'submodule', '--quiet', 'add', at.path('main'), 'inner');
    await commitAll(outer, 'with a submodule');
    await stageWorse(join(outer, 'inner'));
    assert.deepEqual(await verdicts(join(outer, 'inner')), REGRESSED);
    await commitAll(join(outer, 'inner'), 'worse');
    await git(outer, 'add', 'inner');
    assert.deepEqual(await verdicts(outer), []);
  });

  it('works in a shallow clone, and says where its history is too short', async () => {
    const main = at.path('main');
    await git(main, 'checkout', '--quiet', '-b', 'side');
    await stageWorse(main);
    await commitAll(main, 'worse');
    await git(main, 'checkout', '--quiet', 'main');
    await commitAll(main, 'other');
    const clone = at.path('clone');
    await git(
      at.folder,
      'clone',
      '--quiet',
      '--depth=1',
      '--no-single-branch',
      '--branch=side',
      `file://${main}`,
      clone,
    );
    await writeFile(join(clone, '_style.prompt'), 'Good 好.');
    await git(clone, 'add', '--all');
    assert.deepEqual(await verdicts(clone), [`${NAME} improved evidence`]);
    await assert.rejects(
      verdicts(clone, { kind: 'since', base: 'origin/main' }),
      (error: GitError) => error.code === 'no-common-ancestor',
    );
    await git(clone, 'fetch', '--quiet', '--unshallow');
    assert.deepEqual(await verdicts(clone, { kind: 'since', base: 'origin/main' }), REGRESSED);
  });

  it('works in a sparse checkout, where the test set and a partial are not in the work tree', async () => {
    const main = at.path('main');
    await stageWorse(main);
    await git(main, 'sparse-checkout', 'set', '--no-cone', `/${NAME}`);
    await assert.rejects(readFile(join(main, '_style.prompt')));
    assert.deepEqual(await verdicts(main), REGRESSED);
  });

  it('takes line breaks that git converts for no change, and scores of one kind for those of the other', async () => {
    const main = at.path('main');
    await git(main, 'config', 'core.autocrlf', 'true');
    for (const name of [NAME, '_style.prompt']) await rm(join(main, name));
    await git(main, 'checkout', '--quiet', '--', '.');
    assert.match(await readFile(join(main, NAME), 'utf8'), /\r\n/);
    const file = join(main, NAME);
    const now: GatedChange = { kind: 'versions', file, before: { revision: 'HEAD' }, after: 'saved' };
    const { prompts } = await at.engine.gate(main, now, { workspaceOf: async () => main });
    assert.deepEqual([prompts[0]?.changed, prompts[0]?.reason, server.chats.length], [[], 'same', 0]);
    assert.deepEqual(await verdicts(main, { kind: 'saved' }), []);
    // Evaluated as it is saved, with CRLF, and not paid for again as it is staged, with LF.
    const plan = await at.engine.plan({ prompt: file, workspace: main });
    await at.engine.evaluate(plan);
    await writeFile(file, prompt('Be bad.').replaceAll('\n', '\r\n'));
    const worse = await at.engine.plan({ prompt: file, workspace: main });
    await at.engine.evaluate(worse);
    assert.equal(server.chats.length, 16);
    await git(main, 'add', NAME);
    assert.deepEqual(await verdicts(main), REGRESSED);
    assert.equal(server.chats.length, 16);
    const versions = await at.engine.versions(file, { workspace: main, limit: 5 });
    assert.deepEqual(
      versions.map(({ score }) => score?.mean),
      [1],
    );
  });

  it('says of a prompt in conflict what stands in the way, and spends nothing', async () => {
    const main = at.path('main');
    await git(main, 'checkout', '--quiet', '-b', 'side');
    await stageWorse(main);
    await commitAll(main, 'worse');
    await git(main, 'checkout', '--quiet', 'main');
    await writeFile(join(main, NAME), prompt('Be 好 and kind.'));
    await commitAll(main, 'kind');
    await assert.rejects(git(main, 'merge', '--quiet', 'side'));
    // In the index are both sides and no result.
    const { prompts } = await at.engine.gate(main, STAGED, { workspaceOf: async () => main });
    assert.deepEqual(
      prompts.map(({ verdict, reason }) => `${verdict} ${reason}`),
      ['inconclusive broken'],
    );
    assert.deepEqual(
      prompts[0]?.problems.map(({ code }) => code),
      ['gate.conflict'],
    );
    const saved = await at.engine.gate(main, { kind: 'saved' }, { workspaceOf: async () => main });
    assert.deepEqual(
      saved.prompts[0]?.problems.map(({ code }) => code),
      ['prompt.merge-conflict'],
    );
    assert.equal(server.chats.length, 0);
  });

  it('passes over binary junk that calls itself a prompt', async () => {
    const main = at.path('main');
    await writeFile(join(main, 'junk.prompt'), Buffer.from([0, 255, 254, 1, 2, 3]));
    await writeFile(join(main, 'junk.test.yaml'), Buffer.from([0, 255, 254, 1, 2, 3]));
    await stageWorse(main);
    await git(main, 'add', '--all');
    const found = await verdicts(main);
    assert.ok(found.includes(REGRESSED[0] ?? ''), found.join());
    assert.ok(found.includes('junk.prompt inconclusive broken'), found.join());
  });
});
