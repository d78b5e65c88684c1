import { followsPosition } from '../judge/pairwise';
import type { Judgement, Reading } from '../judge/score';
import { spearman } from '../statistics/spearman';
import { studentTwoSided } from '../statistics/studentT';
import { type JudgeTerms, modelsOfJudge } from './judgeTerms';
import { modelFamily } from './modelFamily';
import type { CaseResult, RunHeader } from './run';
import type { LengthBias, PositionBias, RunBias, SelfPreference } from './spread';

/** Below so many cases a correlation says next to nothing. */
const FEWEST_CASES = 10;
const NOTABLE_CORRELATION = 0.4;
const ALPHA = 0.05;
const FEWEST_PAIRS = 10;
const NOTABLE_TURNS = 0.2;

/**
 * What in a run may favour answers for reasons other than their quality:
 * - length (Dubois et al. 2024, arXiv 2404.04475): longer answers with other scores, which may also just be better ones
 * - self-preference (Panickssery et al. 2024, arXiv 2404.13076): a judge and a tested model of one family
 * - position (Zheng et al. 2023, arXiv 2306.05685): pairs whose winner is the one in a certain place
 */
export function runBias(cases: readonly CaseResult[], { judges, model }: Pick<RunHeader, 'judges' | 'model'>): RunBias {
  return {
    length: judges.map(({ judge }) => lengthBias(judge, cases)),
    selfPreference: judges.flatMap((terms) => selfPreference(terms, model)),
    position: judges.flatMap(({ judge }) => positionBias(judge, cases)),
  };
}

function lengthBias(judge: string, cases: readonly CaseResult[]): LengthBias {
  const lengths: number[] = [];
  const scores: number[] = [];
  for (const { samples } of cases) {
    const known = samples.flatMap(({ output, judges }) => {
      const score = judges.find((judgement) => judgement.judge === judge)?.normalized;
      return output === null || score == null ? [] : [{ length: characters(output), score }];
    });
    if (known.length === 0) continue;
    lengths.push(known.reduce((sum, { length }) => sum + length, 0) / known.length);
    scores.push(known.reduce((sum, { score }) => sum + score, 0) / known.length);
  }
  const n = scores.length;
  const rho = n < FEWEST_CASES ? null : spearman(scores, lengths);
  const p = rho === null ? null : pOf(rho, n);
  return { judge, n, rho, p, hint: rho !== null && p !== null && Math.abs(rho) >= NOTABLE_CORRELATION && p <= ALPHA };
}

/** Two-sided: t = ρ √((n − 2) / (1 − ρ²)) with n − 2 degrees of freedom, good from about 10 pairs on. */
function pOf(rho: number, n: number): number {
  const rest = 1 - rho * rho;
  return rest < 1e-12 ? 0 : studentTwoSided(rho * Math.sqrt((n - 2) / rest), n - 2);
}

function selfPreference(terms: JudgeTerms, tested: string): SelfPreference[] {
  const family = modelFamily(tested);
  const model = modelsOfJudge(terms).find((each) => modelFamily(each) === family);
  return family === undefined || model === undefined ? [] : [{ judge: terms.judge, model, family }];
}

function positionBias(judge: string, cases: readonly CaseResult[]): PositionBias[] {
  let pairs = 0;
  let turned = 0;
  for (const { samples } of cases) {
    for (const { judges } of samples) {
      for (const pair of pairsOf(judges.find((judgement) => judgement.judge === judge))) {
        pairs++;
        if (followsPosition(pair)) turned++;
      }
    }
  }
  return pairs === 0 ? [] : [{ judge, pairs, turned, hint: pairs >= FEWEST_PAIRS && turned / pairs >= NOTABLE_TURNS }];
}

/** The readings of both orders, two by two. */
function pairsOf(judgement: Judgement | undefined): Reading[][] {
  const ordered = judgement?.readings?.filter(({ order }) => order !== undefined) ?? [];
  const pairs: Reading[][] = [];
  for (let at = 0; at + 1 < ordered.length; at += 2) pairs.push(ordered.slice(at, at + 2));
  return pairs.filter((pair) => pair.every(({ score }) => score !== null));
}

/** Code points: about what a reader counts, and quick on megabytes. */
function characters(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // The second half of a pair belongs to the first.
    if (unit < 0xdc00 || unit > 0xdfff) count++;
  }
  return count;
}
