import { bothOrders } from '../judge/pairwise';
import type { Judgement, Reading } from '../judge/score';
import type { CaseResult, SampleResult } from './run';
import type { VarianceParts } from './spread';
import { WeightedMean } from './weightedMean';

/** A variance below it is what rounding leaves of none. */
const NOTHING = 1e-15;

/**
 * Splits the squared standard error of a run's mean into what comes from case to case, from call to call and from
 * reading to reading, by a nested analysis of variance whose rows may differ in length:
 *
 * - the cases' means vary by S²; the standard error is S / √N (with the cases' weights, as the run's interval has it)
 * - of S², the repeats explain the mean over cases of s²/r, where s² is the variance of a case's r repeats
 * - of that, the readings explain the mean of Σ w² v / m over the judges, where v is the variance of a judgement's m
 *   readings and w the judge's share of the weights, over r again
 *
 * A panel's models count as readings, so that their different opinions are part of the judges' share.
 * @returns null below two cases whose score is known
 */
export function varianceParts(cases: readonly CaseResult[]): VarianceParts | null {
  const scored = cases.filter((each): each is CaseResult & { score: number } => each.score !== null);
  const total = new WeightedMean();
  for (const { score, weight } of scored) total.add(score, weight);
  const { standardError } = total;
  if (standardError === null) return null;
  const ofMeans = variance(scored.map(({ score }) => score)) ?? 0;
  const ofCalls = meanOf(scored.map(callNoise));
  const ofReadings = meanOf(scored.map(readingNoise));
  if (ofMeans < NOTHING) {
    const known = (part: number | null) => (part === null ? null : 0);
    return { standardError, caseShare: 1, sampleShare: known(ofCalls), judgeShare: known(ofReadings) };
  }
  // By chance the noise within cases may look larger than S²: then all is noise, in the proportion in which it was seen.
  const whole = Math.max(ofMeans, ofCalls ?? 0, ofReadings ?? 0);
  const share = (part: number) => part / whole;
  const judgeShare = ofReadings === null ? null : share(ofReadings);
  const within = ofCalls === null ? null : Math.max(share(ofCalls), judgeShare ?? 0);
  const sampleShare = within === null ? null : within - (judgeShare ?? 0);
  return { standardError, caseShare: 1 - (within ?? judgeShare ?? 0), sampleShare, judgeShare };
}

/** The variance of a case's mean that comes from its repeats, readings included; null where there is only one. */
function callNoise({ samples }: CaseResult): number | null {
  const scores = samples.flatMap(({ score }) => score ?? []);
  const noise = variance(scores);
  return noise === null ? null : noise / scores.length;
}

/** The variance of a case's mean that comes from reading to reading; null where no judge was asked more than once. */
function readingNoise({ samples }: CaseResult): number | null {
  const noise = meanOf(samples.map(sampleReadingNoise));
  return noise === null ? null : noise / samples.length;
}

function sampleReadingNoise({ judges }: SampleResult): number | null {
  const weights = judges.reduce((sum, { weight }) => sum + weight, 0);
  let noise: number | null = null;
  for (const judgement of judges) {
    const scores = readScores(judgement);
    const ofReadings = variance(scores);
    if (ofReadings === null || weights === 0) continue;
    noise = (noise ?? 0) + ((judgement.weight / weights) ** 2 * ofReadings) / scores.length;
  }
  return noise;
}

/** The scores of a judgement's readings on 0..1; of pairs one for both orders. */
function readScores({ readings = [], min, max }: Judgement): number[] {
  const scores = readings[0]?.order === undefined ? readings.map(({ score }) => score) : decided(readings);
  return scores.flatMap((score) => (score === null || max <= min ? [] : [(score - min) / (max - min)]));
}

function decided(readings: readonly Reading[]): (number | null)[] {
  const scores: (number | null)[] = [];
  for (let at = 0; at < readings.length; at += 2) scores.push(bothOrders(readings.slice(at, at + 2)));
  return scores;
}

/** Over those that are known; null where none is. */
function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** Null below two. */
function variance(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}
