import assert from 'node:assert/strict';
import { type ModelServer, type ServedReply, startModelServer } from '../support/modelServer';
import { type Playground, playground } from './assay';

const KEY = 'sk-cli-0123456789abcdef';

const PROMPT = `---
model: openai/gpt-4o-mini
input:
  schema:
    question: string
---
{{question}}
`;

const JUDGE = `---
model: openai/gpt-4o
input:
  schema:
    output: string
---
Judge this: {{output}}
Answer with a score from 1 to 5.`;

const CASES = ['steady', 'shaky', 'wrong'];
const TESTS = `repeat: 5
judges:
  - judge: ./tone.prompt
cases:
${CASES.map((id) => `  - id: ${id}\n    input: { question: ${id} }\n`).join('')}`;

describe('assay eval with repeats', function () {
  this.timeout(30_000);
  let server: ModelServer;
  let at: Playground;

  before(async () => {
    server = await startModelServer({ key: KEY });
    const asked = new Map<string, number>();
    // The model answers `shaky` well three times of five; the judge gives the score that an answer names.
    server.answer(({ body }): ServedReply => {
      const text = JSON.stringify(body.messages);
      if (body.model === 'gpt-4o') {
        const score = Number(/quality (\d)/.exec(text)?.[1]);
        return { text: JSON.stringify({ reason: `Quality ${score}.`, score }) };
      }
      const id = CASES.find((each) => text.includes(each)) ?? '';
      const turn = asked.get(id) ?? 0;
      asked.set(id, turn + 1);
      const quality = id === 'steady' ? 5 : id === 'wrong' ? 1 : turn % 2 === 0 ? 5 : 2;
      return { text: `An answer of quality ${quality}.` };
    });
    at = await playground(
      { 'answer.prompt': PROMPT, 'answer.test.yaml': TESTS, 'tone.prompt': JUDGE },
      { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.url },
    );
  });

  after(async () => {
    await at.dispose();
    await server.close();
  });

  // One call at a time, so that the answers come in the order of the repeats; later runs are answered from the cache.
  const evaluate = (...args: string[]) => at.assay('eval', 'answer.prompt', '--concurrency', '1', ...args);

  it('takes the number of calls from the test set, marks the flaky case and says what would help', async () => {
    const { code, stdout, stderr } = await evaluate();
    assert.equal(code, 1, stderr);
    assert.match(stdout, /3 cases × 5\n/);
    assert.match(stdout, /\n {2}✓ steady {2}5\/5/);
    assert.match(stdout, /\n {2}~ shaky {3}3\.8\/5 ±1\.6 {2}3 of 5 passed\n +tone 2\/5: Quality 2\.\n/);
    assert.match(stdout, /\n {2}✗ wrong {3}1\/5/);
    assert.match(
      stdout,
      /\n pass\^5 33 % · pass@5 67 % · 1 flaky · Most of the uncertainty comes from the cases \(\d+ %\): 3 more would/,
    );
    assert.match(stdout, /\n tone judges with openai\/gpt-4o, of the same family as the tested model \(OpenAI\)\./);
    assert.equal(stdout.trimEnd().split('\n').at(-3)?.startsWith(' 1 passed, 2 failed'), true, 'two lines, no more');
  });

  it('gives programs every number', async () => {
    const { stdout } = await evaluate('--format', 'json');
    const { repeat, summary, cases } = JSON.parse(stdout);
    assert.equal(repeat, 5);
    const { k, passHatK, passAtK, flaky, variance, nextStep, unknown } = summary.spread;
    assert.deepEqual([k, flaky, nextStep.step, unknown], [5, 1, 'more-cases', ['judge']]);
    assert.ok(Math.abs(passHatK - 1 / 3) < 1e-12 && Math.abs(passAtK - 2 / 3) < 1e-12);
    assert.ok(variance.caseShare > 0.9 && variance.sampleShare > 0 && variance.judgeShare === null);
    assert.deepEqual(summary.bias.length, [{ judge: './tone.prompt', n: 3, rho: null, p: null, hint: false }]);
    assert.deepEqual(summary.bias.selfPreference, [
      { judge: './tone.prompt', model: 'openai/gpt-4o', family: 'OpenAI' },
    ]);
    assert.equal(cases[1].status, 'failed');
    const { n, passed, flaky: isFlaky, passHatK: all, passAtK: any } = cases[1].spread;
    assert.deepEqual([n, passed, isFlaky, all], [5, 3, true, 0]);
    assert.deepEqual(
      any.map((share: number) => Math.round(share * 100)),
      [60, 90, 100, 100, 100],
    );
  });

  it('marks it in every other format', async () => {
    const csv = (await evaluate('--format', 'csv')).stdout.split('\r\n');
    assert.match(csv[0] ?? '', /,repeats,passed,spread,flaky$/);
    assert.match(csv[2] ?? '', /,5,3,0\.41\d+,true$/);
    const jsonl = (await evaluate('--format', 'jsonl')).stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      jsonl.map(({ spread }) => spread.flaky),
      [false, true, false],
    );
    const { stdout: junit } = await evaluate('--format', 'junit');
    assert.match(junit, /name="pass\^5" value="0\.333/);
    assert.match(junit, /name="shaky"[\s\S]*?name="flaky" value="true"[\s\S]*?<failure/);
    assert.match((await evaluate('--format', 'markdown')).stdout, /shaky \| 3\.8\/5 ±1\.6 \| \*\*flaky: 3 of 5 passed/);
    assert.match(
      (await evaluate('--format', 'html')).stdout,
      /<b>shaky<\/b><span class="repeats">flaky: 3 of 5 passed<\/span><span class="score">3\.8\/5 ±1\.6</,
    );
  });

  it('lets --repeat go over the test set', async () => {
    assert.match((await evaluate('--repeat', '2')).stdout, /3 cases × 2\n/);
  });
});
