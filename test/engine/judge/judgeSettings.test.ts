import assert from 'node:assert/strict';
import { load, loaded, own } from './loadJudges';

const REPLY = 'output:\n  schema:\n    reason: string\n    score: integer';

describe("a judge's settings", () => {
  it('are these where nobody says anything', async () => {
    const { judge } = await own('');
    assert.deepEqual(judge?.settings, {
      pairwise: false,
      judgesContext: false,
      empty: 'worst',
      repeat: 1,
      aggregate: 'mean',
      logprobs: false,
      examples: [],
      examplesFromLabels: 0,
      language: 'en',
    });
  });

  it('come from the frontmatter', async () => {
    const frontmatter = [
      'assay.empty: best',
      'assay.repeat: 3',
      'assay.aggregate: median',
      'assay.logprobs: true',
      'assay.language: zh-TW',
      'assay.criterion: 有禮貌',
      'assay.examples: [{ output: 好, score: 5 }]',
    ].join('\n');
    const { judge, problems } = await own(frontmatter, '{{output}} {{criterion}} {{examples}}');
    assert.deepEqual(problems, []);
    const { empty, repeat, aggregate, logprobs, language, criterion, examples } = judge?.settings ?? {};
    assert.deepEqual(
      [empty, repeat, aggregate, logprobs, language, criterion],
      ['best', 3, 'median', true, 'zh-TW', '有禮貌'],
    );
    assert.deepEqual(examples, [{ output: '好', score: 5 }]);
  });

  it('come from the test set before that', async () => {
    const content = {
      '/work/tests/own.prompt':
        '---\nassay.repeat: 3\nassay.aggregate: median\nassay.criterion: kind\nassay.logprobs: true\n' +
        'assay.examples: [{ output: a, score: 1 }]\n---\n{{output}} {{criterion}} {{examples}}',
    };
    const over = {
      repeat: 5,
      aggregate: 'majority' as const,
      criterion: 'short',
      logprobs: false,
      temperature: 0.7,
      examples: [{ output: 'b', score: 2 }],
    };
    const { settings } = await loaded({ judge: './own.prompt', ...over }, content);
    const { repeat, aggregate, criterion, logprobs, temperature, examples } = settings;
    assert.deepEqual([repeat, aggregate, criterion, logprobs, temperature], [5, 'majority', 'short', false, 0.7]);
    assert.deepEqual(
      examples.map(({ output }) => output),
      ['a', 'b'],
      'examples of both',
    );
  });

  const wrong: [string, string][] = [
    ['assay.measure: faithfullness', 'judge.unknown-measure'],
    ['assay.measure: toString', 'judge.unknown-measure'],
    ['assay.empty: middle', 'judge.bad-setting'],
    ['assay.repeat: 0', 'judge.bad-setting'],
    ['assay.repeat: 21', 'judge.bad-setting'],
    ['assay.repeat: 1.5', 'judge.bad-setting'],
    ['assay.aggregate: mode', 'judge.bad-setting'],
    ['assay.pairwise: yes please', 'judge.bad-setting'],
    ['assay.logprobs: 1', 'judge.bad-setting'],
    ['assay.subject: case', 'judge.bad-setting'],
    ['assay.language: zh-CN', 'judge.bad-setting'],
    ['assay.criterion: ""', 'judge.bad-setting'],
    ['assay.examples: [{ output: a }]', 'judge.bad-setting'],
    ['assay.examples: a', 'judge.bad-setting'],
  ];
  for (const [frontmatter, code] of wrong) {
    it(`cannot be ${frontmatter}`, async () => {
      const { judge, problems } = await own(frontmatter);
      assert.equal(judge, undefined);
      const found = problems.find((problem) => problem.code === code);
      assert.ok(found, problems.map((problem) => problem.code).join());
      assert.equal(found.range.start.line, 1);
      assert.equal(found.range.start.character, frontmatter.indexOf(':') + 2);
    });
  }

  it('suggest a formula that is spelt nearly so', async () => {
    const { problems } = await own('assay.measure: faithfullness');
    assert.equal(problems.find(({ code }) => code === 'judge.unknown-measure')?.args?.suggestion, 'faithfulness');
  });

  describe('go together', () => {
    const refused: [string, object, string][] = [
      ['a criterion with a judge that reads none', { judge: 'relevance', criterion: 'c' }, 'judge.reads-no'],
      ['examples with a judge that reads none', { judge: 'faithfulness', examplesFromLabels: 2 }, 'judge.reads-no'],
      ['a scale with a formula', { judge: 'faithfulness', scale: '1-5' }, 'judge.reads-no'],
      ['a scale with a pair', { judge: 'pairwise', scale: '1-5' }, 'judge.reads-no'],
      ['no criterion with one that needs it', { judge: 'rubric' }, 'judge.no-criterion'],
      ['no embeddings with a formula that needs them', { judge: 'answer-relevance' }, 'judge.no-embedding'],
      [
        'a threshold that is no label',
        { judge: 'relevance', scale: 'pass/fail', threshold: 'good' },
        'judge.threshold-no-label',
      ],
      ['no such language of a built-in judge', { judge: 'relevance', language: 'fr' }, 'judge.unknown'],
    ];
    for (const [what, reference, code] of refused) {
      it(`refuses ${what}`, async () => assert.equal((await load(reference)).problems[0]?.code, code));
    }

    it('refuses another scale where the score is a share, though the prompt reads one', async () => {
      const content = {
        '/work/tests/own.prompt':
          '---\nassay.measure: faithfulness\noutput:\n  schema:\n    claims(array):\n      claim: string\n---\n{{output}} {{scale}}',
      };
      const { problems } = await load({ judge: './own.prompt', scale: '1-5' }, content);
      assert.equal(problems[0]?.code, 'judge.fixed-scale');
    });

    it('refuses a language of a judge of one’s own', async () => {
      const content = { '/work/tests/own.prompt': `---\n${REPLY}\n---\n{{output}}` };
      const { problems } = await load({ judge: './own.prompt', language: 'zh-TW' }, content);
      assert.equal(problems[0]?.code, 'judge.language-of-own');
    });
  });

  it('make a pair, or a judge of contexts, read what it is about', async () => {
    assert.equal((await own('assay.pairwise: true', '{{output}}')).problems[0]?.code, 'judge.no-pair');
    assert.equal((await own('assay.subject: context', '{{question}}')).problems[0]?.code, 'judge.no-context');
    assert.deepEqual((await own('assay.pairwise: true', '{{first}} {{second}}')).problems, []);
    assert.deepEqual((await own('assay.subject: context', '{{passages}}')).problems, []);
  });
});
