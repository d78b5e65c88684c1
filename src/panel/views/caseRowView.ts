import { html, type TemplateResult } from 'lit';
import type { CaseRow, RowStatus } from '../../protocol/panel';
import { caseLabel } from '../caseLabel';
import type { PanelView } from '../panelView';
import { visibleText } from '../visibleText';
import { scoresView } from './scoresView';
import { statusIcon } from './statusIcon';

/** Statuses that are written out where there is no score to say it. */
const WRITTEN: ReadonlySet<RowStatus> = new Set(['running', 'judging', 'error', 'cancelled']);

/** One case of the list: its status, id, judges' scores and the beginning of its input. */
export function caseRowView(row: CaseRow, isActive: boolean, view: PanelView): TemplateResult {
  const { state, say, toggle } = view;
  const isOpen = state.unfolded === row.id;
  return html`<button type="button" class="row ${isOpen ? 'open' : ''}" data-case=${row.id}
    aria-label=${caseLabel(row, say)} aria-expanded=${isOpen ? 'true' : 'false'}
    tabindex=${isActive ? 0 : -1} title=${say(`panel.status.${row.status}`)} @click=${() => toggle(row.id)}>
    ${statusIcon(row.status)}
    <span class="id">${visibleText(row.id)}</span>
    ${WRITTEN.has(row.status) ? html`<span class="scores quiet">${say(`panel.status.${row.status}`)}</span>` : scoresView(row, view)}
    <span class="preview">${visibleText(row.preview)}</span>
  </button>`;
}
