import assert from 'node:assert/strict';
import { testSetOf } from './testSetOf';

async function judgesOf(yaml: string) {
  const { judges, faults, at } = await testSetOf('a.yaml', `judges:\n${yaml}\ncases:\n  - id: a\n`);
  return { judges: judges.map(({ range, ...judge }) => ({ ...judge, at: at(range) })), faults };
}

describe('judges in a test set', () => {
  it('are names, paths, or maps with what is special about them', async () => {
    const { judges, faults } = await judgesOf(`  - correctness
  - ./judges/tone.prompt
  - judge: relevance
    threshold: 3.5
    weight: 2
    model: openai/gpt-4o-mini`);
    assert.deepEqual(faults, []);
    assert.deepEqual(judges, [
      { judge: 'correctness', name: 'correctness', weight: 1, at: 'correctness' },
      { judge: './judges/tone.prompt', name: './judges/tone.prompt', weight: 1, at: './judges/tone.prompt' },
      {
        judge: 'relevance',
        name: 'relevance',
        weight: 2,
        threshold: 3.5,
        models: ['openai/gpt-4o-mini'],
        at: 'relevance',
      },
    ]);
  });

  it('may be panels that repeat, on a scale of their own, with examples', async () => {
    const { judges, faults } = await judgesOf(`  - judge: helpfulness
    name: 有用
    models: [openai/a, ollama/b, openai/a]
    aggregate: majority
    repeat: 3
    temperature: 0.7
    scale: [bad, fair, good]
    threshold: fair
    language: zh-TW
    logprobs: true
    examples:
      - { output: 好的, score: bad, reason: 什麼都沒說 }
      - { input: { question: Q }, expected: 4, criterion: [短, 準], output: four, score: good }`);
    assert.deepEqual(faults, []);
    assert.deepEqual(judges, [
      {
        judge: 'helpfulness',
        name: '有用',
        weight: 1,
        threshold: 'fair',
        models: ['openai/a', 'ollama/b'],
        aggregate: 'majority',
        repeat: 3,
        temperature: 0.7,
        scale: ['bad', 'fair', 'good'],
        language: 'zh-TW',
        logprobs: true,
        examples: [
          { output: '好的', score: 'bad', reason: '什麼都沒說' },
          { output: 'four', score: 'good', input: { question: 'Q' }, expected: 4, criterion: ['短', '準'] },
        ],
        at: 'helpfulness',
      },
    ]);
  });

  it('may be a criterion in a sentence, several of them by name, with examples drawn from labels', async () => {
    const { judges, faults } = await judgesOf(`  - rubric: Names the year.
    scale: pass/fail
    examples: { labels: 4 }
  - judge: rubric
    criterion: Names the place.
    name: place`);
    assert.deepEqual(faults, []);
    assert.deepEqual(judges, [
      {
        judge: 'rubric',
        name: 'rubric',
        weight: 1,
        scale: 'pass/fail',
        criterion: 'Names the year.',
        examplesFromLabels: 4,
        at: 'Names the year.',
      },
      { judge: 'rubric', name: 'place', weight: 1, criterion: 'Names the place.', at: 'rubric' },
    ]);
  });

  it('takes a rubric beside the judge of that name, and beside no other', async () => {
    const { judges, faults } = await judgesOf(`  - judge: rubric
    rubric: Names the year.
    name: year
  - judge: correctness
    rubric: Names the place.`);
    assert.deepEqual([judges[0]?.judge, judges[0]?.criterion, judges[0]?.name], ['rubric', 'Names the year.', 'year']);
    assert.deepEqual(faults, ['6:5 testset.rubric-beside-judge "rubric"']);
  });

  const broken: [string, string][] = [
    ['  correctness: 4', '2:3 testset.judges-not-a-list "correctness: 4"'],
    ['  - 5', '2:5 testset.judge-shape "5"'],
    ['  - ""', '2:5 testset.judge-shape "\\"\\""'],
    ['  - threshold: 4', '2:5 testset.judge-without-name "threshold: 4"'],
    ['  - judge: [a]', '2:12 testset.wrong-type "[a]"'],
    ['  - judge: a\n    threshhold: 4', '3:5 testset.unknown-judge-key "threshhold"'],
    ['  - judge: a\n    threshold: [4]', '3:16 testset.wrong-type "[4]"'],
    ['  - judge: a\n    repeat: 0', '3:13 testset.judge-out-of-range "0"'],
    ['  - judge: a\n    repeat: 2.5', '3:13 testset.judge-out-of-range "2.5"'],
    ['  - judge: a\n    aggregate: sum', '3:16 testset.judge-not-one-of "sum"'],
    ['  - judge: a\n    language: fr', '3:15 testset.judge-not-one-of "fr"'],
    ['  - judge: a\n    model: a/b\n    models: [c/d]', '4:5 testset.judge-model-twice "models"'],
    ['  - judge: a\n    models: []', '3:13 testset.wrong-type "[]"'],
    ['  - judge: a\n    scale: [1, a]', '3:12 testset.wrong-type "[1, a]"'],
    ['  - judge: a\n    logprobs: often', '3:15 testset.wrong-type "often"'],
    ['  - judge: a\n    examples: 4', '3:15 testset.judge-examples "4"'],
    ['  - judge: a\n    examples: {cases: 4}', '3:15 testset.judge-examples "{cases: 4}"'],
    [
      '  - judge: a\n    examples:\n      - {output: x, score: 1, criterion: 4}',
      '4:9 testset.judge-example "{output: x, score: 1, criterion: 4}"',
    ],
    ['  - judge: a\n    examples:\n      - {output: x}', '4:9 testset.judge-example "{output: x}"'],
    ['  - judge: a\n    threshold: .inf', '3:16 testset.wrong-type ".inf"'],
    ['  - judge: a\n    model: 5', '3:12 testset.wrong-type "5"'],
    ['  - judge: a\n    weight: 0', '3:13 testset.bad-weight "0"'],
    ['  - a\n  - judge: a', '3:5 testset.duplicate-judge "judge: a"'],
  ];
  for (const [yaml, fault] of broken) {
    it(`points at the mistake in ${JSON.stringify(yaml)}`, async () => {
      assert.deepEqual((await judgesOf(yaml)).faults, [fault]);
    });
  }
});
