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
      { judge: 'correctness', weight: 1, at: 'correctness' },
      { judge: './judges/tone.prompt', weight: 1, at: './judges/tone.prompt' },
      { judge: 'relevance', weight: 2, threshold: 3.5, model: 'openai/gpt-4o-mini', at: 'relevance' },
    ]);
  });

  const broken: [string, string][] = [
    ['  correctness: 4', '2:3 testset.judges-not-a-list "correctness: 4"'],
    ['  - 5', '2:5 testset.judge-shape "5"'],
    ['  - ""', '2:5 testset.judge-shape "\\"\\""'],
    ['  - threshold: 4', '2:5 testset.judge-without-name "threshold: 4"'],
    ['  - judge: [a]', '2:12 testset.wrong-type "[a]"'],
    ['  - judge: a\n    threshhold: 4', '3:5 testset.unknown-judge-key "threshhold"'],
    ['  - judge: a\n    threshold: high', '3:16 testset.wrong-type "high"'],
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
