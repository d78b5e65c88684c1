import assert from 'node:assert/strict';
import { readVerdict } from '../../../src/engine/judge/readVerdict';

const scaleOf = (...labels: string[]) => ({
  min: 0,
  max: 1,
  labels: labels.map((label, index) => ({ label, score: index / (labels.length - 1) })),
});
const PASS_FAIL = scaleOf('fail', 'pass');
const CORRECT = scaleOf('incorrect', 'partially correct', 'correct');
const ZH = scaleOf('不通過', '通過');
const PAIR = scaleOf('B', 'tie', 'A');

/** What a careful person reads: a label, or null where they could not tell. */
const REPLIES: [string, ReturnType<typeof scaleOf>, string | null, string?][] = [
  ['Score: pass\nReason: fine in 3 ways', PASS_FAIL, 'pass', 'fine in 3 ways'],
  ['Verdict: **PASS**', PASS_FAIL, 'pass', ''],
  ['{"reason":"has 2 faults","score":"fail"}', PASS_FAIL, 'fail', 'has 2 faults'],
  ['{"verdict": "Fail", "reason": "wrong year"}', PASS_FAIL, 'fail', 'wrong year'],
  ['```json\n{"reason": "A leaves 4 out", "score": "B"}\n```', PAIR, 'B', 'A leaves 4 out'],
  ['{"score": "pass", "reason": "It says \\"fail\\" twice"}', PASS_FAIL, 'pass', 'It says "fail" twice'],
  ['<reason>1 of 2</reason><score>pass</score>', PASS_FAIL, 'pass', '1 of 2'],
  ['<think>Score: pass</think>Score: fail', PASS_FAIL, 'fail'],
  ['Score: Ｐａｓｓ', PASS_FAIL, 'pass', ''],
  ['PASS', PASS_FAIL, 'pass', ''],
  ['[[A]]', PAIR, 'A'],
  ['Score: A\nReason: B is worse', PAIR, 'A', 'B is worse'],
  ['Score: tie', PAIR, 'tie', ''],
  ['Score: partially correct\nReason: no year', CORRECT, 'partially correct', 'no year'],
  ['Score: Incorrect.', CORRECT, 'incorrect'],
  ['Score: fail - it has 2 errors', PASS_FAIL, 'fail', 'it has 2 errors'],
  ['理由：很好\n評分：通過', ZH, '通過', '很好'],
  ['評分：不通過\n理由：缺了兩點', ZH, '不通過', '缺了兩點'],
  ['Score: pass\nHmm, the year is wrong.\nScore: fail', PASS_FAIL, 'fail'],
  // Not to be told.
  ['Score: 1', PASS_FAIL, null],
  ['Score: four', CORRECT, null],
  ['評分：四分', ZH, null],
  ['{"score": 1, "reason": "numbers are no labels"}', PASS_FAIL, null, 'numbers are no labels'],
  ['Verdict: does not pass', PASS_FAIL, null],
  ['Verdict: not correct', CORRECT, null],
  ['評分：未通過', ZH, null],
  ['pass or fail', PASS_FAIL, null],
  ['Score: pass/fail', PASS_FAIL, null],
  ['Score: pass or fail', PASS_FAIL, null],
  ['Score: <fail or pass>', PASS_FAIL, null],
  ['Score: passed', PASS_FAIL, null],
  ['I think it should pass.', PASS_FAIL, null],
  ['<think>Score: pass', PASS_FAIL, null],
  ['', PASS_FAIL, null],
];

describe('a verdict on a scale of words', () => {
  for (const [reply, scale, label, reason] of REPLIES) {
    it(`is ${label} in ${JSON.stringify(reply).slice(0, 60)}`, () => {
      const read = readVerdict(reply, scale);
      assert.equal(read.label ?? null, label);
      assert.equal(read.score, label === null ? null : scale.labels.find((each) => each.label === label)?.score);
      if (reason !== undefined) assert.equal(read.reason, reason);
    });
  }

  it('is not trusted where the reply was cut off right behind it', () => {
    assert.equal(readVerdict('Score: pass', PASS_FAIL, { finishReason: 'length' }).score, null);
  });
});
