import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { commitAll, GIT_ENVIRONMENT, git, initRepository } from '../support/gitRepository';
import { type ModelServer, startModelServer } from '../support/modelServer';
import { type Finished, type Playground, playground } from './assay';

const KEY = 'sk-gate-0123456789abcdef';

const prompt = (instruction: string) => `---
model: openai/gpt-4o-mini
input:
  schema:
    question: string
---
${instruction}
{{question}}
`;

const testSet = (count: number, more = '') =>
  `checks:\n  - contains: good\ncases:\n${Array.from(
    { length: count },
    (_, index) => `  - id: q${index + 1}\n    input: { question: question ${index + 1} }\n${more}`,
  ).join('')}`;

describe('assay gate', function () {
  this.timeout(60_000);
  let server: ModelServer;
  let at: Playground;

  beforeEach(async () => {
    server = await startModelServer({ key: KEY });
    // The model does what the prompt says: a scripted one whose quality the instruction decides.
    server.answer(({ body }) => ({ text: JSON.stringify(body.messages).includes('BAD') ? 'poor' : 'good' }));
  });

  afterEach(async () => {
    await at.dispose();
    await server.close();
  });

  const open = async (files: Record<string, string>, env: Record<string, string> = {}) => {
    at = await playground(files, { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.url, ...GIT_ENVIRONMENT, ...env });
    await rm(at.path('.git'), { recursive: true });
    await at.write({ '.gitignore': '.assay/\n' });
    await initRepository(at.folder);
  };
  const stage = async (files: Record<string, string>) => {
    await at.write(files);
    await git(at.folder, 'add', '--all');
  };
  const json = ({ stdout }: Finished) => JSON.parse(stdout);

  it('finds a regression: exit code 1, the verdict, and every number it was computed from', async () => {
    await open({ 'answer.prompt': prompt('Be kind.'), 'answer.test.yaml': testSet(12) });
    await stage({ 'answer.prompt': prompt('Be BAD.') });
    const finished = await at.assay('gate', '--staged', '--format', 'json');
    assert.equal(finished.code, 1, finished.stderr);
    const { verdict, prompts } = json(finished);
    assert.equal(verdict, 'regressed');
    const { comparison, file, changed } = prompts[0];
    assert.deepEqual([file, changed], ['answer.prompt', ['answer.prompt']]);
    assert.deepEqual([comparison.n, comparison.mean, comparison.low, comparison.high], [12, -1, -1, -1]);
    assert.ok(Math.abs(comparison.p - 2 / 2 ** 12) < 1e-12, `p = ${comparison.p}`);
    assert.deepEqual([comparison.counts.worse, comparison.margin, comparison.seed], [12, 0.05, 1]);
  });

  it('calls both versions as often as the newer one says', async () => {
    await open({ 'answer.prompt': prompt('Be kind.'), 'answer.test.yaml': testSet(8) });
    await stage({ 'answer.prompt': prompt('Be BAD.').replace('---\n', '---\nassay.repeat: 3\n') });
    const { prompts } = json(await at.assay('gate', '--staged', '--format', 'json'));
    assert.equal(prompts[0].comparison.repeat, 3);
    assert.equal(prompts[0].comparison.n, 8, 'repeats are no cases');
    assert.equal(server.chats.length, 2 * 8 * 3);
  });

  it('reads what is staged, not what is in the work tree', async () => {
    await open({ 'answer.prompt': prompt('Be kind.'), 'answer.test.yaml': testSet(8) });
    await stage({ 'answer.prompt': prompt('Be nice.') });
    await at.write({ 'answer.prompt': prompt('Be BAD.') });
    assert.equal(json(await at.assay('gate', '--format', 'json')).verdict, 'unchanged');
    await git(at.folder, 'add', '--all');
    await at.write({ 'answer.prompt': prompt('Be kind.') });
    assert.equal(json(await at.assay('gate', '--format', 'json')).verdict, 'regressed');
  });

  it('asks only for cases that are sent something else, and pays for nothing twice', async () => {
    const text = (rare: string) => prompt(`{{#if rare}}${rare}{{/if}}`).replace('string', 'string\n    rare?: boolean');
    const tests = testSet(10).replaceAll(/(question [1-3]) }/g, '$1, rare: true }');
    await open({ 'answer.prompt': text('one'), 'answer.test.yaml': tests });
    await stage({ 'answer.prompt': text('two') });
    const first = json(await at.assay('gate', '--format', 'json'));
    assert.deepEqual([first.prompts[0].comparison.counts.same, server.chats.length], [7, 6]);
    await at.assay('gate', '--format', 'json');
    assert.equal(server.chats.length, 6);
    // The scores are on record, also where the cached replies are gone.
    await rm(at.path('.assay/cache'), { recursive: true });
    const again = json(await at.assay('gate', '--format', 'json'));
    assert.equal(server.chats.length, 6);
    assert.deepEqual(again.prompts[0].comparison.cases[0].after.output, 'good');
  });

  it('measures by the scores that an evaluation before it has left', async () => {
    await open({ 'answer.prompt': prompt('Be kind.'), 'answer.test.yaml': testSet(8) });
    await at.assay('eval', 'answer.prompt');
    const before = server.chats.length;
    await stage({ 'answer.prompt': prompt('Be nice.') });
    await at.assay('gate');
    assert.equal(server.chats.length - before, 8);
  });

  it('says nothing about a change that touches no prompt', async () => {
    await open({ 'answer.prompt': prompt('Be kind.'), 'answer.test.yaml': testSet(8) });
    await stage({ 'readme.md': 'BAD' });
    const { code, stdout } = await at.assay('gate');
    assert.deepEqual([code, stdout], [0, 'No prompt is affected by this change.\n']);
    assert.equal(server.chats.length, 0);
  });

  it('sees a change through a partial, a partial in a partial, a test set and a judge', async () => {
    const judge = (word: string) =>
      `---\nmodel: baseline/overlap\noutput:\n  schema:\n    reason: string\n    score: integer\n---\n${word} {{output}} {{expected}}\n`;
    await open({
      'answer.prompt': prompt('{{> outer}}'),
      '_outer.prompt': '{{> inner}}\n',
      '_inner.prompt': 'Be kind.\n',
      'answer.test.yaml': `judges:\n  - ./judges/own.prompt\n${testSet(6, '    expected: good\n')}`,
      'judges/own.prompt': judge('Rate'),
      'other.prompt': prompt('Be kind too.'),
      'other.test.yaml': testSet(6),
    });
    const affected = async (files: Record<string, string>) => {
      await stage(files);
      const { prompts } = json(await at.assay('gate', '--format', 'json'));
      await git(at.folder, 'reset', '--quiet', '--hard');
      return prompts.map(({ file, changed, verdict }: Record<string, unknown>) => ({ file, changed, verdict }));
    };
    assert.deepEqual(await affected({ '_inner.prompt': 'Be BAD.\n' }), [
      { file: 'answer.prompt', changed: ['_inner.prompt'], verdict: 'regressed' },
    ]);
    assert.deepEqual(await affected({ 'judges/own.prompt': judge('Judge') }), [
      { file: 'answer.prompt', changed: ['judges/own.prompt'], verdict: 'unchanged' },
    ]);
    assert.deepEqual(await affected({ 'other.test.yaml': testSet(6).replaceAll('good', 'perfect') }), [
      { file: 'other.prompt', changed: ['other.test.yaml'], verdict: 'regressed' },
    ]);
  });

  it('follows a prompt that was renamed', async () => {
    await open({ 'answer.prompt': prompt('Be kind.'), 'answer.test.yaml': testSet(8) });
    await git(at.folder, 'mv', 'answer.prompt', 'reply.prompt');
    await git(at.folder, 'mv', 'answer.test.yaml', 'reply.test.yaml');
    await stage({ 'reply.prompt': prompt('Be BAD.') });
    const [gated] = json(await at.assay('gate', '--format', 'json')).prompts;
    assert.deepEqual([gated.file, gated.previous, gated.verdict], ['reply.prompt', 'answer.prompt', 'regressed']);
  });

  it('compares a branch with where it left its base', async () => {
    await open({ 'answer.prompt': prompt('Be kind.'), 'answer.test.yaml': testSet(8) });
    await git(at.folder, 'checkout', '--quiet', '-b', 'topic');
    await at.write({ 'answer.prompt': prompt('Be nice.') });
    await commitAll(at.folder, 'topic');
    await git(at.folder, 'checkout', '--quiet', 'main');
    await at.write({ 'answer.prompt': prompt('Be BAD.') });
    await commitAll(at.folder, 'main goes on');
    await git(at.folder, 'checkout', '--quiet', 'topic');
    const { verdict, base, head } = json(await at.assay('gate', '--base', 'main', '--format', 'json'));
    assert.deepEqual([verdict, base, head], ['unchanged', 'main', 'HEAD']);
  });

  it('calls few cases inconclusive, which only --strict takes for a failure', async () => {
    await open({ 'answer.prompt': prompt('Be kind.'), 'answer.test.yaml': testSet(3) });
    await stage({ 'answer.prompt': prompt('Be BAD.') });
    const { code, stdout } = await at.assay('gate');
    assert.equal(code, 0);
    assert.match(stdout, /^\? Inconclusive {2}answer\.prompt/m);
    assert.match(stdout, /Too few cases to decide: 3 comparable, at least 6 are needed\./);
    assert.equal((await at.assay('gate', '--strict')).code, 1);
  });

  it('takes a case that must pass and newly fails for a regression, whatever the mean does', async () => {
    await open({ 'answer.prompt': prompt('Be kind.'), 'answer.test.yaml': testSet(8, '    tags: [must-pass]\n') });
    server.answer(({ body }) => {
      const text = JSON.stringify(body.messages);
      return { text: text.includes('nice') && text.includes('question 1"') ? 'poor' : 'good' };
    });
    await stage({ 'answer.prompt': prompt('Be nice.') });
    const finished = await at.assay('gate', '--format', 'json');
    const { reason, comparison } = json(finished).prompts[0];
    assert.deepEqual([finished.code, reason, comparison.mustPassFailed], [1, 'must-pass', ['q1']]);
  });

  it('lets a regression pass that somebody accepted, for this change and no other', async () => {
    await open({ 'answer.prompt': prompt('Be kind.'), 'answer.test.yaml': testSet(8) });
    await stage({ 'answer.prompt': prompt('Be BAD.') });
    const accepted = await at.assay('gate', '--accept', 'shorter, and good enough');
    assert.equal(accepted.code, 0, accepted.stderr);
    assert.match(accepted.stdout, /Regressed, and accepted: shorter, and good enough/);
    assert.equal((await at.assay('gate')).code, 0);
    assert.match(await readFile(at.path('.assay/accepted.jsonl'), 'utf8'), /"reason":"shorter, and good enough"/);
    await stage({ 'answer.prompt': prompt('Be BAD, really BAD.') });
    assert.equal((await at.assay('gate')).code, 1);
  });

  it('ends early where a part of the cases decides', async () => {
    await open({ 'answer.prompt': prompt('Be kind.'), 'answer.test.yaml': testSet(60) });
    await stage({ 'answer.prompt': prompt('Be BAD.') });
    const { verdict, prompts } = json(await at.assay('gate', '--sequential', '--format', 'json'));
    assert.deepEqual([verdict, prompts[0].comparison.sequential], ['regressed', { looks: 1, of: 3 }]);
    assert.equal(server.chats.length, 40);
  });

  it('finds the lines that made it regress, and says before what that may take', async () => {
    const text = (bad: string) =>
      prompt(`You answer.\nBe kind.\n${bad}\nThank you.`).replace('schema:', 'schema: # what is asked');
    await open({ 'answer.prompt': text('Be precise.'), 'answer.test.yaml': testSet(8) });
    await stage({
      'answer.prompt': text('Be BAD 壞。')
        .replace('You answer.', 'You reply.')
        .replace('Thank you.', 'Thanks.')
        .replace('what is asked', 'the question'),
    });
    const finished = await at.assay('gate', '--why', '--format', 'json');
    const { cause } = json(finished).prompts[0];
    assert.deepEqual(
      cause.guilty.map((index: number) => [cause.hunks[index].line, cause.hunks[index].after]),
      [[9, ['Be BAD 壞。\n']]],
    );
    assert.equal(cause.share, 1);
    assert.equal(
      finished.stderr,
      'Looking for the cause in answer.prompt: 4 changed places, 8 worse cases, at most 96 calls.\n',
    );
    // Twice 8 to compare; 8 for each changed place that is in the messages, and none for the one in a comment.
    assert.equal(server.chats.length, 16 + 3 * 8);
    const { stdout } = await at.assay('gate', '--why');
    assert.match(stdout, /^ {2}Likely cause: answer\.prompt:9 “Be BAD 壞。” \(−1 on 8 cases\)$/m);
    assert.equal(server.chats.length, 16 + 3 * 8);
  });

  it('spends nothing on a prompt that is broken: exit code 2 and the place', async () => {
    await open({ 'answer.prompt': prompt('Be kind.'), 'answer.test.yaml': testSet(8) });
    await stage({ 'answer.prompt': prompt('{{#if question}}') });
    const { code, stdout } = await at.assay('gate');
    assert.equal(code, 2);
    assert.match(stdout, /It cannot be evaluated as it is now:\n {2}answer\.prompt:\d+: /);
    assert.equal(server.chats.length, 0);
  });

  it('does not take a failing provider for a regression: exit code 3', async () => {
    await open({ 'answer.prompt': prompt('Be kind.'), 'answer.test.yaml': testSet(8) });
    await at.assay('eval', 'answer.prompt');
    server.answer({ status: 400, error: { message: 'no' } });
    await stage({ 'answer.prompt': prompt('Be nice.') });
    const finished = await at.assay('gate', '--format', 'json');
    assert.deepEqual([finished.code, json(finished).verdict], [3, 'inconclusive']);
  });

  it('has nothing to compare before the first commit, and for a new prompt', async () => {
    await open({ 'readme.md': '' });
    await stage({ 'answer.prompt': prompt('Be kind.'), 'answer.test.yaml': testSet(8) });
    const { prompts } = json(await at.assay('gate', '--format', 'json'));
    assert.deepEqual([prompts[0].verdict, prompts[0].reason], ['inconclusive', 'new']);
    assert.equal((await at.assay('gate', '--strict')).code, 0);
    await rm(at.path('.git'), { recursive: true });
    await git(at.folder, 'init', '--quiet');
    await git(at.folder, 'add', '--all');
    assert.equal(json(await at.assay('gate', '--format', 'json')).prompts[0].reason, 'new');
  });

  it('says where there is no repository and no such revision', async () => {
    await open({ 'answer.prompt': prompt('Be kind.') });
    const unknown = await at.assay('gate', '--base', '--output=stolen');
    assert.deepEqual([unknown.code, unknown.stderr], [2, 'assay: There is no revision --output=stolen.\n']);
    await rm(at.path('.git'), { recursive: true });
    const none = await at.assay('gate');
    assert.equal(none.code, 2);
    assert.match(none.stderr, /is in no git repository/);
  });

  describe('as a hook', () => {
    /** Commits as a person does, in the environment that has the key. */
    const commit = async (folder = at.folder, env: Record<string, string> = {}, ...options: string[]) => {
      const args = ['commit', '--quiet', '-m', 'change', ...options];
      const child = spawn('git', args, {
        cwd: folder,
        env: { ...at.env, ...env },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      const said = text(child.stderr);
      const [code] = await once(child, 'close');
      return { code, said: await said };
    };

    it('stops a commit that regresses, and is skipped by ASSAY_SKIP and --no-verify', async () => {
      await open({
        'answer.prompt': prompt('Be kind.').replace('openai/gpt-4o-mini', 'baseline/extractive'),
        'answer.test.yaml': testSet(8),
      });
      const installed = await at.assay('hook', 'install');
      assert.equal(installed.code, 0, installed.stderr);
      const bad = 'The question is good, says everybody. {{role "user"}} Which question is it?';
      await stage({ 'answer.prompt': prompt(bad).replace('openai/gpt-4o-mini', 'baseline/none') });
      const stopped = await commit();
      assert.equal(stopped.code, 1, stopped.said);
      assert.match(stopped.said, /this commit was stopped/);
      assert.equal((await commit(at.folder, { ASSAY_SKIP: '1' })).code, 0);
      await git(at.folder, 'reset', '--quiet', '--soft', 'HEAD~1');
      assert.equal((await commit(at.folder, {}, '--no-verify')).code, 0);
    });

    it('lets a commit through, and says so, where there is no key', async () => {
      await open(
        { 'answer.prompt': prompt('Be kind.'), 'answer.test.yaml': testSet(8) },
        { OPENAI_API_KEY: '', OPENAI_BASE_URL: '' },
      );
      await at.assay('hook', 'install');
      await stage({ 'answer.prompt': prompt('Be BAD.') });
      const { code, said } = await commit();
      assert.equal(code, 0, said);
      assert.match(said, /Not evaluated:/);
      assert.match(said, /goes through unchecked/);
      assert.equal(server.chats.length, 0);
    });

    it('is quiet where no prompt changed, and checks commits of a worktree', async () => {
      await open({
        'answer.prompt': prompt('Be kind.').replace('openai/gpt-4o-mini', 'baseline/extractive'),
        'answer.test.yaml': testSet(8),
      });
      await at.assay('hook', 'install');
      await stage({ 'readme.md': 'hello' });
      assert.deepEqual(await commit(), { code: 0, said: '' });
      await git(at.folder, 'worktree', 'add', '--quiet', '../tree');
      await at.write({ '../tree/answer.prompt': prompt('{{#if question}}') });
      await git(at.path('../tree'), 'add', '--all');
      const { code, said } = await commit(at.path('../tree'));
      assert.equal(code, 1, said);
      assert.match(said, /answer\.prompt:\d+: /);
    });
  });
});
