import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as stats from '../../../src/engine/statistics';

interface Vector {
  id: string;
  category: string;
  input: Record<string, never>;
  expected: Record<string, never>;
  tolerance: Record<string, number>;
}

const { vectors } = JSON.parse(readFileSync(join(__dirname, 'reference.json'), 'utf8')) as { vectors: Vector[] };

const differences = ({ old, new: now }: { old: number[]; new: number[] }) =>
  old.map((each, index) => (now[index] as number) - each);

/** By category: what ours gives, under the names of the expected values. */
const OURS: Record<string, (input: never) => Record<string, unknown>> = {
  'permutation.paired.exact': (input) => ({ pTwoSided: stats.signFlipTest(differences(input)).p }),
  'permutation.paired.large': (input) => ({ pTwoSided: stats.signFlipTest(differences(input)).p }),
  'bootstrap.bca.meanDifference': ({
    differences,
    level = 0.95,
    resamples,
  }: {
    differences: number[];
    level?: number;
    resamples?: number;
  }) => ({ ...stats.bcaInterval(differences, { confidence: level, resamples, seed: 11 }) }),
  mcnemar: ({ passToFail, failToPass }: { passToFail: number; failToPass: number }) => ({
    pExact: stats.mcnemar(passToFail, failToPass).p,
  }),
  't.paired': ({ x, y }: { x: number[]; y: number[] }) => {
    const { t, df, p, low, high } = stats.pairedT(differences({ old: y, new: x }));
    return { t, df, p, ciLow: low, ciHigh: high };
  },
  multiplicity: ({ p }: { p: number[] }) => ({ holm: stats.holm(p), benjaminiHochberg: stats.benjaminiHochberg(p) }),
  'sampleSize.pairedMean': (input: {
    sdOfDifferences: number;
    smallestDifference: number;
    alpha: number;
    power: number;
  }) => ({ normal: stats.sampleSizePaired(input.sdOfDifferences, input.smallestDifference, input) }),
  'sampleSize.mcnemar': (input: { discordantShare: number; netDifference: number; alpha: number; power: number }) => ({
    n: stats.sampleSizeMcnemar(input.discordantShare, input.netDifference, input),
  }),
  'variance.decomposition': ({ scores }: { scores: number[][] }) => {
    const { withinCase, betweenCases, standardError } = stats.varianceComponents(scores);
    return { withinCase, betweenCases, standardErrorOfMean: standardError };
  },
  'sequential.alphaSpending': (input: { informationFractions: number[]; alphaTwoSided: number }) => {
    const { z, p } = stats.obrienFleming(input.informationFractions, { alpha: input.alphaTwoSided });
    return { zBoundaries: z, nominalTwoSidedP: p };
  },
  'kappa.cohen': ({ a, b, labels }: { a: string[]; b: string[]; labels?: string[] }) => ({
    unweighted: stats.cohenKappa(a, b, { weights: 'none', labels }),
    linear: stats.cohenKappa(a, b, { weights: 'linear', labels }),
    quadratic: stats.cohenKappa(a, b, { weights: 'quadratic', labels }),
  }),
  'alpha.krippendorff': ({ ratings }: { ratings: (number | null)[][] }) => ({
    nominal: stats.krippendorffAlpha(ratings, { metric: 'nominal' }),
    ordinal: stats.krippendorffAlpha(ratings, { metric: 'ordinal' }),
    interval: stats.krippendorffAlpha(ratings, { metric: 'interval' }),
  }),
  'correlation.rank': ({ x, y }: { x: number[]; y: number[] }) => ({
    spearman: stats.spearman(x, y),
    kendallTauB: stats.kendallTauB(x, y),
  }),
  'interval.wilson': ({ successes, n, level }: { successes: number; n: number; level: number }) => ({
    ...stats.wilson(successes, n, { confidence: level }),
  }),
  percentile: ({ values }: { values: number[] }) => ({
    p50Linear: stats.percentile(values, 50),
    p90Linear: stats.percentile(values, 90),
    p95Linear: stats.percentile(values, 95),
    p99Linear: stats.percentile(values, 99),
  }),
  'judge.predictionPowered': (input: {
    humanLabels: number[];
    judgeOnLabelled: number[];
    judgeOnUnlabelled: number[];
    alpha: number;
  }) => {
    const { humanLabels: human, judgeOnLabelled: judge, judgeOnUnlabelled: judgeUnlabelled, alpha } = input;
    return { ...stats.predictionPowered({ human, judge, judgeUnlabelled }, { alpha }) };
  },
  'judge.roganGladen': (input: stats.RoganGladenInput) => ({ ...stats.roganGladen(input) }),
  'geval.weightedScore': (input: {
    topLogprobs: stats.TokenProbability[];
    scale: [number, number];
    emitted: number;
  }) => {
    const [min, max] = input.scale;
    const weighted = stats.weightedScore(input.topLogprobs, { min, max, emitted: input.emitted });
    return { score: weighted?.score, scoreTokenMass: weighted?.mass };
  },
  verdict: (input: { old: number[]; new: number[]; margin: number; alpha: number }) => {
    const { n, mean, p, low, high, verdict } = stats.compareScores(input.old, input.new, { ...input, seed: 5 });
    return { n, meanDifference: mean, pExact: p, ciLow: low, ciHigh: high, verdictIntervalAndExactTest: verdict };
  },
};

function assertClose(ours: unknown, theirs: unknown, tolerance: number, what: string): void {
  if (Array.isArray(theirs)) {
    assert.ok(Array.isArray(ours) && ours.length === theirs.length, what);
    for (const [index, each] of theirs.entries()) assertClose(ours[index], each, tolerance, `${what}[${index}]`);
  } else if (typeof theirs === 'number') {
    assert.ok(typeof ours === 'number', `${what}: ${ours} instead of ${theirs}`);
    assert.ok(Math.abs(ours - theirs) <= tolerance, `${what}: ${ours} instead of ${theirs} ± ${tolerance}`);
  } else assert.equal(ours, theirs, what);
}

describe('the statistics agree with scipy, statsmodels and R', () => {
  for (const { id, category, input, expected, tolerance } of vectors) {
    it(`${category}: ${id}`, () => {
      const ours = OURS[category]?.(input as never) ?? {};
      const shared = Object.keys(ours).filter((name) => name in expected);
      assert.ok(shared.length > 0);
      for (const name of shared) assertClose(ours[name], expected[name], tolerance[name] ?? 1e-9, name);
    });
  }
});
