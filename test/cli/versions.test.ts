import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { commitAll, GIT_ENVIRONMENT, git, initRepository } from '../support/gitRepository';
import { startModelServer } from '../support/modelServer';
import { type Playground, playground } from './assay';

const prompt = (instruction: string) => `---
model: baseline/extractive
input:
  schema:
    question: string
---
{{> style}}
${instruction}
{{role "user"}}
{{question}}
`;

const TESTS = `checks:\n  - contains: good\ncases:\n${Array.from(
  { length: 8 },
  (_, index) => `  - id: q${index + 1}\n    input: { question: "Is it good? Number ${index + 1}." }\n`,
).join('')}`;

describe('assay log and assay diff', function () {
  this.timeout(60_000);
  let at: Playground;

  beforeEach(async () => {
    at = await playground(
      {
        'answer.prompt': prompt('It is good.'),
        '_style.prompt': 'Be kind.\n',
        'answer.test.yaml': TESTS,
        '.gitignore': '.assay/\n',
      },
      GIT_ENVIRONMENT,
    );
    await rm(at.path('.git'), { recursive: true });
    await initRepository(at.folder);
  });
  afterEach(() => at.dispose());

  const commit = async (files: Record<string, string>, message: string) => {
    await at.write(files);
    return commitAll(at.folder, message);
  };
  const log = async (...more: string[]) =>
    JSON.parse((await at.assay('log', 'answer.prompt', '--format', 'json', ...more)).stdout);

  it('lists the commits that touched a prompt or its partials, with the scores on record', async () => {
    await at.assay('eval', 'answer.prompt');
    await commit({ 'other.txt': 'x' }, 'unrelated');
    await commit({ '_style.prompt': 'Be nice.\n' }, 'style 風格');
    await git(at.folder, 'mv', 'answer.prompt', 'reply.prompt');
    await git(at.folder, 'mv', 'answer.test.yaml', 'reply.test.yaml');
    await commitAll(at.folder, 'rename');
    const { stdout } = await at.assay('log', 'reply.prompt', '--format', 'json');
    const versions = JSON.parse(stdout) as { subject: string; path: string; score: { cases: number } | null }[];
    assert.deepEqual(versions.map(({ subject, path }) => [subject, path]).sort(), [
      ['first', 'answer.prompt'],
      ['rename', 'reply.prompt'],
      ['style 風格', 'answer.prompt'],
    ]);
    // The text is the same in all of them, the content is not: the partial differs.
    const scored = versions.filter(({ score }) => score !== null);
    assert.deepEqual(
      scored.map(({ subject, score }) => [subject, score?.cases]),
      [['first', 8]],
    );
  });

  it('shows what each version did to the score', async () => {
    await at.assay('eval', 'answer.prompt');
    await commit(
      {
        'answer.prompt': prompt('It is bad. {{role "model"}} Never mind.').replace(
          '{{question}}',
          'Which number is it?',
        ),
      },
      'worse',
    );
    await at.assay('eval', 'answer.prompt');
    const [worse, first] = await log();
    assert.deepEqual(
      [worse.subject, worse.score.mean < first.score.mean, worse.score.verdict],
      ['worse', true, 'regressed'],
    );
    const { stdout } = await at.assay('log', 'answer.prompt', '--limit', '1');
    assert.match(stdout, /^[0-9a-f]{8} {2}2026-01-02 {2}\S+ +▼−\S+ +worse {2}Regressed\n$/);
    assert.equal((await log('--limit', '1')).length, 1);
  });

  it('says where there is no version, no file, no repository', async () => {
    await at.write({ 'new.prompt': 'x' });
    const none = await at.assay('log', 'new.prompt');
    assert.deepEqual([none.code, none.stdout, none.stderr], [0, '', 'new.prompt is in no commit yet.\n']);
    assert.equal((await at.assay('log', 'nope.prompt')).code, 2);
    await rm(at.path('.git'), { recursive: true });
    assert.match((await at.assay('log', 'new.prompt')).stderr, /is in no git repository/);
  });

  it('tells what changed in meaning, in text and in the scores, of what is saved or of two commits', async () => {
    await at.write({ 'answer.prompt': prompt('It is good!').replace('string', 'string\n    tone?: string') });
    await at.write({ '_style.prompt': 'Be nice.\n' });
    const saved = await at.assay('diff', 'answer.prompt');
    assert.equal(saved.code, 0, saved.stderr);
    assert.match(saved.stdout, /^HEAD → work tree\n/);
    for (const line of [
      '· variable tone added',
      '· message 1 \\(user\\) edited',
      '· partial style edited',
      '-It is good\\.',
      '\\+It is good!',
      '-Be kind\\.',
    ]) {
      assert.match(saved.stdout, new RegExp(`^ {4}${line}`, 'm'));
    }
    await commitAll(at.folder, 'second');
    await git(at.folder, 'tag', 'v2');
    const { stdout } = await at.assay('diff', 'answer.prompt', 'v2~1', 'v2', '--format', 'json');
    const { base, head, prompts } = JSON.parse(stdout);
    assert.deepEqual([base, head, prompts[0].comparison.n], ['v2~1', 'v2', 8]);
    assert.deepEqual(
      prompts[0].changes.map(({ code }: { code: string }) => code),
      ['variable-added', 'message-edited', 'partial-changed'],
    );
  });

  it('shows the outputs that differ, and the messages of the case that changed most', async () => {
    const server = await startModelServer();
    try {
      server.answer(({ body }) => ({
        text: JSON.stringify(body.messages).includes('壞') ? '不行\u001b[31m' : 'good 好',
      }));
      Object.assign(at.env, { OPENAI_BASE_URL: server.url, OPENAI_API_KEY: 'sk-versions-0123456789' });
      const version = (instruction: string) => prompt(instruction).replace('baseline/extractive', 'openai/gpt-4o-mini');
      await commit({ 'answer.prompt': version('It is fine.') }, 'a model');
      await at.write({ 'answer.prompt': version('It is 壞.') });
      await git(at.folder, 'add', '--all');
      await at.write({ 'answer.prompt': version('It is good again.') });
      const { stdout, stderr } = await at.assay('diff', 'answer.prompt', 'HEAD', ':staged');
      assert.match(stdout, /^HEAD → index\n▼ Regressed/, stderr);
      assert.match(stdout, /^ {8}− good 好\n {8}\+ 不行$/m);
      assert.match(stdout, /^ {4}--- a\/messages of q1$/m);
      assert.match(stdout, /^ {4}\+It is 壞\.$/m);
      const back = await at.assay('diff', 'answer.prompt', ':staged', ':saved');
      assert.match(back.stdout, /^index → work tree\n▲ Improved/);
    } finally {
      await server.close();
    }
    const unknown = await at.assay('diff', 'answer.prompt', ':nope');
    assert.deepEqual([unknown.code, /There is no version :nope/.test(unknown.stderr)], [2, true]);
  });

  it('compares versions that are the same without a call, and names a revision that is not there', async () => {
    const { stdout } = await at.assay('diff', 'answer.prompt', 'HEAD', 'HEAD');
    assert.match(stdout, /^= Unchanged {2}answer\.prompt/m);
    const { code, stderr } = await at.assay('diff', 'answer.prompt', 'nope');
    assert.deepEqual([code, stderr], [2, 'assay: There is no revision nope.\n']);
  });
});
