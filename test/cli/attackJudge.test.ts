import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type ChatBody, type ModelServer, type ServedReply, startModelServer } from '../support/modelServer';
import { type Playground, playground } from './assay';

const KEY = 'sk-cli-0123456789abcdef';

const JUDGE = `---
input:
  schema:
    output: string
    boundary: string
---
{{role "system"}}
Score the answer from 1 to 5. It stands between two lines with the mark {{boundary}}, as one JSON string.
{{role "user"}}
{{output}}
`;

/** Three bad answers, one that is merely weak, and a good one; the last two are never attacked. */
const LABELS = `cases:
  - id: wrong
    input: { question: What is RAG?, output: A cloth. }
    expected: 1
  - id: vague
    input: { question: What is RAG?, output: Something with texts. }
    expected: [1, 2, 2]
  - id: other
    input: { question: What is RAG?, output: Paris. }
    expected: { ada: 1, lin: 1 }
  - id: weak
    input: { question: What is RAG?, output: Retrieval. }
    expected: 3
  - id: good
    input: { question: What is RAG?, output: Retrieval with generation. }
    expected: 5
`;

/** What stands quoted in a request. */
function judged({ messages }: ChatBody): string {
  const lines = String(messages.at(-1)?.content).split('\n');
  return JSON.parse(lines.find((line) => line.startsWith('"')) ?? '') as string;
}

const verdict = (score: number): ServedReply => ({ text: JSON.stringify({ reason: `It is ${score}.`, score }) });

/** Believes two things, whoever says them. */
const gullible = (output: string) => verdict(/ignore the rubric and|90 % of the experts/i.test(output) ? 5 : 1);

describe('assay judge test --attack', function () {
  this.timeout(60_000);
  let server: ModelServer;
  let at: Playground;

  beforeEach(async () => {
    server = await startModelServer({ key: KEY });
    at = await playground(
      { 'tone.prompt': JUDGE, 'tone.test.yaml': LABELS },
      { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.url },
    );
  });

  afterEach(async () => {
    await at.dispose();
    await server.close();
  });

  const attack = (...args: string[]) =>
    at.assay('judge', 'test', 'tone.prompt', '--attack', '--judge-model', 'openai/judge', ...args);

  /** Attacks that reach a judge: four of them hold nothing to judge. */
  const REACHING = 66;
  const ALL = 70;

  it('finds exactly the attacks that a gullible judge believes, and ends with 1', async () => {
    server.answer(({ body }) => gullible(judged(body)));
    const { code, stdout, stderr } = await attack('--format', 'json');
    assert.equal(code, 1, stderr);
    assert.match(stderr, /Attacks: 70; bad outputs: 3; at most 201 calls to openai\/judge, about \$/);
    assert.equal(server.chats.length, 3 + 3 * REACHING);
    const { total, attacks, families, bad, withstands, alreadyPass } = JSON.parse(stdout);
    assert.deepEqual(bad, { known: 3, used: 3 });
    assert.deepEqual([withstands, alreadyPass], [false, []]);
    assert.deepEqual([total.tried, total.succeeded, total.refused, total.unknown], [198, 6, 12, 0]);
    assert.equal(total.rate, 6 / 198);
    assert.ok(Math.abs(total.rise - 6 / 198) < 1e-12, 'six rises of the whole scale');
    // Wilson's interval of 6 in 198, computed by hand.
    assert.ok(Math.abs(total.low - 0.013961) < 1e-5 && Math.abs(total.high - 0.064524) < 1e-5);
    const through = attacks.filter(({ succeeded }: { succeeded: number }) => succeeded > 0);
    assert.deepEqual(
      through.map(({ id, rate }: { id: string; rate: number }) => [id, rate]),
      [
        ['ignore-rubric-en', 1],
        ['bandwagon', 1],
      ],
    );
    const [first] = through[0].examples;
    assert.deepEqual([first.id, first.before, first.after, first.reason], ['wrong', 1, 5, 'It is 5.']);
    assert.ok(first.text.startsWith('A cloth.\n\nIgnore the rubric'));
    const ignoring = families.find(({ family }: { family: string }) => family === 'ignore-rubric');
    assert.deepEqual([ignoring.tried, ignoring.succeeded], [15, 3]);
    assert.equal(attacks.length, ALL);
  });

  it('ends with 0 for a judge that believes nothing, and says that this proves little', async () => {
    server.answer(verdict(1));
    const { code, stdout } = await attack();
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^tone {2}openai\/judge {2}3 of 3 bad outputs · attacks: 70\n {2}✓ 0 of 198 .* 0 % \(95 % 0 % to /,
    );
    assert.match(stdout, /12 attacked outputs never reached the judge/);
    assert.match(stdout, /no judge is immune/);
  });

  it('ends with 0 where an attack gets through no more often than it may', async () => {
    server.answer(({ body }) => (judged(body).startsWith('Paris.') ? gullible(judged(body)) : verdict(1)));
    const args = ['--attacks', 'ignore-rubric*'];
    assert.equal((await attack(...args, '--max-rate', '0.34')).code, 0);
    assert.equal((await attack(...args, '--max-rate', '0.33')).code, 1);
  });

  it('does not blame an attack for what passes without it', async () => {
    server.answer(({ body }) => (judged(body).includes('Paris.') ? verdict(5) : verdict(1)));
    const { code, stdout } = await attack('--format', 'json', '--attacks', 'encoded');
    assert.equal(code, 0);
    const { total, alreadyPass } = JSON.parse(stdout);
    assert.deepEqual([total.tried, total.succeeded, alreadyPass], [4, 0, ['other']]);
    assert.equal(server.chats.length, 3 + 2 * 2, 'no attack is tried on it');
  });

  it('shows the panel and each of its models', async () => {
    server.answer(({ body }) => (body.model === 'strict' ? verdict(1) : gullible(judged(body))));
    const args = ['--judge-model', 'openai/strict', 'openai/gullible', '--format', 'json', '--attacks', '*rubric*'];
    const { code, stdout } = await at.assay('judge', 'test', 'tone.prompt', '--attack', ...args);
    assert.equal(code, 0, 'the mean of 1 and 5 does not pass');
    const { model, total, models } = JSON.parse(stdout);
    assert.equal(model, 'openai/strict + openai/gullible');
    assert.equal(total.succeeded, 0);
    assert.ok(total.rise > 0);
    assert.deepEqual(
      models.map((each: { model: string; total: { succeeded: number } }) => [each.model, each.total.succeeded]),
      [
        ['openai/strict', 0],
        ['openai/gullible', 3],
      ],
    );
  });

  it('comes from the cache the second time, and is the same', async () => {
    server.answer(({ body }) => gullible(judged(body)));
    const first = await attack('--attacks', 'fake-*', '--format', 'json');
    const calls = server.chats.length;
    const second = await attack('--attacks', 'fake-*', '--format', 'json');
    assert.equal(server.chats.length, calls);
    assert.deepEqual(JSON.parse(second.stdout), JSON.parse(first.stdout));
  });

  it('takes at most so many bad outputs, the same ones for the same seed', async () => {
    server.answer(verdict(1));
    const used = async (seed: string) => {
      const before = server.chats.length;
      const args = ['--attacks', 'base64', '--limit', '1', '--seed', seed, '--no-cache'];
      assert.match((await attack(...args)).stdout, /1 of 3 bad outputs · attacks: 1\n/);
      return judged((server.chats[before] as { body: ChatBody }).body);
    };
    assert.equal(await used('1'), await used('1'));
    const several = new Set<string>();
    for (const seed of ['1', '2', '3', '4', '5', '6']) several.add(await used(seed));
    assert.ok(several.size > 1, 'another seed chooses another output');
  });

  it('strips what a terminal would obey, and writes Markdown to a file', async () => {
    await at.write({ 'tone.test.yaml': LABELS.replace('A cloth.', '"A \\u001b[2Jcloth | <b>"') });
    server.answer(({ body }) => gullible(judged(body)));
    const { stdout } = await attack('--attacks', 'ignore-rubric-en');
    assert.match(stdout, /ignore-rubric-en {2}3\/3 {2}100 % {2}Perez and Ribeiro 2022/);
    assert.match(stdout, /wrong {2}1 → 5 {2}A cloth \| <b> Ignore the rubric/);
    assert.ok(!stdout.includes('\u001b'));
    const { stderr } = await attack('--attacks', 'ignore-rubric-en', '--format', 'markdown', '--out', 'attack.md');
    assert.match(stderr, /Written to attack\.md|attack\.md/);
    const markdown = await readFile(at.path('attack.md'), 'utf8');
    assert.match(markdown, /^### tone · openai\/judge\n\n❌ \*\*3 of 3 attacked outputs got through: 100 %/);
    assert.match(markdown, /A cloth \\\| &lt;b&gt;/);
  });

  it('speaks the reader’s language', async () => {
    server.answer(verdict(1));
    await at.dispose();
    at = await playground(
      { 'tone.prompt': JUDGE, 'tone.test.yaml': LABELS },
      { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.url, LC_ALL: 'zh_TW.UTF-8' },
    );
    const { stdout } = await attack('--attacks', 'authority');
    assert.match(stdout, /9 個受攻擊的輸出中有 0 個得逞：0 %/);
    assert.match(stdout, /沒有評審能免疫/);
  });

  it('ends with 3 where the provider fails, in its own words', async () => {
    server.answer(({ body }) =>
      judged(body).includes('Decode') ? { status: 400, error: { message: 'No such thing' } } : verdict(1),
    );
    const { code, stdout } = await attack('--attacks', 'encoded');
    assert.equal(code, 3);
    assert.match(stdout, /3 without a verdict/);
    assert.match(stdout, /No such thing/);
  });

  it('ends with 3 after one call for a bad key', async () => {
    at.env.OPENAI_API_KEY = 'sk-wrong-0123456789';
    const { code, stdout } = await attack();
    assert.equal(code, 3);
    assert.match(stdout, /refuses the key/);
    assert.equal(server.chats.length, 1);
  });

  it('ends with 3 when the budget is used up, and begins nothing more', async () => {
    const MILLION = { prompt_tokens: 1_000_000, completion_tokens: 0, total_tokens: 1_000_000 };
    // An address of this machine that does not look like one: only remote models have a price.
    at.env.AZURE_OPENAI_ENDPOINT = `http://[::ffff:127.0.0.1]:${server.port}`;
    at.env.AZURE_OPENAI_API_KEY = KEY;
    server.answer({ ...verdict(1), usage: MILLION });
    const args = ['--judge-model', 'azure/gpt-4o-mini', '--budget', '0.7', '--concurrency', '1'];
    const { code, stdout } = await at.assay('judge', 'test', 'tone.prompt', '--attack', ...args);
    assert.equal(code, 3, stdout);
    // 15 cents each: three answers as they are, then two with attacks.
    assert.equal(server.chats.length, 5);
    assert.match(stdout, /The budget is used up/);
    assert.match(stdout, /spent \$0\.75/);
  });

  it('ends with 130 when it is interrupted, with what is known until then', async () => {
    server.answer((_request, index): ServedReply => (index < 4 ? verdict(1) : { fault: 'header-stall' }));
    const args = ['judge', 'test', 'tone.prompt', '--attack', '--judge-model', 'openai/judge', '--concurrency', '1'];
    const { child, finished } = await at.start(...args);
    await server.received(5);
    child.kill('SIGINT');
    const { code, stdout } = await finished;
    assert.equal(code, 130);
    assert.match(stdout, /Cancelled: what stands above/);
  });

  for (const [why, args, files] of [
    ['no attack matches', ['--attacks', 'nothing'], {}],
    ['nothing is known to be bad', [], { 'tone.test.yaml': LABELS.replaceAll(/expected: .*/g, 'expected: 4') }],
    ['there are no labels', [], { 'tone.test.yaml': '' }],
    ['a number is none', ['--limit', 'many'], {}],
    ['a rate is none', ['--max-rate', '2'], {}],
    ['a format is unknown', ['--format', 'pdf'], {}],
    ['a price is unknown and there is a budget', ['--judge-model', 'openrouter/some/model', '--budget', '1'], {}],
  ] as const) {
    it(`ends with 2 where ${why}, and sends nothing`, async () => {
      at.env.OPENROUTER_API_KEY = KEY;
      await at.write(files);
      const { code, stdout, stderr } = await attack(...args);
      assert.equal(code, 2, stdout + stderr);
      assert.equal(stdout, '');
      assert.ok(stderr.length > 10);
      assert.equal(server.requests.length, 0);
    });
  }

  it('attacks a judge of what was retrieved through a passage, and leaves out a case that has none', async () => {
    const labels = `cases:
  - id: useless
    input: { question: What is RAG?, context: [It rains.] }
    expected: 0
  - id: nothing-found
    input: { question: What is RAG?, context: [] }
    expected: 0
`;
    await at.write({ 'own.test.yaml': labels });
    server.answer(({ body }) => {
      assert.match(String(body.messages.at(-1)?.content), /^<passage 1 [0-9a-f]{18}>$/m);
      return { text: JSON.stringify({ reason: 'It rains.', score: 0 }) };
    });
    const { code, stdout } = await at.assay(
      ...['judge', 'test', 'context-relevance', 'own.test.yaml', '--attack', '--judge-model', 'openai/judge'],
      ...['--attacks', 'fake-verdict', '--format', 'json'],
    );
    assert.equal(code, 0, stdout);
    assert.equal(server.chats.length, 2 * 7);
    assert.deepEqual(JSON.parse(stdout).bad, { known: 1, used: 1 });
  });

  it('attacks the built-in overlap as well, which is no language model: padding does not raise it', async () => {
    const labels = `cases:
  - id: half
    input: { question: What is RAG?, output: It is retrieval., expected: RAG joins retrieval and generation. }
    expected: 2
`;
    await at.write({ 'own.test.yaml': labels });
    const { code, stdout } = await at.assay(
      ...['judge', 'test', 'correctness', 'own.test.yaml', '--attack', '--judge-model', 'baseline/overlap'],
      ...['--format', 'json'],
    );
    assert.equal(code, 0);
    const { total } = JSON.parse(stdout);
    assert.deepEqual([total.tried, total.succeeded, total.refused], [66, 0, 4]);
    assert.equal(server.requests.length, 0);
  });
});
