import type { TemplateResult } from 'lit';
import type { RowStatus } from '../../protocol/panel';
import { icon } from './icon';

const ICONS: Readonly<Record<RowStatus, string>> = {
  passed: 'pass',
  failed: 'error',
  error: 'warning',
  cancelled: 'circle-slash',
  queued: 'clock',
  running: 'loading codicon-modifier-spin',
  judging: 'law',
  'not-run': 'circle-large-outline',
};

/** A status as a shape and a colour: the shapes differ, so that the colours are not needed. */
export function statusIcon(status: RowStatus): TemplateResult {
  return icon(ICONS[status], `status-${status}`);
}
