import type { CaseResult, RunSummary } from '../../engine/evaluate/run';
import { hintTexts, nextStepText, passText, repeatsText, unknownTexts } from '../../engine/report/spreadText';
import type { CaseDetail, CaseRow, PanelPhase } from '../../protocol/panel';
import { sentence } from '../words';

const WORDS = { say: sentence };

/** What the panel says of a run's spread and bias; nothing where no case has a score. */
export function panelSpread(summary: RunSummary): Pick<Extract<PanelPhase, { kind: 'finished' }>, 'spread'> {
  const { spread, score } = summary;
  if (spread === undefined || score === null) return {};
  const { variance } = spread;
  const isSplit = variance !== null && (variance.sampleShare ?? variance.judgeShare) !== null;
  const parts = isSplit
    ? { caseShare: variance.caseShare, sampleShare: variance.sampleShare, judgeShare: variance.judgeShare }
    : null;
  return {
    spread: {
      passed: passText(summary, WORDS),
      parts,
      nextStep: nextStepText(summary, WORDS),
      unknown: unknownTexts(summary, WORDS),
      hints: hintTexts(summary, WORDS),
    },
  };
}

/** What a case's row says of its repeats. */
export function rowSpread(result: CaseResult | undefined): Pick<CaseRow, 'flaky' | 'spread'> {
  if (result?.spread === undefined) return {};
  const { flaky, passed, n, sd } = result.spread;
  const scale = scaleOf(result);
  // Of several judges each has a score of its own in the row.
  const single = (result.samples[0]?.judges.length ?? 0) < 2;
  return {
    ...(flaky && { flaky: { passed, n } }),
    ...(single && sd !== null && { spread: { ...scale, value: sd * (scale.max - scale.min) } }),
  };
}

/** What the open case says of its repeats. */
export function detailSpread(result: CaseResult | undefined): CaseDetail['spread'] {
  if (result?.spread === undefined) return null;
  return { said: repeatsText(result.spread, scaleOf(result), WORDS), flaky: result.spread.flaky };
}

/** The scale to show a case's score in: its judge's where it has only one. */
function scaleOf({ samples }: CaseResult): { min: number; max: number } {
  const [judge, ...others] = samples[0]?.judges ?? [];
  return judge === undefined || others.length > 0 ? { min: 0, max: 1 } : { min: judge.min, max: judge.max };
}
