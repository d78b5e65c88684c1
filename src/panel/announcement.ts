import { caseLabel } from './caseLabel';
import type { PanelState } from './panelState';
import type { Say } from './panelText';

/**
 * What a screen reader is told after a change: that a run began and how it ended, and how the open case ended. Progress
 * and streaming text are left out, as they would be spoken without end.
 * @returns undefined where there is nothing to tell
 */
export function announcement(before: PanelState, after: PanelState, say: Say): string | undefined {
  const wasRunning = before.phase?.kind === 'running';
  const { phase, unfolded } = after;
  if (phase?.kind === 'running' && !wasRunning && before.phase !== undefined)
    return say('panel.said-running', { total: phase.total });
  if (phase?.kind === 'finished' && wasRunning) {
    const { passed, cases } = phase.summary;
    return say('panel.said-finished', { passed, total: cases });
  }
  if (unfolded === undefined || unfolded !== before.unfolded) return undefined;
  const row = after.rows.find(({ id }) => id === unfolded);
  const earlier = before.rows.find(({ id }) => id === unfolded);
  const isDone = row?.status === 'passed' || row?.status === 'failed' || row?.status === 'error';
  return isDone && earlier !== undefined && earlier.status !== row.status ? caseLabel(row, say) : undefined;
}
