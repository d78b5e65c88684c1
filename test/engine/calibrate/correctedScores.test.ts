import assert from 'node:assert/strict';
import { correctedScores, LEAST_CORRECTING, type ScoredPair } from '../../../src/engine/calibrate/correctedScores';
import { predictionPowered, roganGladen } from '../../../src/engine/statistics';

/** As many pairs of a person's and the judge's score. */
const pairs = (count: number, human: number, judge: number): ScoredPair[] =>
  Array.from({ length: count }, () => ({ human, judge }));

describe("a run's scores, corrected by people's labels", () => {
  const labelled = [...pairs(8, 5, 5), ...pairs(2, 5, 3), ...pairs(7, 2, 2), ...pairs(3, 2, 4)];
  const unlabelled = [5, 5, 4, 4, 4, 2, 2, 3, 5, 1];

  it('are those of prediction-powered inference and of Rogan and Gladen', () => {
    const found = correctedScores({ labelled, unlabelled, everLabelled: labelled, threshold: 4 });
    const human = labelled.map((each) => each.human);
    const judge = labelled.map((each) => each.judge);
    assert.deepEqual(found?.mean, predictionPowered({ human, judge, judgeUnlabelled: unlabelled }));
    assert.deepEqual(
      found?.passRate,
      // Of 30 outputs the judge passes 8 + 3 labelled ones and 6 others.
      roganGladen({
        judgePasses: 17,
        judged: 30,
        humanPassJudgePass: 8,
        humanPass: 10,
        humanFailJudgeFail: 7,
        humanFail: 10,
      }),
    );
    assert.deepEqual([found?.refused, found?.labelled], [null, 20]);
  });

  it('take the errors of the judge from all labels, and the mean from those of this run alone', () => {
    const found = correctedScores({ labelled: [], unlabelled, everLabelled: labelled, threshold: 4 });
    assert.equal(found?.mean, null);
    assert.notEqual(found?.passRate, null);
    assert.equal(found?.labelled, 0);
  });

  it('are refused where the judge is no better than chance, or people saw only good or only bad outputs', () => {
    const chance = [...pairs(5, 5, 5), ...pairs(5, 5, 1), ...pairs(5, 1, 5), ...pairs(5, 1, 1)];
    const guessed = correctedScores({ labelled: chance, unlabelled, everLabelled: chance, threshold: 4 });
    assert.deepEqual([guessed?.mean, guessed?.passRate, guessed?.refused], [null, null, 'chance']);
    const good = pairs(20, 5, 5);
    const oneSided = correctedScores({ labelled: good, unlabelled, everLabelled: good, threshold: 4 });
    assert.deepEqual([oneSided?.passRate, oneSided?.refused], [null, 'one-sided']);
    assert.notEqual(oneSided?.mean, null, 'a mean needs no bad output');
  });

  it('are not given of few labels', () => {
    const few = labelled.slice(0, LEAST_CORRECTING - 1);
    assert.equal(correctedScores({ labelled: few, unlabelled, everLabelled: few, threshold: 4 }), null);
  });
});
