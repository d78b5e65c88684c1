import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatLabel, type HumanLabel } from '../../src/engine/judge/labels/humanLabel';
import { outputDigest } from '../../src/engine/judge/labels/outputDigest';
import { elementsOf, xmlTree } from '../engine/report/xmlTree';
import { type ModelServer, type ServedReply, startModelServer } from '../support/modelServer';
import { type Playground, playground } from './assay';

const KEY = 'sk-cli-0123456789abcdef';

const PROMPT = `---
model: openai/gpt-4o-mini
input:
  schema:
    question: string
---
{{role "system"}}
Answer.
{{role "user"}}
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

const CASES = ['steady', 'shaky', 'wrong', 'cut'];
const TESTS = `repeat: 2
judges:
  - judge: ./tone.prompt
cases:
${CASES.map((id) => `  - id: ${id}\n    input: { question: ${id}？ }\n`).join('')}`;

const LABELS: Partial<HumanLabel>[] = [
  { caseId: 'steady', output: '答案 of steady, quality 5.', thumb: 'up' },
  { caseId: 'wrong', output: '答案 of wrong, quality 2.', corrected: '對的答案。' },
  { caseId: 'cut', output: '答案 of cut, quality 5.', thumb: 'up' },
];

const RESULTS = ['text', 'json', 'jsonl', 'junit', 'markdown', 'html', 'csv'];

describe('assay export', function () {
  this.timeout(30_000);
  let server: ModelServer;
  let at: Playground;
  /** What `assay eval` wrote of the run that is on record, as JSON. */
  let evaluated = '';
  /** Calls that the run took: there must never be another. */
  let calls = 0;

  before(async () => {
    server = await startModelServer({ key: KEY });
    const asked = new Map<string, number>();
    // The judge gives the score that an answer names; `shaky` is good once and bad once, `cut` ends at the limit.
    server.answer(({ body }): ServedReply => {
      const text = JSON.stringify(body.messages);
      if (body.model === 'gpt-4o') {
        const score = Number(/quality (\d)/.exec(text)?.[1]);
        return { text: JSON.stringify({ reason: `Quality ${score}.`, score }) };
      }
      const id = CASES.find((each) => text.includes(each)) ?? '';
      const turn = asked.get(id) ?? 0;
      asked.set(id, turn + 1);
      const quality = id === 'wrong' || (id === 'shaky' && turn === 1) ? 2 : 5;
      return { text: `答案 of ${id}, quality ${quality}.`, ...(id === 'cut' && { finishReason: 'length' }) };
    });
    at = await playground(
      { 'answer.prompt': PROMPT, 'answer.test.yaml': TESTS, 'tone.prompt': JUDGE, 'other.prompt': PROMPT },
      { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.url },
    );
    const ran = await at.assay('eval', 'answer.prompt', '--concurrency', '1', '--format', 'json');
    assert.equal(ran.code, 1, ran.stderr);
    evaluated = ran.stdout;
    calls = server.requests.length;
  });

  after(async () => {
    await at.dispose();
    await server.close();
  });

  const run = (...args: string[]) => at.assay('export', 'answer.prompt', ...args);
  const runId = () => JSON.parse(evaluated).run as string;

  /** Writes labels as the only ones that there are. */
  const say = async (...labels: Partial<HumanLabel>[]) => {
    const lines = labels.map((label, index) => {
      const { caseId = 'steady', output = '' } = label;
      return formatLabel({
        id: `label-${index}`,
        at: `2026-11-24T10:15:0${index}.000Z`,
        by: 'Ada <ada@example.com>',
        prompt: 'answer.prompt',
        caseId,
        output,
        outputDigest: outputDigest(output),
        input: { question: `${caseId}？` },
        ...label,
      });
    });
    await at.write({ '.assay/labels/all.jsonl': lines.map((line) => `${line}\n`).join('') });
  };

  const linesOf = (stdout: string) =>
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  describe('writes a run that is on record', () => {
    it('as JSON, the same that the run itself wrote', async () => {
      const { code, stdout, stderr } = await run();
      assert.deepEqual([code, stderr], [0, '']);
      assert.equal(stdout, evaluated);
    });

    for (const format of RESULTS) {
      it(`as ${format}, by its id or as the last, to standard output or a file, without a call`, async () => {
        const last = await run('--format', format, '--run', 'last');
        assert.equal(last.code, 0, last.stderr);
        assert.ok(last.stdout.includes('shaky'));
        const byId = await run('--format', format, '--run', runId(), '--out', `out/${format}`);
        assert.deepEqual([byId.code, byId.stdout, byId.stderr], [0, '', `Written to out/${format}.\n`]);
        assert.equal(await readFile(at.path(`out/${format}`), 'utf8'), last.stdout);
        assert.equal(server.requests.length, calls);
      });
    }

    it('as JUnit that a parser reads, with every case of the run', async () => {
      const root = xmlTree((await run('--format', 'junit')).stdout);
      assert.deepEqual(
        elementsOf(root, 'testcase').map(({ attributes: { name, file, line } }) => [name, file, line]),
        CASES.map((id, index) => [id, 'answer.test.yaml', String(5 + index * 2)]),
      );
      assert.equal(root.attributes.failures, '2');
    });

    it('without inputs and lines where the test set has changed since, and says so', async () => {
      await at.write({ 'answer.test.yaml': `# changed\n${TESTS}` });
      try {
        const { code, stdout, stderr } = await run();
        assert.equal(code, 0);
        assert.match(stderr, /^The test set has changed since run /);
        const [first] = JSON.parse(stdout).cases;
        assert.deepEqual([first.id, first.file, first.line, first.status], ['steady', null, null, 'passed']);
      } finally {
        await at.write({ 'answer.test.yaml': TESTS });
      }
    });

    it('also where the prompt and its test set are gone', async () => {
      await rm(at.path('answer.prompt'));
      await rm(at.path('answer.test.yaml'));
      try {
        const { code, stdout } = await run('--format', 'jsonl');
        assert.equal(code, 0);
        assert.deepEqual(
          linesOf(stdout).map(({ id }) => id),
          CASES,
        );
      } finally {
        await at.write({ 'answer.prompt': PROMPT, 'answer.test.yaml': TESTS });
      }
    });

    it('that never came to its end, with the numbers of what there is', async () => {
      const file = at.path(join('.assay', 'runs', `${runId()}.jsonl`));
      const whole = await readFile(file, 'utf8');
      await writeFile(file, whole.split('\n').slice(0, 3).join('\n'));
      try {
        const { summary, outcome } = JSON.parse((await run()).stdout);
        assert.deepEqual(outcome, { kind: 'cancelled' });
        assert.deepEqual([summary.cases, summary.passed, summary.cancelled], [4, 1, 3]);
      } finally {
        await writeFile(file, whole);
      }
    });
  });

  describe('writes training data', () => {
    it('of what people approved, and says where it comes from and what was left out', async () => {
      await say(...LABELS);
      const { code, stdout, stderr } = await run('--format', 'openai-chat');
      assert.equal(code, 0, stderr);
      const message = (role: string, content: string) => ({ role, content });
      assert.deepEqual(linesOf(stdout), [
        {
          messages: [
            message('system', '\nAnswer.\n'),
            message('user', '\nsteady？'),
            message('assistant', '答案 of steady, quality 5.'),
          ],
        },
        {
          messages: [
            message('system', '\nAnswer.\n'),
            message('user', '\nwrong？'),
            message('assistant', '對的答案。'),
          ],
        },
      ]);
      assert.equal(
        stderr,
        '2 examples: 1 corrected by people, 1 with a thumb up.\nLeft out: 1 cut off.\n' +
          'OpenAI takes no file with fewer than 10 lines.\n',
      );
      assert.equal(server.requests.length, calls);
    });

    it('in pairs: of a correction and what it corrects, and with --min-score of repeats that passed and failed', async () => {
      await say(...LABELS);
      assert.deepEqual(
        linesOf((await run('--format', 'dpo')).stdout).map(({ chosen, rejected }) => [
          chosen[0].content,
          rejected[0].content,
        ]),
        [['對的答案。', '答案 of wrong, quality 2.']],
      );
      const { stdout, stderr } = await run('--format', 'preference', '--min-score', '4');
      assert.deepEqual(
        linesOf(stdout).map((line) => [line.preferred_output[0].content, line.non_preferred_output[0].content]),
        [
          ['答案 of shaky, quality 5.', '答案 of shaky, quality 2.'],
          ['對的答案。', '答案 of wrong, quality 2.'],
        ],
      );
      assert.match(stderr, /^2 pairs, the better answer of which is: 1 corrected by people, 1 judged\.\n/);
    });

    it('the same each time, in two files where a share is held out', async () => {
      await say();
      const all = await run('--format', 'sft', '--min-score', '4');
      assert.equal((await run('--format', 'sft', '--min-score', '4')).stdout, all.stdout);
      const { code, stdout, stderr } = await run(
        ...['--format', 'sft', '--min-score', '4', '--split', '0.5', '--out', 'out/train.jsonl'],
      );
      assert.deepEqual([code, stdout], [0, '']);
      assert.match(stderr, /\n\d to train with, \d held out\.\n[\s\S]*Written to out\/train\.held-out\.jsonl\.\n$/);
      const [train, held] = await Promise.all(
        ['train', 'train.held-out'].map((name) => readFile(at.path(`out/${name}.jsonl`), 'utf8')),
      );
      assert.deepEqual(`${train}${held}`.split('\n').sort(), all.stdout.split('\n').sort());
    });

    it('not, with exit code 2 and no file, where nobody approved anything', async () => {
      await say();
      const { code, stdout, stderr } = await run('--format', 'openai-chat', '--out', 'out/none.jsonl');
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, /Nobody has approved an answer of answer\.prompt yet/);
      await assert.rejects(readFile(at.path('out/none.jsonl')), { code: 'ENOENT' });
    });
  });

  describe('ends with 2, a sentence and no call', () => {
    for (const [args, sentence] of [
      [[], /missing required argument/i],
      [['answer.test.yaml'], /not a prompt/],
      [['missing.prompt'], /There is no file missing\.prompt/],
      [['other.prompt'], /There is no run of other\.prompt on record/],
      [['answer.prompt', '--format', 'pdf'], /choose one of text, .*openai-chat/],
      [['answer.prompt', '--run', 'nothing'], /There is no run nothing of answer\.prompt.* The newest is \d{8}T/],
      [['answer.prompt', '--run', '../../answer.prompt'], /There is no run/],
      [['answer.prompt', '--min-score', '4'], /for training data only/],
      [['answer.prompt', '--split', '0.1'], /for training data only/],
      [['answer.prompt', '--format', 'sft', '--split', '0.1'], /--split needs --out/],
      [['answer.prompt', '--format', 'sft', '--split', '1', '--out', 'x'], /above 0 and below 1/],
      [['answer.prompt', '--format', 'sft', '--min-score', 'high'], /must be a number/],
      [['answer.prompt', '--format', 'sft', '--min-score', '0.8'], /are on 1 to 5/],
      [['missing.prompt', '--format', 'sft'], /There is no file/],
      [['answer.prompt', '--out', 'answer.prompt/x'], /cannot be written/],
    ] as const) {
      it(`for \`assay export ${args.join(' ')}\``, async () => {
        const { code, stdout, stderr } = await at.assay('export', ...args);
        assert.deepEqual([code, stdout], [2, ''], stderr);
        assert.match(stderr, sentence);
        assert.doesNotMatch(stderr, /\bat .*\.ts|export\.[a-z]|\{\w+\}/);
        assert.equal(server.requests.length, calls);
      });
    }

    it('for a run of another prompt', async () => {
      await at.write({
        'other.test.yaml': 'checks: [{ contains: 答案 }]\ncases: [{ id: steady, input: { question: steady } }]\n',
      });
      assert.equal((await at.assay('eval', 'other.prompt')).code, 0);
      const { code, stderr } = await at.assay('export', 'other.prompt', '--run', runId());
      assert.equal(code, 2);
      assert.match(stderr, /There is no run .* of other\.prompt/);
    });
  });
});
