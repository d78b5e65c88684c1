import assert from 'node:assert/strict';
import fc from 'fast-check';
import { caseResult } from '../../../src/engine/evaluate/caseResult';
import type { CaseResult, RunHeader, SampleResult } from '../../../src/engine/evaluate/run';
import { summarize, summarizeRun } from '../../../src/engine/evaluate/summary';
import { varianceParts } from '../../../src/engine/evaluate/varianceParts';
import type { Judgement, Reading } from '../../../src/engine/judge/score';
import { judgement, sample } from './builders';

const JUDGE = { judge: 'correctness', model: 'lab/judge', min: 1, max: 5, threshold: 4, weight: 1 };

/** A case whose repeats have these scores, 0..1; from 0.75 on they pass. */
function repeated(id: string, scores: readonly number[], weight = 1): CaseResult {
  const samples = scores.map((score, repeat) => {
    const status = score >= 0.75 ? 'passed' : 'failed';
    return sample({ caseId: id, repeat, status, score, judges: [judgement(1 + score * 4)] });
  });
  return caseResult({ id, tags: [], weight }, samples);
}

/** A case of one sample whose judge was asked several times; scores on 1 to 5. */
function readOften(id: string, scores: readonly number[], over: Partial<Judgement> = {}): CaseResult {
  const readings: Reading[] = scores.map((score) => ({ model: 'lab/judge', score, reason: '', cached: false }));
  const score = scores.reduce((sum, each) => sum + each, 0) / scores.length;
  const only = sample({ caseId: id, score: (score - 1) / 4, judges: [judgement(score, { readings, ...over })] });
  return caseResult({ id, tags: [], weight: 1 }, [only]);
}

const run = (cases: CaseResult[], over: Partial<RunHeader> = {}) =>
  summarizeRun(cases, { judges: [JUDGE], model: 'lab/tested', repeat: cases[0]?.samples.length ?? 1, ...over }, 0);

const close = (found: number | null | undefined, wanted: number, digits = 12) =>
  assert.ok(Math.abs((found ?? Number.NaN) - wanted) < 10 ** -digits, `${found} is not ${wanted}`);

describe('the spread of a case', () => {
  it('has mean, deviation, pass^k and pass@k of its repeats', () => {
    const { spread, status } = repeated('rag', [1, 0.5, 1, 0.5, 1]);
    assert.ok(spread);
    assert.deepEqual([spread.n, spread.passed, spread.flaky], [5, 3, true]);
    assert.equal(status, 'failed', 'one repeat that fails is enough');
    close(spread.mean, 0.8);
    close(spread.sd, Math.sqrt(0.3 / 4));
    assert.equal(spread.passHatK, 0);
    // 1 − C(2, k) / C(5, k)
    for (const [index, wanted] of [0.6, 0.9, 1, 1, 1].entries()) close(spread.passAtK[index], wanted);
  });

  it('is steady where all pass or all fail', () => {
    assert.deepEqual([repeated('a', [1, 1]).spread?.flaky, repeated('a', [1, 1]).spread?.passHatK], [false, 1]);
    assert.deepEqual([repeated('a', [0, 0]).spread?.flaky, repeated('a', [0, 0]).spread?.passHatK], [false, 0]);
  });

  it('counts an error neither as passed nor as failed', () => {
    const samples: SampleResult[] = [
      sample({ status: 'passed', score: 1 }),
      sample({ repeat: 1, status: 'error', score: null }),
    ];
    const { spread } = caseResult({ id: 'a', tags: [], weight: 1 }, samples);
    assert.deepEqual([spread?.n, spread?.passed, spread?.flaky, spread?.sd], [1, 1, false, null]);
  });

  it('is not there without repeats', () => {
    assert.equal('spread' in repeated('a', [1]), false);
  });
});

describe('the spread of a run', () => {
  it('never counts repeats as cases: the interval is that of the means', () => {
    const score = fc.integer({ min: 0, max: 8 }).map((eighths) => eighths / 8);
    const rows = fc.array(fc.array(score, { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(rows, (all) => {
        const cases = all.map((scores, index) => repeated(`c${index}`, scores));
        const means = cases.map(({ id, score: mean }) => repeated(id, [mean ?? 0]));
        assert.deepEqual(run(cases).interval, summarize(means, [JUDGE], 0).interval);
      }),
    );
  });

  it('averages pass^k and pass@k over cases and counts the flaky ones', () => {
    const { spread } = run([repeated('a', [1, 1]), repeated('b', [1, 0]), repeated('c', [0, 0])]);
    close(spread?.passHatK, 1 / 3);
    close(spread?.passAtK, 2 / 3);
    assert.deepEqual([spread?.k, spread?.flaky], [2, 1]);
  });

  it('splits the variance into cases and calls', () => {
    // Means 0.25 and 0.75 vary by 0.125; each case’s two calls vary by 0.125, their mean by 0.0625.
    const cases = [repeated('a', [0, 0.5]), repeated('b', [0.5, 1])];
    const parts = varianceParts(cases);
    close(parts?.standardError, Math.sqrt(0.125 / 2));
    close(parts?.sampleShare, 0.5);
    close(parts?.caseShare, 0.5);
    assert.equal(parts?.judgeShare, null, 'the judge was asked once');
  });

  it('splits off what the judge’s own readings explain', () => {
    // Means 2 and 4 of 5 vary by 0.125 on 0..1; each judgement’s two readings (±1) by 0.125, their mean by 0.0625.
    const parts = varianceParts([readOften('a', [1, 3]), readOften('b', [3, 5])]);
    close(parts?.judgeShare, 0.5);
    assert.equal(parts?.sampleShare, null, 'the prompt was called once');
    close(parts?.caseShare, 0.5);
  });

  it('keeps calls and readings in proportion where their noise is more than the cases vary', () => {
    // On 0..1 the repeats of a vary by 0.125, those of b by 0.18, and the readings, ±1 of 5, by 0.125.
    const twice = (id: string, scores: readonly number[]): CaseResult =>
      caseResult(
        { id, tags: [], weight: 1 },
        scores.flatMap((score) => readOften(id, [score - 1, score + 1]).samples),
      );
    const parts = varianceParts([twice('a', [2, 4]), twice('b', [2, 4.4])]);
    assert.equal(parts?.caseShare, 0);
    // The mean over the cases of s² / r; that of v / (m r) is 0.125 / 4.
    const ofCalls = (0.125 + 0.18) / 4;
    close(parts?.judgeShare, 0.03125 / ofCalls);
    close(parts?.sampleShare, 1 - 0.03125 / ofCalls);
  });

  it('takes both orders of a pair as one reading', () => {
    const pair = (...scores: number[]) => ({
      min: 0,
      max: 1,
      readings: scores.map((score, index) => ({
        model: 'lab/judge',
        score,
        reason: '',
        order: index % 2 === 0 ? ('output-first' as const) : ('output-second' as const),
        cached: false,
      })),
    });
    const one = varianceParts([readOften('a', [1, 1], pair(1, 0)), readOften('b', [5, 5], pair(1, 1))]);
    assert.equal(one?.judgeShare, null);
    const two = varianceParts([readOften('a', [1, 1], pair(1, 0, 1, 0)), readOften('b', [5, 5], pair(1, 1, 1, 1))]);
    assert.equal(two?.judgeShare, 0);
  });

  it('has parts that add up to 1, whatever the scores', () => {
    const score = fc.double({ min: 0, max: 1, noNaN: true });
    const rows = fc.array(fc.array(score, { minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 10 });
    fc.assert(
      fc.property(rows, (all) => {
        const parts = varianceParts(all.map((scores, index) => repeated(`c${index}`, scores)));
        assert.ok(parts);
        const { caseShare, sampleShare, judgeShare } = parts;
        close(caseShare + (sampleShare ?? 0) + (judgeShare ?? 0), 1, 9);
        for (const share of [caseShare, sampleShare ?? 0, judgeShare ?? 0]) assert.ok(share >= 0 && share <= 1);
      }),
    );
  });

  describe('proposes', () => {
    const unlike = ['a', 'b', 'c', 'd'].map((id, index) => repeated(id, index % 2 === 0 ? [0, 0] : [1, 1]));
    const shaky = ['a', 'b', 'c', 'd'].map((id) => repeated(id, id < 'c' ? [0, 1] : [0.25, 1]));

    it('more cases where the cases differ, at most as many again', () => {
      const next = run(unlike).spread?.nextStep;
      assert.ok(next?.step === 'more-cases');
      assert.equal(next.more, 4);
      assert.ok(next.to < next.from);
    });

    it('only so many as are needed to be sure enough', () => {
      const cases = Array.from({ length: 40 }, (_, index) => repeated(`c${index}`, index % 4 === 0 ? [0.75] : [1]));
      assert.deepEqual(run(cases).spread?.nextStep.step, 'none');
      const wider = Array.from({ length: 30 }, (_, index) => repeated(`c${index}`, index % 4 === 0 ? [0.65] : [1]));
      const next = run(wider).spread?.nextStep;
      assert.ok(next?.step === 'more-cases' && next.more < 30);
      assert.ok(next.to <= 0.05 + 1e-3, `${next.to}`);
    });

    it('temperature 0 where calls of one case differ, and repeats where it is 0 already', () => {
      assert.equal(run(shaky).spread?.nextStep.step, 'temperature-0');
      assert.equal(run(shaky, { temperature: 0.7 }).spread?.nextStep.step, 'temperature-0');
      const next = run(shaky, { temperature: 0 }).spread?.nextStep;
      assert.ok(next?.step === 'repeat-the-prompt');
      assert.equal(next.repeat, 4);
    });

    it('to repeat the judge where its readings differ most', () => {
      const cases = ['a', 'b', 'c', 'd', 'e'].map((id, index) => readOften(id, index % 2 === 0 ? [1, 5] : [2, 5]));
      const judges = [{ ...JUDGE, repeat: 2, calls: 2 }];
      const next = run(cases, { judges }).spread?.nextStep;
      assert.ok(next?.step === 'repeat-the-judge', JSON.stringify(next));
      assert.equal(next.repeat, 4);
    });

    it('nothing below two cases', () => {
      assert.deepEqual(run([repeated('a', [0, 1])]).spread?.nextStep, { step: 'none', width: null });
    });
  });

  it('says what cannot be told because it was done once', () => {
    assert.deepEqual(run([repeated('a', [1]), repeated('b', [0])]).spread?.unknown, ['prompt', 'judge']);
    const baseline = { judges: [{ ...JUDGE, model: 'baseline/overlap' }], model: 'baseline/extractive' };
    assert.deepEqual(run([repeated('a', [1]), repeated('b', [0])], baseline).spread?.unknown, [], 'always the same');
    const judges = [{ ...JUDGE, repeat: 2, calls: 2 }];
    assert.deepEqual(run([repeated('a', [1, 1]), repeated('b', [0, 0])], { judges }).spread?.unknown, []);
  });
});
