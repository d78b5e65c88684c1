import assert from 'node:assert/strict';
import { type ModelServer, startModelServer } from '../support/modelServer';
import { documentedYaml } from './ci/documented';
import { evaluate } from './ci/expressions';
import { runGithubWorkflow } from './ci/githubWorkflow';
import { runGitlabJob } from './ci/gitlabJob';
import { Forge } from './ci/runner';

const KEY = 'sk-ci-0123456789abcdef';

const prompt = (instruction: string) =>
  `---\nmodel: openai/gpt-4o-mini\ninput:\n  schema:\n    question: string\n---\n${instruction}\n{{question}}\n`;
const TESTS = `checks:\n  - contains: good\ncases:\n${Array.from(
  { length: 8 },
  (_, index) => `  - id: q${index + 1}\n    input: { question: question ${index + 1} }\n`,
).join('')}`;

describe('The workflows in the documentation', function () {
  this.timeout(60_000);
  const [github, gitlab] = documentedYaml();
  let server: ModelServer;
  let forge: Forge;
  let runId = 0;

  beforeEach(async () => {
    server = await startModelServer({ key: KEY });
    server.answer(({ body }) => ({ text: JSON.stringify(body.messages).includes('BAD') ? 'poor' : 'good' }));
    const files = { 'answer.prompt': prompt('Be kind.'), 'answer.test.yaml': TESTS };
    const other = { 'other.prompt': prompt('Be short.'), 'other.test.yaml': TESTS };
    // What main changes after the branch has left it is nobody's doing here.
    forge = await Forge.open({ ...files, ...other }, { 'other.prompt': prompt('Be BAD.') });
  });

  afterEach(async () => {
    await forge.dispose();
    await server.close();
  });

  /** Without a key the address stays OpenAI's own, which needs one; a server of this machine would be asked without. */
  const address = (key: string | undefined) => (key ? { OPENAI_BASE_URL: server.url } : { OPENAI_BASE_URL: '' });
  const onGithub = (more: { fork?: boolean; yaml?: string; secrets?: Record<string, string> } = {}) => {
    const { yaml = github, fork = false, secrets = { OPENAI_API_KEY: KEY } } = more;
    const env = address(fork ? undefined : secrets.OPENAI_API_KEY);
    return runGithubWorkflow(yaml, forge, { secrets, fork, env, runId: ++runId });
  };
  const onGitlab = async (more: { fork?: boolean; yaml?: string; key?: string } = {}) => {
    const { yaml = gitlab, fork = false, key = fork ? undefined : KEY } = more;
    const variables = { ...address(key), ...(key && { OPENAI_API_KEY: key }) };
    return (await runGitlabJob(yaml, forge, { fork, variables })) ?? assert.fail('no rule wants it');
  };

  describe('on GitHub', () => {
    it('fail where a prompt regressed, with the evidence in the summary, and pay only once', async () => {
      await forge.push({ 'answer.prompt': prompt('Be BAD.') });
      const { code, stderr, summary, steps } = await onGithub();
      assert.equal(code, 1, stderr);
      assert.match(summary, /^### Assay: .*origin\/main/);
      assert.match(summary, /^\| answer\.prompt \| Regressed \| 1 \| 0 \| −1 \|$/m);
      assert.match(summary, /^\| q8 \| 1 \| 0 \| −1 \|$/m);
      assert.ok(steps.at(-1)?.startsWith('actions/cache/save@'), 'what was paid for is kept');
      assert.equal(server.chats.length, 16);
      await forge.push({ 'answer.prompt': prompt('Be nice.') });
      assert.equal((await onGithub()).code, 0);
      assert.equal(server.chats.length, 16 + 8);
    });

    it('pass where nothing regressed, and where no prompt changed', async () => {
      await forge.push({ 'answer.prompt': prompt('Be nice.') });
      const { code, stderr, summary } = await onGithub();
      assert.equal(code, 0, stderr);
      assert.match(summary, /^\| answer\.prompt \| Unchanged \|/m);
      await forge.push({ 'answer.prompt': prompt('Be kind.'), 'other.md': 'more\n' });
      const other = await onGithub();
      assert.equal(other.code, 0);
      assert.match(other.summary, /No prompt is affected by this change\./);
    });

    it('let a fork through without a key, and say that nothing was compared; not a broken prompt', async () => {
      await forge.push({ 'answer.prompt': prompt('Be BAD.') });
      const { code, stderr, summary } = await onGithub({ fork: true });
      assert.equal(code, 0, stderr);
      assert.match(summary, /^\| answer\.prompt \| Inconclusive \|/m);
      assert.match(summary, /Not evaluated:/);
      assert.equal(server.requests.length, 0);
      await forge.push({ 'answer.prompt': prompt('{{#if question}}') });
      assert.equal((await onGithub({ fork: true })).code, 2);
    });

    it('fail where the secret is missing, and where the provider fails', async () => {
      await forge.push({ 'answer.prompt': prompt('Be nice.') });
      const without = await onGithub({ secrets: {} });
      assert.equal(without.code, 2, without.stderr);
      server.answer({ status: 400, error: { message: 'no' } });
      assert.equal((await onGithub()).code, 3);
    });

    it('need all of the history: with the action’s own depth there is no base', async () => {
      await forge.push({ 'answer.prompt': prompt('Be nice.') });
      const { code, stderr } = await onGithub({ yaml: github.replace(/fetch-depth: 0.*/, 'fetch-depth: 1') });
      assert.deepEqual([code, stderr], [2, 'assay: There is no revision origin/main.\n']);
    });

    it('ask for no more than to read, and never hand the key to a stranger’s code', () => {
      assert.match(github, /^on: pull_request$/m);
      assert.match(github, /^permissions:\n {2}contents: read\n\w/m);
      for (const yaml of [github, gitlab]) assert.doesNotMatch(yaml, /npx|pull_request_target/);
    });
  });

  describe('on GitLab', () => {
    it('fail where a prompt regressed, with a JUnit report, and pay only once', async () => {
      await forge.push({ 'answer.prompt': prompt('Be BAD.') });
      const { code, stderr, junit } = await onGitlab();
      assert.equal(code, 1, stderr);
      assert.match(junit ?? '', /tests="1" failures="1" errors="0" skipped="0"/);
      assert.match(junit ?? '', /<failure message="Regressed: /);
      await forge.push({ 'answer.prompt': prompt('Be nice.') });
      assert.equal((await onGitlab()).code, 0);
      assert.equal(server.chats.length, 16 + 8);
    });

    it('pass where nothing regressed, and where no prompt changed', async () => {
      await forge.push({ 'answer.prompt': prompt('Be nice.') });
      const { code, stderr, junit } = await onGitlab();
      assert.equal(code, 0, stderr);
      assert.match(junit ?? '', /failures="0" errors="0" skipped="0"/);
      await forge.push({ 'answer.prompt': prompt('Be kind.'), 'other.md': 'more\n' });
      const other = await onGitlab();
      assert.deepEqual([other.code, /tests="0"/.test(other.junit ?? '')], [0, true]);
    });

    it('let a fork through without a key; not one’s own branch', async () => {
      await forge.push({ 'answer.prompt': prompt('Be BAD.') });
      const { code, stderr, junit } = await onGitlab({ fork: true });
      assert.equal(code, 0, stderr);
      assert.match(junit ?? '', /failures="0" errors="0" skipped="1"/);
      assert.equal((await onGitlab({ key: '' })).code, 2);
      assert.equal(server.requests.length, 0);
    });

    it('need all of the history, and run for merge requests only', async () => {
      await forge.push({ 'answer.prompt': prompt('Be nice.') });
      const { code, stderr } = await onGitlab({ yaml: gitlab.replace(/GIT_DEPTH: "0".*/, 'GIT_DEPTH: "20"') });
      assert.deepEqual([code, stderr], [2, 'assay: There is no revision origin/main.\n']);
      assert.equal(await runGitlabJob(gitlab, forge, { variables: address(KEY), open: false }), undefined);
    });
  });

  it('cannot change untested: what is not known here fails', async () => {
    await forge.push({ 'answer.prompt': prompt('Be nice.') });
    const changed = (from: string, to: string) => onGithub({ yaml: github.replace(from, to) });
    await assert.rejects(changed('actions/setup-node@v4', 'actions/setup-bun@v1'), /does not know/);
    await assert.rejects(changed('persist-credentials', 'submodules'), /do not know/);
    await assert.rejects(changed('github.base_ref', 'github.head_ref'), /Nobody has said what github\.head_ref is/);
    await assert.rejects(onGitlab({ yaml: gitlab.replace('before_script', 'after_script') }), /do not know/);
    assert.throws(() => evaluate("hashFiles('**')", {}), /Not understood|Nobody/);
  });
});
