import assert from 'node:assert/strict';
import { examplesOfLabels, type HumanLabel, outputDigest } from '../../../../src/engine/judge/labels';

let seconds = 0;

/** A label of a minute later than the one before. */
function label(over: Partial<HumanLabel> & { caseId: string; score: number }): HumanLabel {
  seconds++;
  const output = over.output ?? `answer to ${over.caseId}`;
  return {
    id: `label-${seconds}`,
    at: new Date(Date.UTC(2026, 10, 1, 0, seconds)).toISOString(),
    by: 'Ada',
    prompt: 'a.prompt',
    judge: 'tone',
    min: 1,
    max: 5,
    output,
    outputDigest: outputDigest(output),
    ...over,
  };
}

const FIVE = { min: 1, max: 5 };
const cases = (labels: HumanLabel[], most: number, scale = FIVE) =>
  examplesOfLabels(labels, 'tone', scale, most).map(({ caseId, score }) => `${caseId}:${score}`);

describe('examples drawn from labels', () => {
  it('are spread over the scores from both ends, of each the oldest first', () => {
    const labels = [5, 5, 5, 5, 1, 3].map((score, index) => label({ caseId: `c${index}`, score }));
    assert.deepEqual(cases(labels, 2), ['c4:1', 'c0:5']);
    assert.deepEqual(cases(labels, 3), ['c4:1', 'c0:5', 'c5:3']);
    assert.deepEqual(cases(labels, 5), ['c4:1', 'c0:5', 'c5:3', 'c1:5', 'c2:5']);
    assert.deepEqual(cases(labels, 50), ['c4:1', 'c0:5', 'c5:3', 'c1:5', 'c2:5', 'c3:5']);
    assert.deepEqual(cases([...labels, label({ caseId: 'new', score: 1 })], 3), ['c4:1', 'c0:5', 'c5:3']);
  });

  it('have one output of a case, with the mean of what people gave and the first note', () => {
    const labels = [
      label({ caseId: 'a', score: 2, input: { question: 'Q' }, expected: 'E', criterion: ['C'] }),
      label({ caseId: 'a', score: 4, by: 'Lin', note: 'Curt.' }),
      label({ caseId: 'a', score: 5, output: 'another answer' }),
    ];
    assert.deepEqual(examplesOfLabels(labels, 'tone', FIVE, 9), [
      {
        caseId: 'a',
        input: { question: 'Q' },
        expected: 'E',
        criterion: ['C'],
        output: 'answer to a',
        reason: 'Curt.',
        score: 3,
      },
    ]);
  });

  it('are of this judge and this scale, count the newest of a person, and leave out what was taken back', () => {
    const first = label({ caseId: 'a', score: 1 });
    const taken = label({ caseId: 'b', score: 2 });
    const labels = [
      first,
      label({ caseId: 'a', score: 4, replaces: first.id }),
      taken,
      label({ caseId: 'b', score: 2, replaces: taken.id, withdrawn: true }),
      label({ caseId: 'c', score: 3, judge: 'correctness' }),
      label({ caseId: 'd', score: 3, max: 10 }),
    ];
    assert.deepEqual(cases(labels, 9), ['a:4']);
  });

  it('have labels on a scale of words, and fractions on one without steps', () => {
    const words = {
      min: 0,
      max: 1,
      labels: [
        { label: 'fail', score: 0 },
        { label: 'pass', score: 1 },
      ],
    };
    const labels = [label({ caseId: 'a', score: 1, min: 0, max: 1 }), label({ caseId: 'b', score: 0, min: 0, max: 1 })];
    assert.deepEqual(cases(labels, 9, words), ['b:fail', 'a:pass']);
    assert.deepEqual(cases([label({ caseId: 'a', score: 0.333, min: 0, max: 1 })], 9, { min: 0, max: 1 }), ['a:0.33']);
  });
});
