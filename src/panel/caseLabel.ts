import type { CaseRow } from '../protocol/panel';
import type { Say } from './panelText';
import { points } from './quantities';

/** A case in words, for those who do not see its icon: `rag, failed, correctness 2/5`. */
export function caseLabel({ id, status, judges }: CaseRow, say: Say): string {
  const scores = judges.map(({ judge, score, max }) =>
    score === null ? `${judge} ${say('panel.no-score')}` : `${judge} ${points(score, { min: 0, max })}/${max}`,
  );
  return [id, say(`panel.status.${status}`), ...scores].join(say('panel.comma'));
}
