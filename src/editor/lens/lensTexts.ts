import type * as vscode from 'vscode';
import type { CaseResult, RunSummary } from '../../engine/evaluate/run';
import { costText, durationText, judgementText, numberText, scoreText } from '../figures';
import type { PromptSession } from '../run/promptSession';
import { sentence, words } from '../words';

/** A run in one line: `4.1/5 · 10 of 12 passed · $0.004 · 1.2 s`. */
export function summaryText(summary: RunSummary): string {
  const pieces = [
    ...(summary.score === null ? [] : [scoreText(summary.score, summary.scale)]),
    words('editor.lens.passed', { passed: numberText(summary.passed), cases: numberText(summary.cases) }),
    ...(summary.errors === 0 ? [] : [words('editor.lens.errors', { count: numberText(summary.errors) })]),
    ...(summary.cancelled === 0 ? [] : [words('editor.lens.not-run', { count: numberText(summary.cancelled) })]),
    summary.cost === null ? words('editor.cost-unknown') : costText(summary.cost),
    durationText(summary.durationMs),
  ];
  return pieces.join(' · ');
}

/** What there is to do with a judge and its test set. */
export function testJudgeLens({ uri }: Pick<PromptSession, 'uri'>): vscode.Command {
  return { title: `$(law) ${words('editor.lens.test-judge')}`, command: 'assay.testJudge', arguments: [uri] };
}

/**
 * A case's result in a few words, the worst first: `2/5 correctness`, `contains fails`, `not scored`.
 * A case that passes shows its lowest judge.
 */
export function resultText(result: CaseResult): string {
  if (result.status === 'error') return words('editor.case.error');
  if (result.status === 'cancelled') return words('editor.case.cancelled');
  const { spread } = result;
  if (spread?.flaky) return sentence('spread.flaky', { passed: spread.passed, n: spread.n });
  const judgements = result.samples.flatMap(({ judges }) => judges);
  const failedCheck = result.samples.flatMap(({ checks }) => checks).find(({ passed }) => !passed);
  const failed = judgements.filter(({ passed }) => passed === false);
  const worst = lowest(failed.length > 0 ? failed : failedCheck ? [] : judgements);
  if (worst) return `${judgementText(worst)} ${shortName(worst.judge)}`;
  if (failedCheck) return words('editor.case.check-failed', { check: failedCheck.check });
  return words('editor.case.passed');
}

/** A judge's name without its folder and ending: `./judges/tone.prompt` is `tone`. */
export function shortName(judge: string): string {
  return (judge.split('/').at(-1) ?? judge).replace(/\.prompt$/, '');
}

function lowest<J extends { score: number | null; normalized: number | null }>(
  judgements: readonly J[],
): (J & { score: number }) | undefined {
  return judgements
    .filter((judgement): judgement is J & { score: number } => judgement.score !== null)
    .sort((a, b) => (a.normalized ?? 0) - (b.normalized ?? 0))[0];
}
