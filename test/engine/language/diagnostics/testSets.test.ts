import assert from 'node:assert/strict';
import { allFindings, shownFindings } from './findingsOf';

const PROMPT = '---\ninput: {schema: {問題: string, count?: integer}}\n---\n{{問題}}{{count}}';

describe('findings in test sets', () => {
  const inSet = (text: string, path = 'a.test.yaml') => shownFindings({ 'a.prompt': PROMPT, [path]: text }, path);

  it('are those that would keep a run from starting', async () => {
    assert.deepEqual(await inSet('cases:\n  - id: 一\n    input: { 問提: x, count: many }\n'), [
      'error testset.missing-variable ‹一›',
      'error testset.unknown-variable ‹x›',
      'error testset.value-breaks-schema ‹many›',
    ]);
    assert.deepEqual(await inSet('cases:\n  - id: 一\n    input: { 問題: x, count: 3 }\n    expected: y\n'), []);
  });

  it('are those of the prompt whose frontmatter names the file', async () => {
    const texts = {
      'b.prompt': '---\nassay.tests: ./other.csv\ninput: {schema: {q: string}}\n---\n{{q}}',
      'other.csv': 'q,x\n1,2\n',
    };
    assert.deepEqual(await shownFindings(texts, 'other.csv'), ['error testset.unknown-variable ‹2›']);
  });

  it('are none in a file of somebody else’s', async () => {
    assert.deepEqual(await shownFindings({ 'x.test.yaml': 'anything: [1' }, 'x.test.yaml'), []);
    assert.deepEqual(await shownFindings({ 'x.test.yaml': 'a\u200Bb' }, 'x.test.yaml'), []);
  });

  it('say where a merge conflict is, and nothing that follows from it', async () => {
    const conflict = '<<<<<<< HEAD\n  - input: { 問題: a }\n=======\n  - input: { 問題: b }\n>>>>>>> other\n';
    assert.deepEqual(await inSet(`cases:\n${conflict}`), ['error testset.merge-conflict ‹<<<<<<< HEAD›']);
    assert.deepEqual(await inSet(`問題\n${conflict}`, 'a.test.csv'), ['error testset.merge-conflict ‹<<<<<<< HEAD›']);
    assert.deepEqual(
      await inSet(`cases:\n  - input:\n      問題: |\n        ${conflict.replaceAll('\n', '\n        ')}\n`),
      [],
    );
    assert.deepEqual(await inSet(`問題\n"${conflict}"\n`, 'a.test.csv'), []);
  });

  it('name providers that there are not', async () => {
    const found = await inSet(
      'judges:\n  - judge: ./j.prompt\n    model: opnai/x\n  - judge: ./j.prompt\n    name: k\n    models: [openai/x, "acme/y"]\n    embedding: baseline/x\ncases: [{input: {問題: x}}]\n',
    );
    assert.deepEqual(
      found.filter((each) => each.includes('model.')),
      [
        'warning model.unknown-provider-suggestion ‹opnai/x›',
        'warning model.unknown-provider ‹acme/y›',
        'warning model.unknown-baseline ‹baseline/x›',
      ],
    );
  });

  it('can be left out, but for errors', async () => {
    const set =
      'cases:\n  # assay-ignore text.invisible-character\n  - input: { 問題: "a\u200Bb" }\n  - input: { 問題: "a\u200Bb" }\n';
    assert.deepEqual(await inSet(set), ['warning text.invisible-character ‹\u200B›']);
  });
});

describe('findings in judges', () => {
  const judge = (keys: string, template = '{{output}}') => ({ 'judges/j.prompt': `---\n${keys}\n---\n${template}` });
  const inJudge = (keys: string, template?: string) => shownFindings(judge(keys, template), 'judges/j.prompt');

  const examples: [string, string | undefined, string[]][] = [
    ['output: {schema: {reason: string, score: integer}}', undefined, []],
    ['output: {schema: {reason: string}}', undefined, ['error judge.no-score-in-schema ‹{reason: string}›']],
    ['assay.scale: 1-5', '{{question}}', ['error judge.no-output ‹›']],
    ['assay.scale: best', undefined, ['error judge.bad-scale ‹best›']],
    ['assay.threshold: 9', undefined, ['error judge.bad-threshold ‹9›']],
    ['assay.measure: faithfullness', undefined, ['error judge.unknown-measure ‹faithfullness›']],
    ['assay.empty: middle', undefined, ['error judge.bad-setting ‹middle›']],
    ['assay.pairwise: true', '{{first}}', ['error judge.no-pair ‹›']],
    ['assay.subject: context', '{{question}}', ['error judge.no-context ‹›']],
    ['assay.scale: 1-5', '{{output}} {{qestion}}', ['error judge.unknown-variable ‹qestion›']],
    // Variables that every judge gets need no declaration.
    ['input: {schema: {output: string}}', '{{output}} {{boundary}} {{input.lang}}', []],
    ['input: {schema: {output: string}}', '{{output}} {{lang}}', ['error judge.unknown-variable ‹lang›']],
  ];
  for (const [keys, template, wanted] of examples) {
    it(`of ${keys} ${template ?? ''}`, async () => assert.deepEqual(await inJudge(keys, template), wanted));
  }

  it('are those of any prompt that is used as one', async () => {
    const texts = { 'tone.prompt': '{{question}}', 'a.prompt': '---\nassay.judges: [./tone.prompt]\n---\nx' };
    assert.deepEqual(await shownFindings(texts, 'tone.prompt'), ['error judge.no-output ‹›']);
    assert.deepEqual(await shownFindings({ 'tone.prompt': '{{question}}' }, 'tone.prompt'), []);
  });

  it('leave a prompt alone that only stands beside judges', async () => {
    assert.deepEqual(await shownFindings({ 'judges/helper.prompt': 'x {{lang}}' }, 'judges/helper.prompt'), []);
  });

  const SCORED = judge('assay.scale: 1-5');
  const inScored = (text: string) => shownFindings({ ...SCORED, 'judges/j.test.yaml': text }, 'judges/j.test.yaml');

  it('of a judge’s test set are about scored outputs', async () => {
    assert.deepEqual(
      await inScored('cases:\n  - id: 一\n    input: { question: q, output: o }\n    expected: 4\n'),
      [],
    );
    assert.deepEqual(
      await inScored(
        'cases:\n  - id: 一\n    input: { question: q }\n    expected: 4\n  - id: 二\n    input: { output: o }\n    expected: 9\n  - id: 三\n    input: { output: o }\n',
      ),
      ['error calibrate.no-output ‹一›', 'error calibrate.off-scale ‹9›', 'error calibrate.no-score ‹三›'],
    );
  });

  it('of a judge’s test set name what the judge cannot do without', async () => {
    const texts = (template: string, input: string) => ({
      ...judge('assay.scale: 1-5', template),
      'judges/j.test.yaml': `cases:\n  - id: a\n    input: ${input}\n    expected: 4\n`,
    });
    for (const [template, code] of [
      ['{{output}}{{expected}}', 'calibrate.no-expected'],
      ['{{output}}{{context}}', 'calibrate.no-context'],
      ['{{output}}{{criterion}}', 'calibrate.no-criterion'],
    ] as const) {
      const found = await allFindings(texts(template, '{ output: o }'), 'judges/j.test.yaml');
      assert.deepEqual(
        found.map((each) => each.code),
        [code],
      );
      const given = texts(template, '{ output: o, expected: e, context: c, criterion: k }');
      assert.deepEqual(await allFindings(given, 'judges/j.test.yaml'), []);
    }
  });
});
