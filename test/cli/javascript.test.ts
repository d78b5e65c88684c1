import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { commitAll, GIT_ENVIRONMENT, git, initRepository } from '../support/gitRepository';
import { type ModelServer, startModelServer } from '../support/modelServer';
import { type Finished, type Playground, playground } from './assay';

const KEY = 'sk-javascript-0123456789abcdef';

const PROMPT = `---
model: openai/gpt-4o-mini
input:
  schema:
    question: string
---
Be kind.
{{question}}
`;

const testSet = (check: string, count = 8) =>
  `checks:\n  - contains: o\n  - javascript: ${check}\ncases:\n${Array.from(
    { length: count },
    (_, index) => `  - id: q${index + 1}\n    input: { question: question ${index + 1} }\n`,
  ).join('')}`;

const SHORT =
  'module.exports = (output, { vars }) => ({ pass: output.length < 10, reason: vars.question + ": 太長" });\n';

describe('checks in JavaScript, on the command line', function () {
  this.timeout(60_000);
  let server: ModelServer;
  let at: Playground;

  beforeEach(async () => {
    server = await startModelServer({ key: KEY });
    server.answer({ text: 'good' });
  });
  afterEach(async () => {
    await at.dispose();
    await server.close();
  });

  const open = async (files: Record<string, string>, env: Record<string, string> = {}) => {
    at = await playground(
      { 'answer.prompt': PROMPT, ...files },
      { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.url, ...GIT_ENVIRONMENT, ...env },
    );
  };
  const commit = async () => {
    await rm(at.path('.git'), { recursive: true });
    await at.write({ '.gitignore': '.assay/\n' });
    await initRepository(at.folder);
  };
  const stage = async (files: Record<string, string>) => {
    await at.write(files);
    await git(at.folder, 'add', '--all');
  };
  const json = ({ stdout }: Finished) => JSON.parse(stdout);

  /** That a command has run none of it and sent nothing, and has said at which line it would and how to allow it. */
  const assertRefused = ({ code, stderr, stdout }: Finished) => {
    assert.equal(code, 2, stderr);
    assert.match(`${stderr}${stdout}`, /answer\.test\.yaml:3.*--allow-javascript/s);
    assert.equal(server.requests.length, 0);
  };

  it('are not run unless somebody says so: an error at the line, exit code 2, and nothing sent', async () => {
    await open({ 'answer.test.yaml': testSet('output.length < 10') });
    const finished = await at.assay('eval', 'answer.prompt');
    assertRefused(finished);
    assert.match(
      finished.stderr,
      /^answer\.test\.yaml:3:5: error: .*--allow-javascript.*"javascript: allow".* \[check\.javascript-not-allowed\]\nNothing was sent\.\n$/,
    );
  });

  it('are not allowed by anything in the workspace', async () => {
    await open({
      'answer.test.yaml': `javascript: allow\nallowJavascript: true\n${testSet('output.length < 10')}`,
      'config.yaml': 'javascript: allow\n',
      'assay/config.yaml': 'javascript: allow\n',
      '.assay/config.yaml': 'javascript: allow\n',
      '.config/assay/config.yaml': 'javascript: allow\n',
    });
    const { code } = await at.assay('eval', 'answer.prompt');
    assert.equal(code, 2);
    assert.equal(server.requests.length, 0);
    await at.write({ 'answer.test.yaml': testSet('output.length < 10') });
    assertRefused(await at.assay('eval', 'answer.prompt'));
  });

  it('run with --allow-javascript, with the case and the reply, and their reason is why a case fails', async () => {
    await open({ 'answer.test.yaml': testSet('./checks/short.js', 2), 'checks/short.js': SHORT });
    server.answer(({ body }) => ({
      text: JSON.stringify(body.messages).includes('question 2') ? 'good, and much too long' : 'good',
    }));
    const { code, stdout, stderr } = await at.assay('eval', 'answer.prompt', '--allow-javascript');
    assert.equal(code, 1, stderr);
    assert.match(stdout, /✓ q1 /);
    assert.match(stdout, /✗ q2 .*javascript: question 2: 太長\n/);
    const { cases } = json(await at.assay('eval', 'answer.prompt', '--allow-javascript', '--format', 'json'));
    const [, check] = cases[1].checks;
    assert.deepEqual(
      [check.check, check.passed, check.score, check.message],
      ['javascript', false, 0, 'question 2: 太長'],
    );
    assert.equal(check.unknown, false);
  });

  it('run where the user’s own configuration allows it, and not where it denies it', async () => {
    await open({ 'answer.test.yaml': testSet('output.length < 10') });
    const config = (text: string) => at.write({ '../home/.config/assay/config.yaml': text });
    await config('javascript: allow\n');
    const { code, stderr } = await at.assay('eval', 'answer.prompt');
    assert.equal(code, 0, stderr);
    server.requests.length = 0;
    await config('javascript: deny\n');
    assertRefused(await at.assay('eval', 'answer.prompt', '--no-cache'));
    await config('javascript: yes please\n');
    const wrong = await at.assay('eval', 'answer.prompt');
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /config\.yaml:1:13: error: "javascript" can be: deny, allow\./);
  });

  it('are refused by every command that would run them', async () => {
    await open({ 'answer.test.yaml': testSet('output.length < 10') });
    await commit();
    await stage({ 'answer.prompt': PROMPT.replace('kind', 'nice') });
    assertRefused(await at.assay('weigh', 'answer.prompt'));
    assertRefused(await at.assay('diff', 'answer.prompt'));
    assertRefused(await at.assay('gate'));
    assert.equal(json(await at.assay('gate', '--format', 'json')).prompts[0].reason, 'not-allowed');
    for (const command of [['weigh', 'answer.prompt'], ['diff', 'answer.prompt'], ['gate']]) {
      const { code, stderr } = await at.assay(...command, '--allow-javascript');
      assert.equal(code, 0, stderr);
    }
  });

  it('keep no commit from being made where nobody has allowed them, which the hook says', async () => {
    await open({ 'answer.test.yaml': testSet('output.length < 10') });
    await commit();
    await stage({ 'answer.prompt': PROMPT.replace('kind', 'nice') });
    const { code, stdout, stderr } = await at.assay('gate', '--staged', '--hook');
    assert.equal(code, 0);
    assert.match(stdout, /answer\.test\.yaml:3.*--allow-javascript/s);
    assert.match(stderr, /this commit goes through unchecked/);
    assert.equal(server.requests.length, 0);
  });

  it('are read by assay check, which finds their mistakes and runs nothing', async () => {
    await open({
      'answer.test.yaml': testSet('for (;;);'),
      'b.test.yaml': testSet('output.length <'),
      'b.prompt': PROMPT,
    });
    const { code, stdout } = await at.assay('check', '.');
    assert.equal(code, 2);
    assert.match(stdout, /b\.test\.yaml:3:5: error: This is not JavaScript that can be run: .*\(b\.test\.yaml:3\)/);
    assert.doesNotMatch(stdout, /answer/);
  });

  it('with a mistake cost nothing: a syntax error, a file that exports nothing, one that is outside', async () => {
    await open({
      'checks/none.js': 'exports.check = () => true;\n',
      'checks/torn.js': 'module.exports = (output) => {\n',
    });
    for (const [check, said] of [
      ['./checks/none.js', /answer\.test\.yaml:3:5: error: The script exports no function \(checks\/none\.js:1\)/],
      ['./checks/torn.js', /answer\.test\.yaml:3:5: error: This is not JavaScript .*\(checks\/torn\.js:\d\)/],
      ['../home/x.js', /answer\.test\.yaml:3:5: error: /],
      ['output.', /answer\.test\.yaml:3:5: error: This is not JavaScript/],
    ] as const) {
      await at.write({ 'answer.test.yaml': testSet(check), '../home/x.js': SHORT });
      const { code, stderr } = await at.assay('eval', 'answer.prompt', '--allow-javascript');
      assert.equal(code, 2);
      assert.match(stderr, said);
    }
    assert.equal(server.requests.length, 0);
  });

  it('that cannot be made fail the case and say why, and the rest goes on', async () => {
    await open({
      'answer.test.yaml': `cases:\n${['for (;;);', 'context.nothing.length', 'output.length > 3']
        .map(
          (code, index) => `  - id: q${index}\n    input: { question: x }\n    checks:\n      - javascript: ${code}\n`,
        )
        .join('')}`,
    });
    const { code, stdout } = await at.assay('eval', 'answer.prompt', '--allow-javascript');
    assert.equal(code, 1);
    assert.match(stdout, /✗ q0 .*javascript: The function took more than 1 s and was ended/);
    assert.match(stdout, /✗ q1 .*the check cannot be made: TypeError: .*\(answer\.test\.yaml:9\)/);
    assert.match(stdout, /✓ q2 /);
    const { cases } = json(await at.assay('eval', 'answer.prompt', '--allow-javascript', '--format', 'json'));
    assert.deepEqual(
      cases.map(({ checks }: { checks: { unknown: boolean }[] }) => checks.map(({ unknown }) => unknown)),
      [[true], [true], [false]],
    );
  });

  it('show nothing on standard output, and what they log where the log is', async () => {
    const check = '\'(console.log("記下", output), true)\'';
    await open({ 'answer.test.yaml': testSet(check, 1) }, { ASSAY_DEBUG: '1' });
    const { code, stdout, stderr } = await at.assay('eval', 'answer.prompt', '--allow-javascript');
    assert.equal(code, 0);
    assert.doesNotMatch(stdout, /記下/);
    assert.match(stderr, /^answer\.test\.yaml: 記下 good$/m);
  });

  it('end with the command that is interrupted', async () => {
    await open({ 'answer.test.yaml': testSet('for (;;);', 1) }, { ASSAY_DEBUG: '1' });
    const { child, finished } = await at.start('eval', 'answer.prompt', '--allow-javascript');
    await server.received(1);
    child.kill('SIGINT');
    const { code } = await finished;
    assert.equal(code, 130);
  });

  describe('in a file are a part of what is measured:', () => {
    const LONGER = SHORT.replace('< 10', '< 3');

    it('a change of the file is a change that the gate finds, and measures each version by its own', async () => {
      await open({
        'answer.test.yaml': testSet('./checks/short.js'),
        'checks/short.js': SHORT,
        'checks/other.js': '1',
      });
      await commit();
      await stage({ 'checks/other.js': '2' });
      assert.match((await at.assay('gate', '--allow-javascript')).stdout, /^No prompt is affected by this change\.\n/);
      await stage({ 'checks/short.js': LONGER });
      const finished = await at.assay('gate', '--allow-javascript', '--format', 'json');
      assert.equal(finished.code, 1, finished.stderr);
      const { prompts } = json(finished);
      assert.deepEqual([prompts.length, prompts[0].changed, prompts[0].measure], [1, ['checks/short.js'], 'each']);
      assert.equal(prompts[0].comparison.counts.worse, 8);
    });

    it('an older prompt is measured by the function as it is now', async () => {
      await open({ 'answer.test.yaml': testSet('./checks/short.js'), 'checks/short.js': SHORT });
      await commit();
      await stage({ 'checks/short.js': LONGER, 'answer.prompt': PROMPT.replace('kind', 'nice') });
      const { prompts } = json(await at.assay('gate', '--allow-javascript', '--format', 'json'));
      assert.deepEqual([prompts[0].measure, prompts[0].verdict], ['after', 'unchanged']);
      assert.equal(prompts[0].comparison.cases[0].before.status, 'failed');
    });

    it('what is on record holds for the function that it was found with, and line breaks make no other', async () => {
      await open({ 'answer.test.yaml': testSet('./checks/short.js'), 'checks/short.js': SHORT });
      await commit();
      assert.equal((await at.assay('eval', 'answer.prompt', '--allow-javascript')).code, 0);
      await at.write({ 'checks/short.js': SHORT.replaceAll('\n', '\r\n') });
      assert.equal((await at.assay('eval', 'answer.prompt', '--allow-javascript', '--resume', 'last')).code, 0);
      await at.write({ 'checks/short.js': LONGER });
      const { code, stderr } = await at.assay('eval', 'answer.prompt', '--allow-javascript', '--resume', 'last');
      assert.equal(code, 2);
      assert.match(stderr, /resume-changed-tests/);
    });

    it('so is a schema', async () => {
      const schema = (type: string) => `{"type": "${type}"}`;
      await open({
        'answer.test.yaml': testSet('"true"').replace(
          'javascript: "true"',
          'contains-json: ./checks/answer.schema.json',
        ),
        'checks/answer.schema.json': schema('object'),
      });
      server.answer({ text: 'so: {"a": 1}' });
      await commit();
      assert.equal((await at.assay('eval', 'answer.prompt')).code, 0);
      await stage({ 'checks/answer.schema.json': schema('array') });
      const { prompts } = json(await at.assay('gate', '--format', 'json'));
      assert.deepEqual([prompts[0].changed, prompts[0].verdict], [['checks/answer.schema.json'], 'regressed']);
    });

    it('what is saved and not staged counts in the comparison with the saved version', async () => {
      await open({ 'answer.test.yaml': testSet('./checks/short.js'), 'checks/short.js': SHORT });
      await commit();
      await at.write({ 'checks/short.js': LONGER });
      const { prompts } = json(await at.assay('diff', 'answer.prompt', '--allow-javascript', '--format', 'json'));
      assert.deepEqual([prompts[0].changed, prompts[0].verdict], [['checks/short.js'], 'regressed']);
      await commitAll(at.folder, 'second');
      const same = json(await at.assay('diff', 'answer.prompt', '--allow-javascript', '--format', 'json'));
      assert.equal(same.prompts[0].verdict, 'unchanged');
    });
  });
});
