import assert from 'node:assert/strict';
import { type ModelServer, startModelServer } from '../support/modelServer';
import { type Playground, playground } from './assay';

const PROMPT = `---
model: openai/model-a
input:
  schema:
    question: string
---
{{role "system"}}
- Answer in Chinese only.
- 請保持冷靜。
- Keep a friendly tone.
{{role "user"}}
{{question}}
`;

const TESTS = `checks:\n  - contains: good\ncases:\n${Array.from(
  { length: 8 },
  (_, index) => `  - id: q${index + 1}\n    input: { question: "Number ${index + 1}" }\n`,
).join('')}`;

describe('assay weigh', function () {
  this.timeout(60_000);
  let server: ModelServer;
  let at: Playground;

  beforeEach(async () => {
    server = await startModelServer();
    server.answer(({ body }) => ({ text: JSON.stringify(body.messages[0]).includes('Chinese') ? 'good' : 'bad' }));
    at = await playground(
      { 'answer.prompt': PROMPT, 'answer.test.yaml': TESTS },
      { OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.url },
    );
  });
  afterEach(async () => {
    await at.dispose();
    await server.close();
  });

  it('says what it takes, then which lines matter and which could go', async () => {
    const { code, stdout, stderr } = await at.assay('weigh', 'answer.prompt');
    assert.equal(code, 0, stderr);
    assert.match(stderr, /Weighing 3 sentences on 8 cases: at most 40 calls to openai\/model-a and 0 to judges/);
    const lines = stdout.split('\n');
    assert.match(lines[1] ?? '', /^ +8 {2}● matters {6}−1 {2}~\d+ {2}Answer in Chinese only\.$/);
    assert.match(lines[2] ?? '', /^ +9 {2}○ could go {6}0 {2}~\d+ {2}請保持冷靜。$/);
    assert.match(stdout, /8: Without it: 1 point worse on 8 cases/);
    assert.match(stdout, /12: With it the prompt would no longer be given question\./);
    assert.match(stdout, /2 sentences could go: about \d+ tokens a call \(\d+ %\)/);
    assert.match(stdout, /Taken out all at once, too, they are not missed\./);
    assert.equal(server.chats.length, 40);
  });

  it('gives all numbers as JSON, and calls nothing for what is on record', async () => {
    await at.assay('weigh', 'answer.prompt');
    const { code, stdout } = await at.assay('weigh', 'answer.prompt', '--format', 'json');
    const { sentences, together, weighed } = JSON.parse(stdout);
    assert.deepEqual(
      sentences.map(({ line, verdict }: { line: number; verdict: string }) => [line, verdict]),
      [
        [8, 'matters'],
        [9, 'could-go'],
        [10, 'could-go'],
        [12, null],
      ],
    );
    assert.deepEqual([code, together.verdict, weighed], [0, 'could-go', { done: 3, of: 3 }]);
    assert.equal(server.chats.length, 40);
  });

  it('sends nothing with --dry-run, nor where something is wrong', async () => {
    assert.equal((await at.assay('weigh', 'answer.prompt', '--dry-run')).code, 0);
    assert.equal((await at.assay('weigh', 'nothing.prompt')).code, 2);
    assert.equal((await at.assay('weigh', 'answer.prompt', '--format', 'xml')).code, 2);
    await at.write({ 'answer.prompt': `${PROMPT}{{#if question}}` });
    const broken = await at.assay('weigh', 'answer.prompt');
    assert.equal(broken.code, 2);
    assert.match(broken.stderr, /Nothing was sent\./);
    assert.equal(server.chats.length, 0);
  });

  it('exits with 3 where no model answers', async () => {
    server.answer({ status: 401, error: { message: 'bad key' } });
    const { code, stdout } = await at.assay('weigh', 'answer.prompt');
    assert.equal(code, 3);
    assert.match(stdout, /Stopped after 0 of 3 sentences/);
  });
});
