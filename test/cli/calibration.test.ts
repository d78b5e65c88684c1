import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { GIT_ENVIRONMENT, git, initRepository } from '../support/gitRepository';
import { labelLine } from '../support/labelLine';
import { type ModelServer, startModelServer } from '../support/modelServer';
import { type Playground, playground } from './assay';

const KEY = 'sk-cli-0123456789abcdef';
const CASES = 50;
const LABELLED = 40;

const worthOf = (index: number) => (index % 5) + 1;
const outputOf = (index: number) => `答案 ${index} worth ${worthOf(index)}`;

const TESTS = `judges:
  - judge: correctness
    model: openai/judge
cases:
${Array.from({ length: CASES }, (_, index) => `  - { id: c${index}, input: { question: q${index} }, expected: Right. }\n`).join('')}`;

/** What Ada said of the prompt's outputs: what they are worth. */
const labels = Array.from({ length: LABELLED }, (_, index) =>
  labelLine({
    caseId: `c${index}`,
    judge: 'correctness',
    score: worthOf(index),
    output: outputOf(index),
    input: { question: `q${index}` },
    expected: 'Right.',
  }),
).join('\n');

describe('a run whose outputs people have scored', function () {
  this.timeout(60_000);
  let server: ModelServer;
  let at: Playground;
  /** The judge's score of an output of that worth. */
  let judge: (worth: number) => number;

  beforeEach(async () => {
    server = await startModelServer({ key: KEY });
    server.answer(({ body }) => {
      const text = body.messages.map(({ content }) => String(content)).join('\n');
      if (body.model !== 'judge') return { text: outputOf(Number(/q(\d+)/.exec(text)?.[1])) };
      const score = judge(Number(/worth (\d)/.exec(text.split('<output').at(-1) ?? '')?.[1]));
      return { text: JSON.stringify({ reason: 'So it is.', score }) };
    });
    at = await playground(
      {
        'a.prompt': '---\nmodel: openai/small\n---\n{{question}}\n',
        'a.test.yaml': TESTS,
        '.assay/labels/a--ada.jsonl': labels,
      },
      { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.url, ...GIT_ENVIRONMENT },
    );
  });

  afterEach(async () => {
    await at.dispose();
    await server.close();
  });

  const evaluate = async (...args: string[]) => (await at.assay('eval', 'a.prompt', ...args)).stdout;
  const BELOW =
    /The judge correctness does not agree with people: kappa −?0\.\d\d, below 0\.60, on 40 labelled outputs/;

  it('warns in every report where the judge does not agree with them', async () => {
    judge = (worth) => (worth === 5 ? 4 : 5);
    assert.match(await evaluate(), new RegExp(`\n ! ${BELOW.source}`));
    assert.match(await evaluate('--format', 'markdown'), new RegExp(`\n\\*\\*${BELOW.source}`));
    assert.match(await evaluate('--format', 'html'), new RegExp(`<p class="warning">${BELOW.source}`));
    assert.match(
      await evaluate('--format', 'junit'),
      new RegExp(`<property name="judge.correctness.warning" value="${BELOW.source}`),
    );
    const { calibration } = JSON.parse(await evaluate('--format', 'json'));
    assert.deepEqual([calibration[0].judge, calibration[0].agreement.standing], ['correctness', 'below']);
  });

  it('warns before a commit too, whose verdict rests on that judge', async () => {
    judge = (worth) => (worth === 5 ? 4 : 5);
    await rm(at.path('.git'), { recursive: true });
    await initRepository(at.folder);
    await at.write({ 'a.prompt': '---\nmodel: openai/small\n---\nPlease: {{question}}\n' });
    await git(at.folder, 'add', '--all');
    assert.match((await at.assay('gate')).stdout, new RegExp(`\n  ${BELOW.source}`));
    const { prompts } = JSON.parse((await at.assay('gate', '--format', 'json')).stdout);
    const [unreliable, ...others] = prompts[0].unreliable;
    assert.deepEqual(others, []);
    assert.deepEqual([unreliable.judge, unreliable.level, unreliable.labelled], ['correctness', 0.6, LABELLED]);
  });

  it('corrects the mean and the pass rate by what they said, with intervals', async () => {
    // One step too kind: 3 of 5 pass, where people pass 2 of 5.
    judge = (worth) => Math.min(5, worth + 1);
    const text = await evaluate();
    assert.match(text, /The judge correctness agrees with people: kappa 0\.\d\d on 40 labelled outputs\./);
    assert.match(
      text,
      /corrected by people’s labels \(40 in this run\): mean 3 \(95 % 2\.\d to 3\.\d\), pass rate 40 % \(/,
    );
    const { summary, calibration } = JSON.parse(await evaluate('--format', 'json'));
    assert.equal(summary.judges[0].mean, 3.8);
    const { mean, passRate } = calibration[0].corrected;
    assert.ok(mean.low < 3 && mean.high > 3 && mean.high < 3.8, JSON.stringify(mean));
    assert.ok(passRate.low < 0.4 && passRate.high > 0.4, JSON.stringify(passRate));
  });

  it('gives no corrected numbers of a judge that is no better than chance', async () => {
    judge = () => 5;
    const text = await evaluate();
    assert.match(text, /no correction, because the judge tells good from bad no better than chance/);
    assert.doesNotMatch(text, /pass rate \d/);
  });

  it('says how many labels are lacking, and nothing else, below thirty', async () => {
    judge = (worth) => worth;
    await at.write({ '.assay/labels/a--ada.jsonl': labels.split('\n').slice(0, 9).join('\n') });
    const text = await evaluate();
    assert.match(text, /The judge correctness is not measured yet: 9 of 30 labels\./);
    assert.doesNotMatch(text, /corrected|!/);
  });
});
