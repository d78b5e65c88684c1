import type { CaseRow } from '../protocol/panel';
import type { Say } from './panelText';
import { points } from './quantities';

/** A case in words, for those who do not see its icon: `rag, failed, correctness 2/5`. */
export function caseLabel({ id, status, judges, flaky }: CaseRow, say: Say): string {
  const scores = judges.map(({ judge, score, max, label }) =>
    score === null
      ? `${judge} ${say('panel.no-score')}`
      : `${judge} ${label ?? `${points(score, { min: 0, max })}/${max}`}`,
  );
  const unsteady = flaky ? [say('panel.flaky-of', { passed: flaky.passed, n: flaky.n })] : [];
  return [id, say(`panel.status.${status}`), ...unsteady, ...scores].join(say('panel.comma'));
}
