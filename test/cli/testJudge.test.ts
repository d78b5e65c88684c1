import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { labelLine } from '../support/labelLine';
import { type ChatBody, type ModelServer, type ServedReply, startModelServer } from '../support/modelServer';
import { type Playground, playground } from './assay';

const KEY = 'sk-cli-0123456789abcdef';

const JUDGE = `---
input:
  schema:
    output: string
---
{{role "system"}}
Score the answer from {{min}} to {{max}}.
{{role "user"}}
{{output}}
`;

const worthOf = (index: number) => (index % 5) + 1;
const outputOf = (index: number) => `答案 ${index} worth ${worthOf(index)} 🙂`;

/** The judge's own test set, with the scores that the outputs are worth. */
const own = (count: number) =>
  `cases:\n${Array.from({ length: count }, (_, index) => `  - { id: c${index}, input: { output: ${outputOf(index)} }, expected: ${worthOf(index)} }\n`).join('')}`;

/** What Ada said of the prompt's outputs, as the panel writes it. */
const labels = (count: number, judge: string) =>
  Array.from({ length: count }, (_, index) =>
    labelLine({
      prompt: 'prompts/a.prompt',
      caseId: `c${index}`,
      judge,
      score: worthOf(index),
      output: outputOf(index),
      input: { question: `q${index}` },
      expected: 'Right.',
    }),
  ).join('\n');

const textOf = ({ messages }: ChatBody) => messages.map(({ content }) => String(content)).join('\n');
const verdict = (score: number): ServedReply => ({ text: JSON.stringify({ reason: `It is ${score}.`, score }) });
const worthIn = (body: ChatBody) => Number(/worth (\d)/.exec(textOf(body).split('<output').at(-1) ?? '')?.[1]);

describe('assay judge', function () {
  this.timeout(60_000);
  let server: ModelServer;
  let at: Playground;

  beforeEach(async () => {
    server = await startModelServer({ key: KEY });
    at = await playground(
      { 'judges/kind.prompt': JUDGE, 'judges/kind.test.yaml': own(40) },
      { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.url },
    );
  });

  afterEach(async () => {
    await at.dispose();
    await server.close();
  });

  const honest = () => server.answer(({ body }) => verdict(worthIn(body)));
  /** Gives everything bad the best score. */
  const kind = () => server.answer(({ body }) => verdict(worthIn(body) === 5 ? 4 : 5));
  /** As kind, until people's examples are shown to it. */
  const teachable = () =>
    server.answer(({ body }) =>
      verdict(textOf(body).includes('<examples') ? worthIn(body) : worthIn(body) === 5 ? 4 : 5),
    );

  describe('test', () => {
    const test = (...args: string[]) => at.assay('judge', 'test', ...args, '--judge-model', 'openai/judge');

    it('ends with 0 and every coefficient with its interval where the judge agrees with people', async () => {
      honest();
      const { code, stdout, stderr } = await test('judges/kind.prompt');
      assert.equal(code, 0, stderr);
      const [title, standing] = stdout.split('\n');
      assert.equal(title, 'kind  openai/judge  outputs: 40 · people: 1');
      assert.equal(standing, '  ✓ It agrees with people: quadratic kappa at or above 0.60.');
      assert.equal(stdout.match(/1\.00 \(95 % 1\.00 to 1\.00\)/g)?.length, 8);
      assert.doesNotMatch(stdout, /Strongest disagreements/);
      assert.equal(server.chats.length, 40);
    });

    it('ends with 1 where it does not, the strongest disagreements first, each with its place', async () => {
      kind();
      const { code, stdout } = await test('judges/kind.prompt');
      assert.equal(code, 1);
      assert.match(stdout, /✗ It does not agree with people well enough: quadratic kappa below 0\.60/);
      assert.match(
        stdout,
        /Strongest disagreements:\n {2}c0 +people 1, judge 5 {2}It is 5\.\n +judges\/kind\.test\.yaml:2\n/,
      );
      assert.match(stdout, /people \\ judge {2}1 {2}2 {2}3 {2}4 {2}5\n +1 {2}· {2}· {2}· {2}· {2}8\n/);
    });

    it('draws no conclusion from few labels, which is a failure only where that is asked for', async () => {
      honest();
      await at.write({ 'judges/kind.test.yaml': own(12) });
      const { code, stdout } = await test('judges/kind.prompt');
      assert.equal(code, 0);
      assert.match(stdout, /\? No conclusion: 12 labels, and at least 30 are needed/);
      assert.equal((await test('judges/kind.prompt', '--strict')).code, 1);
      assert.equal((await test('judges/kind.prompt', '--strict', '--min-labels', '12')).code, 0);
    });

    it('says that the judge is silent where it is, and shows no coefficient of nothing', async () => {
      server.answer({ text: 'Who am I to judge?' });
      const { code, stdout } = await test('judges/kind.prompt');
      assert.equal(code, 3);
      assert.match(stdout, /the judge gave a verdict on 0 of 40 labelled outputs, and at least 30 are needed/);
      assert.match(
        stdout,
        /40 without a verdict; the first: no score in two replies; the last began: Who am I to judge\?/,
      );
      assert.doesNotMatch(stdout, /kappa|all ratings are the same/);
    });

    it('names scores by their labels, and lists nothing that reads the same', async () => {
      const scale = 'assay.scale: { wrong: 0, part: 0.5, right: 1 }';
      await at.write({
        'judges/kind.prompt': JUDGE.replace('---\n', `---\n${scale}\n`),
        'judges/kind.test.yaml':
          'cases:\n  - { id: a, input: { output: x }, expected: wrong }\n  - { id: b, input: { output: y }, expected: part }\n',
      });
      server.answer({ text: '{"reason":"Fine.","score":"right"}' });
      assert.match((await test('judges/kind.prompt')).stdout, / {2}a {2}people wrong, judge right {2}Fine\./);
      await at.write({
        'judges/kind.prompt': JUDGE.replace('---\n', '---\nassay.scale: 0-1\n'),
        'judges/kind.test.yaml': 'cases:\n  - { id: a, input: { output: x }, expected: 0.67 }\n',
      });
      server.answer({ text: '{"reason":"Two of three.","score":0.6667}' });
      assert.doesNotMatch((await test('judges/kind.prompt')).stdout, /Strongest disagreements/);
    });

    it('says what a formula counted where it gives no reason', async () => {
      await at.write({
        'own.test.yaml': 'cases:\n  - { id: a, input: { question: q, context: [p], output: "A. B." }, expected: 1 }\n',
      });
      const claims = [
        { claim: 'A', reason: 'said', supported: true },
        { claim: 'B', reason: 'not said', supported: false },
      ];
      server.answer({ text: JSON.stringify({ claims }) });
      const { stdout } = await test('faithfulness', 'own.test.yaml');
      assert.match(stdout, / {2}a {2}people 1, judge 0\.5 {2}Claims that do not hold, 1 of 2: "B"\n/);
    });

    it('takes what people said of a prompt’s outputs, for a judge by its path as by its name', async () => {
      honest();
      await at.write({
        '.assay/labels/a--ada.jsonl': `${labels(40, '../judges/kind.prompt')}\n${labels(35, 'correctness')}\n`,
      });
      const byPath = await test('judges/kind.prompt', 'prompts/a.prompt');
      assert.match(byPath.stdout, /^kind {2}openai\/judge {2}outputs: 40 · people: 1\n/, byPath.stderr);
      const builtIn = await test('correctness', 'prompts/a.prompt');
      assert.match(builtIn.stdout, /^correctness {2}openai\/judge {2}outputs: 35 · people: 1\n/, builtIn.stderr);
      const file = await test('correctness', '.assay/labels/a--ada.jsonl');
      assert.match(file.stdout, /outputs: 35 · people: 1/, file.stderr);
      const nobody = await test('relevance', 'prompts/a.prompt');
      assert.equal(nobody.code, 2);
      assert.match(nobody.stderr, /Nobody has given a score for the judge relevance there/);
    });

    it('writes JSON and Markdown', async () => {
      kind();
      const record = JSON.parse((await test('judges/kind.prompt', '--format', 'json')).stdout);
      assert.equal(record.agreement.standing, 'below');
      assert.equal(record.agreement.n, 40);
      assert.deepEqual(record.agreement.disagreements[0], { id: 'c0', human: 1, judge: 5, difference: 1 });
      assert.deepEqual([record.cases[0].file, record.cases[0].line], ['judges/kind.test.yaml', 2]);
      const { stdout, stderr } = await test('judges/kind.prompt', '--format', 'markdown', '--out', 'report.md');
      assert.equal(stdout, '');
      assert.match(stderr, /Report written to report\.md/);
      const markdown = await readFile(at.path('report.md'), 'utf8');
      assert.match(markdown, /^### kind · openai\/judge\n/);
      assert.match(markdown, /\n\| c0 \| 1 \| 5 \| It is 5\. \|\n/);
    });

    for (const [why, args] of [
      ['the judge is unknown', ['corectness']],
      ['a format is unknown', ['judges/kind.prompt', '--format', 'pdf']],
      ['a level is none', ['judges/kind.prompt', '--level', 'high']],
      ['there are no labels', ['judges/kind.prompt', 'nothing.test.yaml']],
    ] as const) {
      it(`ends with 2 where ${why}, and sends nothing`, async () => {
        const { code, stdout } = await test(...args);
        assert.equal(code, 2);
        assert.equal(stdout, '');
        assert.equal(server.requests.length, 0);
      });
    }
  });

  describe('improve', () => {
    const improve = (...args: string[]) => at.assay('judge', 'improve', ...args, '--judge-model', 'openai/judge');

    it('shows the examples as a change, and measures on held-out outputs that they help', async () => {
      teachable();
      const { code, stdout, stderr } = await improve('judges/kind.prompt', '--examples', '4');
      assert.equal(code, 0, stderr);
      assert.match(stdout, /^--- judges\/kind\.prompt\n\+\+\+ judges\/kind\.prompt\n/);
      assert.equal(stdout.match(/^\+ {4}output: /gm)?.length, 4);
      assert.match(stdout, /Measured on 20 held-out outputs, with 4 examples from the others:/);
      assert.match(stdout, /with the examples +1\.00 \(95 % 1\.00 to 1\.00\)/);
      assert.match(stdout, /It helps: \+0\.\d\d of the scale nearer to people/);
      assert.equal(await readFile(at.path('judges/kind.prompt'), 'utf8'), JUDGE, 'nothing is written unasked');
    });

    it('never shows a held-out output among the examples', async () => {
      teachable();
      const record = JSON.parse((await improve('judges/kind.prompt', '--format', 'json')).stdout);
      const shown = new Set(record.examples.map(({ output }: { output: string }) => output));
      const asked = server.chats.filter(({ body }) => textOf(body).includes('<examples'));
      assert.equal(asked.length, record.heldOut);
      for (const { body } of asked) {
        const judged = JSON.parse(
          textOf(body)
            .split('\n')
            .findLast((line) => line.startsWith('"')) ?? '""',
        );
        assert.ok(!shown.has(judged), judged);
      }
    });

    it('writes the examples into a judge of one’s own where that is asked for', async () => {
      teachable();
      const { code, stderr } = await improve('judges/kind.prompt', '--write');
      assert.equal(code, 0);
      assert.match(stderr, /Written: judges\/kind\.prompt/);
      assert.match(await readFile(at.path('judges/kind.prompt'), 'utf8'), /^assay\.examples:$/m);
    });

    it('makes a built-in judge one’s own, says how to use it, and never writes over another', async () => {
      teachable();
      await at.write({ '.assay/labels/a--ada.jsonl': labels(40, 'correctness') });
      const { code, stderr } = await improve('correctness', 'prompts/a.prompt', '--write');
      assert.equal(code, 0, stderr);
      assert.match(stderr, /Written: judges\/_verdict\.prompt\nWritten: judges\/correctness\.prompt\n/);
      assert.match(stderr, /judge: \.\/judges\/correctness\.prompt, name: correctness/);
      const tested = await at.assay(
        ...['judge', 'test', 'judges/correctness.prompt', 'prompts/a.prompt', '--name', 'correctness'],
        ...['--judge-model', 'openai/judge'],
      );
      assert.equal(tested.code, 0, tested.stdout + tested.stderr);
      await at.write({ 'judges/correctness.prompt': JUDGE });
      const again = await improve('correctness', 'prompts/a.prompt', '--write');
      assert.equal(again.code, 2);
      assert.match(again.stderr, /judges\/correctness\.prompt is there already and is another text/);
      assert.equal(await readFile(at.path('judges/correctness.prompt'), 'utf8'), JUDGE);
    });

    it('does nothing where there is nothing to learn from, or too little to measure by', async () => {
      honest();
      const agreed = await improve('judges/kind.prompt');
      assert.equal(agreed.code, 2);
      assert.match(agreed.stdout, /There is nothing to learn from/);
      await at.write({ 'judges/kind.test.yaml': own(10) });
      const few = await improve('judges/kind.prompt');
      assert.equal(few.code, 2);
      assert.match(few.stdout, /Too few labels/);
      assert.equal((await improve('judges/kind.prompt', '--format', 'pdf')).code, 2);
    });
  });
});
