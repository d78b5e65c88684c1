import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  bootstrapInterval,
  cohenKappa,
  confusionMatrix,
  kendallTauB,
  krippendorffAlpha,
  percentile,
  predictionPowered,
  roganGladen,
  seededRandom,
  spearman,
  weightedScore,
} from '../../../src/engine/statistics';

const close = (found: number | null, wanted: number, within = 1e-9) =>
  assert.ok(found !== null && Math.abs(found - wanted) <= within, `${found} instead of ${wanted}`);

const check = <T>(arbitrary: fc.Arbitrary<T>, property: (value: T) => void) =>
  fc.assert(fc.property(arbitrary, property), { seed: 20261124, numRuns: 300 });

const scores = (min = 0, max = 30) => fc.array(fc.integer({ min: 1, max: 5 }), { minLength: min, maxLength: max });
const pairs = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })), { maxLength: 40 });
const LABELS = [1, 2, 3, 4, 5];

describe("Cohen's kappa", () => {
  it('is undefined where both always give the same one, not 0 and not 1', () => {
    assert.equal(cohenKappa([3, 3, 3], [3, 3, 3], { weights: 'quadratic', labels: LABELS }), null);
    assert.equal(cohenKappa([], [], {}), null);
    assert.equal(cohenKappa([3, 3, 3], [3, 4, 3], { weights: 'none' }), 0);
  });

  it('leaves out what either left out, and refuses a label that it does not know', () => {
    close(cohenKappa([1, 2, null, 1], [1, 2, 2, null], {}), 1);
    assert.throws(() => cohenKappa([9], [1], { labels: LABELS }), RangeError);
    assert.throws(() => cohenKappa([1, 2], [1, 2, 3]), RangeError);
  });

  it('weighs by the place of a label, whatever the labels are called', () => {
    const a = ['bad', 'fair', 'good', 'good', 'bad'];
    const b = ['bad', 'good', 'good', 'fair', 'fair'];
    const labels = ['bad', 'fair', 'good'];
    const numbers = (words: string[]) => words.map((word) => labels.indexOf(word));
    for (const weights of ['none', 'linear', 'quadratic'] as const) {
      assert.equal(
        cohenKappa(a, b, { weights, labels }),
        cohenKappa(numbers(a), numbers(b), { weights, labels: [0, 1, 2] }),
      );
    }
  });

  it('is symmetric, at most 1, 1 for equal ratings, and what the definition says', () => {
    check(pairs, (ratings) => {
      const [a, b] = [ratings.map(([x]) => x), ratings.map(([, y]) => y)];
      for (const weights of ['none', 'linear', 'quadratic'] as const) {
        const kappa = cohenKappa(a, b, { weights, labels: LABELS });
        const turned = cohenKappa(b, a, { weights, labels: LABELS });
        if (kappa === null) assert.equal(turned, null);
        else close(turned, kappa, 1e-12);
        const weight = (x: number, y: number) =>
          weights === 'none' ? Number(x !== y) : weights === 'linear' ? Math.abs(x - y) : (x - y) ** 2;
        let [observed, expected] = [0, 0];
        for (const [x, y] of ratings) observed += weight(x, y);
        for (const x of a) for (const y of b) expected += weight(x, y) / ratings.length;
        if (expected === 0) assert.equal(kappa, null);
        else close(kappa, 1 - observed / expected, 1e-9);
      }
    });
  });
});

describe("Krippendorff's alpha", () => {
  // Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section C: four observers, twelve units, gaps.
  const PUBLISHED = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, null, null, null],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, null, 3],
    [null, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, null],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, null],
  ];

  it('is the published one', () => {
    close(krippendorffAlpha(PUBLISHED, { metric: 'nominal' }), 0.743, 5e-4);
    close(krippendorffAlpha(PUBLISHED, { metric: 'ordinal' }), 0.815, 5e-4);
    close(krippendorffAlpha(PUBLISHED, { metric: 'interval' }), 0.849, 5e-4);
  });

  // The same, section B: two observers, twelve units, words.
  it('takes words where they differ alike', () => {
    const first = ['a', 'a', 'b', 'b', 'd', 'c', 'c', 'c', 'e', 'd', 'd', 'a'];
    const second = ['b', 'a', 'b', 'b', 'b', 'c', 'c', 'c', 'e', 'd', 'd', 'd'];
    close(krippendorffAlpha([first, second], { metric: 'nominal' }), 0.692, 5e-4);
  });

  it('is undefined for constant ratings and where nobody shares an item', () => {
    assert.equal(
      krippendorffAlpha(
        [
          [3, 3],
          [3, 3],
        ],
        { metric: 'interval' },
      ),
      null,
    );
    assert.equal(
      krippendorffAlpha(
        [
          [1, null],
          [null, 2],
        ],
        { metric: 'nominal' },
      ),
      null,
    );
    assert.equal(krippendorffAlpha([], { metric: 'ordinal' }), null);
  });

  it('is what the definition says of all pairs of values, for scores on no lattice too', () => {
    const score = fc.option(fc.double({ min: 0, max: 5, noNaN: true }));
    check(fc.array(fc.array(score, { minLength: 5, maxLength: 5 }), { minLength: 2, maxLength: 4 }), (raters) => {
      const units = raters[0]?.map((_, item) => raters.flatMap((rater) => rater[item] ?? [])) ?? [];
      const paired = units.filter((values) => values.length > 1);
      const all = paired.flat();
      const apart = (values: readonly number[]) =>
        values.reduce((sum, x) => sum + values.reduce((inner, y) => inner + (x - y) ** 2, 0), 0);
      const observed = paired.reduce((sum, values) => sum + apart(values) / (values.length - 1), 0);
      const expected = apart(all) / (all.length - 1);
      const alpha = krippendorffAlpha(raters, { metric: 'interval' });
      if (alpha === null) assert.ok(all.length === 0 || apart(all) < 1e-300);
      else if (expected > 1e-9) close(alpha, 1 - observed / expected, 1e-6);
    });
  });

  it('is undefined for intervals between what is no number', () => {
    const words = [
      ['a', 'b'],
      ['a', 'c'],
    ];
    assert.equal(krippendorffAlpha(words, { metric: 'interval' }), null);
  });

  it('does not mind the order of raters and items, nor the unit of intervals', () => {
    const tables = fc.array(fc.array(fc.option(fc.integer({ min: 1, max: 5 })), { minLength: 6, maxLength: 6 }), {
      minLength: 2,
      maxLength: 4,
    });
    check(tables, (raters) => {
      for (const metric of ['nominal', 'ordinal', 'interval'] as const) {
        const alpha = krippendorffAlpha(raters, { metric });
        const turned = krippendorffAlpha(
          [...raters].reverse().map((rater) => [...rater].reverse()),
          { metric },
        );
        if (alpha === null) assert.equal(turned, null);
        else {
          assert.ok(alpha <= 1 + 1e-12);
          close(turned, alpha, 1e-9);
        }
      }
      const scaled = raters.map((rater) => rater.map((value) => (value === null ? null : 10 * value - 3)));
      const [one, other] = [
        krippendorffAlpha(raters, { metric: 'interval' }),
        krippendorffAlpha(scaled, { metric: 'interval' }),
      ];
      if (one === null) assert.equal(other, null);
      else close(other, one, 1e-9);
    });
  });
});

describe('rank correlations', () => {
  // scipy.stats.kendalltau's and spearmanr's own documentation.
  it('are those of the documentation', () => {
    close(kendallTauB([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]), -0.4714045207910316);
    close(spearman([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]), 0.8207826816681233);
  });

  it('are undefined without spread', () => {
    for (const correlation of [kendallTauB, spearman]) {
      assert.equal(correlation([1, 1, 1], [1, 2, 3]), null);
      assert.equal(correlation([1], [1]), null);
    }
  });

  it('are undefined of what is no number, and refuse sides of different lengths', () => {
    for (const correlation of [kendallTauB, spearman]) {
      for (const unknown of [Number.NaN, Number.POSITIVE_INFINITY, undefined, null]) {
        assert.equal(correlation([1, 2, unknown as number], [1, 2, 3]), null);
        assert.equal(correlation([1, 2, 3], [1, 2, unknown as number]), null);
      }
      assert.throws(() => correlation([1, 2], [1, 2, 3]), RangeError);
    }
  });

  it('turn around with one side, and tau-b is what counting pairs gives', () => {
    check(pairs, (ratings) => {
      const [a, b] = [ratings.map(([x]) => x), ratings.map(([, y]) => y)];
      const negated = b.map((y) => -y);
      for (const correlation of [kendallTauB, spearman]) {
        const found = correlation(a, b);
        if (found === null) assert.equal(correlation(a, negated), null);
        else close(correlation(a, negated), -found, 1e-9);
      }
      let [balance, inA, inB] = [0, 0, 0];
      for (let i = 0; i < a.length; i++) {
        for (let j = 0; j < i; j++) {
          const [x, y] = [Math.sign((a[i] ?? 0) - (a[j] ?? 0)), Math.sign((b[i] ?? 0) - (b[j] ?? 0))];
          balance += x * y;
          inA += x * x;
          inB += y * y;
        }
      }
      const tau = kendallTauB(a, b);
      if (inA === 0 || inB === 0) assert.equal(tau, null);
      else close(tau, balance / Math.sqrt(inA * inB), 1e-9);
    });
  });
});

describe('a weighted score', () => {
  it('stands as it was given where no alternative is on the scale, and is undefined without that', () => {
    const junk = [{ token: 'The', logprob: -0.1 }];
    assert.deepEqual(weightedScore(junk, { min: 1, max: 5, emitted: 4 }), { score: 4, mass: 0 });
    assert.equal(weightedScore(junk, { min: 1, max: 5 }), null);
    assert.equal(weightedScore([], { min: 1, max: 5, emitted: 9 }), null);
  });

  it('takes what is certain as certain, where a server rounds to a little above 0', () => {
    const sure = [
      { token: '4', logprob: 1e-9 },
      { token: '5', logprob: -25 },
    ];
    const weighted = weightedScore(sure, { min: 1, max: 5, emitted: 4 });
    close(weighted?.score ?? null, 4, 1e-9);
    close(weighted?.mass ?? null, 1);
  });

  it('never leaves the scale', () => {
    const tokens = fc.array(
      fc.record({ token: fc.string({ maxLength: 3 }), logprob: fc.double({ min: -20, max: 0, noNaN: true }) }),
    );
    check(tokens, (alternatives) => {
      const weighted = weightedScore(alternatives, { min: 1, max: 5, emitted: 3 });
      assert.ok(weighted !== null && weighted.score >= 1 && weighted.score <= 5 && weighted.mass <= 1);
    });
  });
});

describe('corrections by labels', () => {
  it('are refused where there is nothing to go by', () => {
    assert.equal(predictionPowered({ human: [1], judge: [1], judgeUnlabelled: [1] }), null);
    assert.equal(predictionPowered({ human: [1, 2], judge: [1, 2], judgeUnlabelled: [] }), null);
    const chance = { judgePasses: 50, judged: 100, humanPass: 20, humanFail: 20, humanPassJudgePass: 10 };
    assert.equal(roganGladen({ ...chance, humanFailJudgeFail: 10 }), null, 'no better than chance');
    assert.equal(roganGladen({ ...chance, humanFailJudgeFail: 5 }), null, 'worse than chance');
    assert.equal(roganGladen({ ...chance, humanFailJudgeFail: 10, humanFail: 0 }), null);
    const good = { ...chance, humanPassJudgePass: 18, humanFailJudgeFail: 18 };
    assert.notEqual(roganGladen(good), null);
    assert.equal(roganGladen({ ...good, judgePasses: 101 }), null, 'more passed than were judged');
    assert.equal(roganGladen({ ...good, humanFailJudgeFail: 21 }), null);
  });

  // jansim/LLM-judge-repoRting, tests/testthat/fixtures/confidence_interval.csv: values of the Python code of Lee et al. 2025.
  it('have the interval that the authors of the method give', () => {
    const given = [
      {
        judged: [400, 1000],
        pass: [180, 200],
        fail: [140, 200],
        confidence: 0.95,
        interval: [0.0563507248, 0.2627330258],
      },
      {
        judged: [250, 500],
        pass: [80, 100],
        fail: [80, 100],
        confidence: 0.95,
        interval: [0.3799746589, 0.6200253411],
      },
      { judged: [30, 300], pass: [48, 80], fail: [47.5, 50], confidence: 0.9, interval: [0, 0.1781373166] },
      {
        judged: [9000, 10000],
        pass: [990, 1000],
        fail: [600, 1000],
        confidence: 0.99,
        interval: [0.8273348479, 0.8686713102],
      },
      { judged: [50, 50], pass: [10, 10], fail: [10, 10], confidence: 0.95, interval: [0.9043143637, 1] },
    ] as const;
    for (const { judged, pass, fail, confidence, interval } of given) {
      const found = roganGladen(
        {
          judgePasses: judged[0],
          judged: judged[1],
          humanPassJudgePass: pass[0],
          humanPass: pass[1],
          humanFailJudgeFail: fail[0],
          humanFail: fail[1],
        },
        { confidence },
      );
      close(found?.low ?? null, interval[0]);
      close(found?.high ?? null, interval[1]);
    }
  });

  it('leave the mean of the labels where the judge tells nothing', () => {
    const found = predictionPowered({ human: [1, 2, 3], judge: [4, 4, 4], judgeUnlabelled: [4, 4, 4, 4] });
    close(found?.estimate ?? null, 2);
  });

  // A simulation with a fixed seed: how often the true value lies in the 95 % interval.
  it('cover the truth about as often as they say', () => {
    const random = seededRandom(7);
    let [means, rates] = [0, 0];
    const trials = 600;
    for (let trial = 0; trial < trials; trial++) {
      const good = () => Number(random() < 0.7);
      const judged = (truth: number) => (random() < 0.85 ? truth : 1 - truth);
      const labelled = Array.from({ length: 60 }, () => {
        const human = good();
        return { human, judge: judged(human) };
      });
      const judgeUnlabelled = Array.from({ length: 300 }, () => judged(good()));
      const mean = predictionPowered({
        human: labelled.map(({ human }) => human),
        judge: labelled.map(({ judge }) => judge),
        judgeUnlabelled,
      });
      if (mean !== null && mean.low <= 0.7 && mean.high >= 0.7) means++;
      const rate = roganGladen({
        judgePasses: judgeUnlabelled.filter((score) => score === 1).length,
        judged: judgeUnlabelled.length,
        humanPassJudgePass: labelled.filter(({ human, judge }) => human === 1 && judge === 1).length,
        humanPass: labelled.filter(({ human }) => human === 1).length,
        humanFailJudgeFail: labelled.filter(({ human, judge }) => human === 0 && judge === 0).length,
        humanFail: labelled.filter(({ human }) => human === 0).length,
      });
      if (rate === null || (rate.low <= 0.7 && rate.high >= 0.7)) rates++;
    }
    assert.ok(means / trials > 0.92 && means / trials < 0.98, `mean: ${means / trials}`);
    assert.ok(rates / trials > 0.92, `pass rate: ${rates / trials}`);
  });
});

describe('small things', () => {
  it('count, interpolate, and resample by a seed', () => {
    assert.deepEqual(confusionMatrix(['a', 'b', 'a'], ['a', 'a', 'b'], ['a', 'b']), [
      [1, 1],
      [1, 0],
    ]);
    assert.throws(() => confusionMatrix(['a'], ['c'], ['a', 'b']), RangeError);
    assert.equal(percentile([1, 2, 3, 4], 50), 2.5);
    assert.equal(percentile([], 50), null);
    assert.equal(percentile([1], 101), null);
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const values = Array.from({ length: 50 }, (_, index) => index);
    const found = bootstrapInterval(values, mean, { seed: 3 });
    assert.deepEqual(found, bootstrapInterval(values, mean, { seed: 3 }));
    // 24.5 ± 1.96 · 14.43 / √50
    assert.ok(found !== null && Math.abs(found.low - 20.5) < 0.6 && Math.abs(found.high - 28.5) < 0.6);
    assert.equal(
      bootstrapInterval(values, () => null),
      null,
    );
    assert.equal(bootstrapInterval([], mean), null);
  });

  it('say nothing but numbers and null', () => {
    check(fc.tuple(scores(), scores()), ([a, b]) => {
      const n = Math.min(a.length, b.length);
      const [x, y] = [a.slice(0, n), b.slice(0, n)];
      const found = [
        cohenKappa(x, y, { weights: 'linear' }),
        krippendorffAlpha([x, y], { metric: 'ordinal' }),
        spearman(x, y),
        kendallTauB(x, y),
        percentile(x, 95),
        predictionPowered({ human: x, judge: y, judgeUnlabelled: a })?.estimate ?? null,
      ];
      assert.ok(
        found.every((value) => value === null || Number.isFinite(value)),
        String(found),
      );
    });
  });
});
