import { html, nothing, type TemplateResult } from 'lit';
import type { CaseRow } from '../../protocol/panel';
import type { PanelView } from '../panelView';
import { points } from '../quantities';
import { visibleText } from '../visibleText';
import { statusIcon } from './statusIcon';

export interface RowPosition {
  index: number;
  total: number;
  /** Whether the keyboard is on this row. */
  isActive: boolean;
}

/** One case of the list: its status, id, judges' scores and the beginning of its input. */
export function caseRowView(row: CaseRow, { index, total, isActive }: RowPosition, view: PanelView): TemplateResult {
  const { state, say, toggle } = view;
  const isOpen = state.unfolded === row.id;
  const status = say(`panel.status.${row.status}`);
  const label = say('panel.case', { id: row.id, status, scores: scoresText(row, view) });
  return html`<button type="button" class="row ${isOpen ? 'open' : ''}" data-case=${row.id} role="listitem"
    aria-label=${label} aria-expanded=${isOpen ? 'true' : 'false'} aria-setsize=${total} aria-posinset=${index + 1}
    tabindex=${isActive ? 0 : -1} title=${status} @click=${() => toggle(row.id)}>
    ${statusIcon(row.status)}
    <span class="id">${visibleText(row.id)}</span>
    <span class="scores">${row.judges.map(({ judge, score, max, passed }) => html`<span class="score ${passed === false ? 'below' : ''}" title=${judge}>${score === null ? '–' : `${points(score, { min: 0, max })}/${max}`}</span>`)}</span>
    <span class="preview">${row.preview === '' ? nothing : visibleText(row.preview)}</span>
  </button>`;
}

function scoresText({ judges }: CaseRow, { say }: PanelView): string {
  const scores = judges.map(
    ({ judge, score, max }) =>
      `${judge} ${score === null ? say('panel.no-score') : `${points(score, { min: 0, max })}/${max}`}`,
  );
  return scores.length === 0 ? say('panel.no-score') : scores.join(', ');
}
