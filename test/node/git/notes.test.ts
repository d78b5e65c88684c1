import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, watch, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { GitError } from '../../../src/engine/git';
import { blobId } from '../../../src/engine/text/blobId';
import { GitFolder, git } from '../../support/gitRepository';

const REF = 'refs/notes/assay';
const code = (expected: string) => (error: GitError) => error.code === expected;

describe('notes', function () {
  this.timeout(60_000);
  let at: GitFolder;
  const { env } = process;
  const blob = blobId('a\n');

  beforeEach(async () => {
    at = await GitFolder.make();
  });
  afterEach(async () => {
    process.env = env;
    await at.dispose();
  });

  it('are none until some are added; git itself shows them then', async () => {
    await at.commit('first', { 'a.prompt': 'a\n' });
    const { notes } = await at.open();
    assert.deepEqual(await notes.read(blob), []);
    assert.equal(await notes.add(new Map([[blob, ['{"n":2}', '{"n":1}', '{"n":2}']]])), 2);
    assert.deepEqual(await notes.read(blob), ['{"n":1}', '{"n":2}']);
    assert.equal(await notes.add(new Map([[blob, ['{"n":1}', '{"n":3}']]])), 1);
    assert.equal(await at.git('notes', '--ref=assay', 'show', blob), '{"n":1}\n{"n":2}\n{"n":3}');
    const before = await at.git('rev-parse', REF);
    assert.equal(await notes.add(new Map([[blob, ['{"n":3}']]])), 0);
    assert.equal(await at.git('rev-parse', REF), before);
    assert.deepEqual((await at.git('for-each-ref', '--format=%(refname)')).split('\n'), ['refs/heads/main', REF]);
    assert.equal(await at.git('fsck', '--strict', '--no-dangling'), '');
  });

  it('are read and kept where git has put them, in folders of any depth', async () => {
    await at.commit('first', { 'a.prompt': 'a\n', 'b.prompt': 'b\n' });
    await at.git('notes', '--ref=assay', 'add', '-m', 'by git', blob);
    const flat = (await at.git('ls-tree', '-r', '--name-only', REF)).split('\n');
    assert.deepEqual(flat, [blob]);
    const { notes } = await at.open();
    const other = blobId('b\n');
    await notes.add(new Map([blob, other].map((id) => [id, ['new']])));
    const again = (await at.open()).notes;
    assert.deepEqual([await again.read(blob), await again.read(other)], [['by git', 'new'], ['new']]);
    const paths = (await at.git('ls-tree', '-r', '--name-only', REF)).split('\n');
    assert.deepEqual(paths.sort(), [blob, `${other.slice(0, 2)}/${other.slice(2)}`].sort());
    assert.equal(await at.git('notes', '--ref=assay', 'show', other), 'new');
  });

  it('lose nothing where many add at once', async () => {
    await at.commit('first', { 'a.prompt': 'a\n' });
    const writers = await Promise.all(Array.from({ length: 10 }, () => at.open()));
    const added = await Promise.all(writers.map(({ notes }, index) => notes.add(new Map([[blob, [`line ${index}`]]]))));
    assert.deepEqual(added, Array(10).fill(1));
    const lines = (await at.git('notes', '--ref=assay', 'show', blob)).split('\n');
    assert.deepEqual(
      lines,
      Array.from({ length: 10 }, (_, index) => `line ${index}`),
    );
  });

  it('are made by whom git knows, and by Assay where it knows nobody', async () => {
    await at.commit('first', { 'a.prompt': 'a\n' });
    process.env = { PATH: env.PATH, HOME: at.path, GIT_CONFIG_NOSYSTEM: '1' };
    await (await at.open()).notes.add(new Map([[blob, ['one']]]));
    assert.equal(await at.git('log', '-1', '--format=%an <%ae>', REF), 'Assay <assay@localhost>');
    await at.git('config', 'user.name', 'Bo');
    await at.git('config', 'user.email', 'bo@example.com');
    await (await at.open()).notes.add(new Map([[blob, ['two']]]));
    assert.equal(await at.git('log', '-1', '--format=%an <%ae>', REF), 'Bo <bo@example.com>');
  });

  it('that are huge, or no notes at all, count for nothing and fail nothing', async () => {
    await at.commit('first', { 'a.prompt': 'a\n' });
    await writeFile(at.file('.git/huge'), `${'x'.repeat(1_000)}\n`.repeat(9_000));
    const huge = await at.git('hash-object', '-w', '.git/huge');
    await at.git('notes', '--ref=assay', 'add', '-C', huge, blob);
    const { notes } = await at.open();
    assert.deepEqual(await notes.read(blob), []);
    assert.equal(await notes.add(new Map([[blob, ['small']]])), 1);
    assert.deepEqual(await notes.read(blob), ['small']);
  });

  it('move no branch that their ref points to', async () => {
    const head = await at.commit('first', { 'a.prompt': 'a\n' });
    await at.git('symbolic-ref', REF, 'refs/heads/main');
    const { notes } = await at.open();
    await assert.rejects(notes.read(blob), code('failed'));
    await assert.rejects(notes.add(new Map([[blob, ['x']]])), code('failed'));
    assert.equal(await at.git('rev-parse', 'main'), head);
  });

  describe('of several people', () => {
    let bare: string;
    const clone = async (name: string, ...options: string[]) => {
      await at.git('clone', '--quiet', ...options, `file://${bare}`, name);
      return at.file(name);
    };
    const show = (folder: string, id = blob) => git(folder, 'notes', '--ref=assay', 'show', id);

    beforeEach(async () => {
      await at.commit('first', { 'a.prompt': 'a\n', 'b.prompt': 'b\n' });
      await at.commit('second', { 'c.prompt': 'c\n' });
      bare = at.file('shared.git');
      await at.git('clone', '--quiet', '--bare', at.path, bare);
    });

    it('meet at a remote: what both add to one object is kept, whoever is first', async () => {
      const [a, b] = [await at.open(await clone('a')), await at.open(await clone('b'))];
      assert.deepEqual(await b.notes.fetch(), { remote: 'origin', lines: 0, added: 0, ignored: [] });
      await a.notes.add(new Map([[blob, ['both', 'from a']]]));
      await b.notes.add(
        new Map([
          [blob, ['both', 'from b']],
          [blobId('b\n'), ['only b']],
        ]),
      );
      assert.deepEqual(await a.notes.push(), { remote: 'origin', lines: 0, added: 0, ignored: [], pushed: 2 });
      assert.deepEqual(await b.notes.push(), { remote: 'origin', lines: 2, added: 1, ignored: [], pushed: 2 });
      assert.deepEqual(await a.notes.fetch(), { remote: 'origin', lines: 4, added: 2, ignored: [] });
      for (const folder of [a.root, b.root, bare]) assert.equal(await show(folder), 'both\nfrom a\nfrom b');
      assert.deepEqual(await a.notes.read(blobId('b\n')), ['only b']);
      assert.deepEqual(await a.notes.push(), { remote: 'origin', lines: 4, added: 0, ignored: [], pushed: 0 });
      assert.equal(await git(a.root, 'rev-parse', REF), await git(b.root, 'rev-parse', REF));
      assert.equal(await git(a.root, 'fsck', '--strict', '--no-dangling'), '');
    });

    it('are pushed by several at the same moment without loss', async () => {
      const all = await Promise.all(['a', 'b', 'c', 'd'].map(async (name) => at.open(await clone(name))));
      await Promise.all(all.map(({ notes }, index) => notes.add(new Map([[blob, [`from ${index}`]]]))));
      await Promise.all(all.map(({ notes }) => notes.push()));
      assert.equal(await show(bare), 'from 0\nfrom 1\nfrom 2\nfrom 3');
    });

    it('merge to what git’s own cat_sort_uniq makes of them', async () => {
      const [a, b] = [await at.open(await clone('a')), await at.open(await clone('b'))];
      await a.notes.add(new Map([[blob, ['{"x":"é"}', '{"x":"z"}', '😀']]]));
      await b.notes.add(new Map([[blob, ['{"x":"\uffee"}', '{"x":"é"}']]]));
      await git(b.root, 'fetch', '--quiet', a.root, `${REF}:refs/notes/other`);
      await git(b.root, 'update-ref', 'refs/notes/trial', REF);
      await git(b.root, 'notes', '--ref=trial', 'merge', '--quiet', '-s', 'cat_sort_uniq', 'refs/notes/other');
      await a.notes.push();
      await b.notes.push();
      assert.equal(await show(b.root), await git(b.root, 'notes', '--ref=trial', 'show', blob));
    });

    it('are gone for all where one takes them away', async () => {
      const [a, b] = [await at.open(await clone('a')), await at.open(await clone('b'))];
      await a.notes.add(
        new Map([
          [blob, ['wrong']],
          [blobId('b\n'), ['right']],
        ]),
      );
      await a.notes.push();
      await b.notes.fetch();
      await git(a.root, 'notes', '--ref=assay', 'remove', blob);
      await a.notes.push();
      await b.notes.add(new Map([[blobId('c\n'), ['mine']]]));
      await b.notes.push();
      assert.deepEqual(await b.notes.read(blob), []);
      assert.deepEqual(await b.notes.read(blobId('b\n')), ['right']);
    });

    it('go through worktrees, submodules and shallow clones', async () => {
      const shallow = await at.open(await clone('shallow', '--depth=1'));
      assert.equal(shallow.shallow, true);
      await shallow.notes.add(new Map([[blob, ['shallow']]]));
      assert.equal((await shallow.notes.push()).pushed, 1);
      await git(await clone('a'), 'worktree', 'add', '--quiet', at.file('tree'));
      const tree = await at.open(at.file('tree'));
      assert.equal((await tree.notes.fetch()).added, 1);
      assert.equal(await show(at.file('a')), 'shallow');
      await mkdir(at.file('outer'));
      await git(at.file('outer'), 'init', '--quiet');
      await git(at.file('outer'), 'submodule', '--quiet', 'add', bare, 'inner');
      const inner = await at.open(at.file('outer/inner'));
      await inner.notes.add(new Map([[blob, ['inner']]]));
      assert.equal((await inner.notes.push()).pushed, 1);
      assert.equal(await show(bare), 'inner\nshallow');
      assert.equal(await git(shallow.root, 'rev-list', '--count', 'HEAD'), '1');
    });

    it('are exchanged in SHA-256 repositories', async () => {
      const folder = at.file('new');
      await mkdir(folder);
      await git(folder, 'init', '--quiet', '--object-format=sha256');
      await writeFile(`${folder}/a.prompt`, 'a\n');
      await git(folder, 'add', '--all');
      await git(folder, 'init', '--quiet', '--bare', '--object-format=sha256', at.file('new.git'));
      await git(folder, 'remote', 'add', 'origin', at.file('new.git'));
      const repository = await at.open(folder);
      const id = blobId('a\n', 'sha256');
      assert.deepEqual([...(await repository.present([id, blobId('x', 'sha256')]))], [id]);
      await repository.notes.add(new Map([[id, ['line']]]));
      assert.equal((await repository.notes.push()).pushed, 1);
      assert.equal(await show(at.file('new.git'), id), 'line');
    });

    it('take the remote that is meant, and say where there is none, or no way to it', async () => {
      const folder = await clone('a');
      await git(folder, 'remote', 'rename', 'origin', 'company');
      await git(folder, 'remote', 'add', 'gone', at.file('gone.git'));
      const { notes } = await at.open(folder);
      assert.equal((await notes.fetch()).remote, 'company');
      assert.equal((await notes.fetch({ remote: bare })).remote, bare);
      await assert.rejects(notes.fetch({ remote: 'nobody' }), code('no-remote'));
      await assert.rejects(notes.push({ remote: 'gone' }), code('no-access'));
      await assert.rejects(notes.fetch({ remote: 'https://me:secret@127.0.0.1:1/x.git' }), (error: GitError) => {
        assert.doesNotMatch(error.detail, /secret/);
        return error.code === 'no-access';
      });
      await assert.rejects(notes.fetch({ remote: 'http://127.0.0.1:1/x.git' }), code('forbidden-remote'));
      await git(folder, 'remote', 'remove', 'company');
      await git(folder, 'remote', 'remove', 'gone');
      await assert.rejects((await at.open(folder)).notes.fetch(), code('no-remote'));
      await git(bare, 'config', 'transfer.hideRefs', 'refs/notes');
      await notes.add(new Map([[blob, ['x']]]));
      await assert.rejects(notes.push({ remote: bare }), code('refused'));
    });

    it('end with all that was started where they are cancelled, and leave nothing behind', async () => {
      const { notes } = await at.open(await clone('a'));
      const temporary = at.file('tmp');
      await mkdir(temporary);
      // A connection that never answers.
      const ssh = `sh -c 'echo $$ > "${temporary}/pid.new"; mv "${temporary}/pid.new" "${temporary}/pid"; sleep 600'`;
      process.env = { ...env, TMPDIR: temporary, GIT_SSH_COMMAND: ssh };
      const controller = new AbortController();
      const started = watch(temporary);
      const fetching = notes.fetch({ remote: 'ssh://127.0.0.1/x.git', signal: controller.signal });
      fetching.catch(() => {});
      for await (const { filename } of started) if (filename === 'pid') break;
      controller.abort(new Error('enough'));
      await assert.rejects(fetching, /enough/);
      const pid = Number(await readFile(`${temporary}/pid`, 'utf8'));
      // What nobody has waited for yet is a zombie: Z.
      const { stdout } = await promisify(execFile)('ps', ['-o', 'stat=', '-p', String(pid)]).catch(() => ({
        stdout: '',
      }));
      assert.match(stdout, /^(Z|$)/);
      assert.deepEqual(await readdir(temporary), ['pid']);
    });
  });
});
