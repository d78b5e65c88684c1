import { callsOfJudgement } from './judgeTerms';
import { nextStep } from './nextStep';
import type { CaseResult, RunHeader, RunSummary } from './run';
import { runBias } from './runBias';
import type { RunSpread } from './spread';
import { varianceParts } from './varianceParts';

type Terms = Pick<RunHeader, 'judges' | 'model' | 'repeat' | 'temperature'>;

/** What takes all cases of a run together: how sure its mean is and why, and what may have favoured some answers. */
export function wholeRun(cases: readonly CaseResult[], terms: Terms): Required<Pick<RunSummary, 'spread' | 'bias'>> {
  return { spread: runSpread(cases, terms), bias: runBias(cases, terms) };
}

function runSpread(cases: readonly CaseResult[], terms: Terms): RunSpread {
  const { repeat: k, judges } = terms;
  // The chance for k calls is known only of cases that were called k times.
  const whole = cases.flatMap(({ spread }) => (k > 1 && spread?.n === k ? [spread] : []));
  const variance = varianceParts(cases);
  const once = judges.every((judge) => callsOfJudgement(judge) === 1);
  const scored = cases.filter(({ score }) => score !== null).length;
  return {
    k,
    passHatK: meanOf(whole.map(({ passHatK }) => passHatK ?? 0)),
    passAtK: meanOf(whole.map(({ passAtK }) => passAtK[k - 1] ?? 0)),
    flaky: cases.filter(({ spread }) => spread?.flaky === true).length,
    variance,
    nextStep: nextStep(variance, scored, terms),
    unknown: [
      ...(k === 1 && isSampled(terms.model) ? (['prompt'] as const) : []),
      ...(once && judges.some(({ model }) => isSampled(model)) ? (['judge'] as const) : []),
    ],
  };
}

/** The built-in baseline gives the same answer each time: repeating it tells nothing. */
function isSampled(model: string): boolean {
  return !model.startsWith('baseline/');
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
