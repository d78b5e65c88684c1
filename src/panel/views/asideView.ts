import { html, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { PanelView } from '../panelView';
import { visibleText } from '../visibleText';
import './caseDetailView';
import { scoresView } from './scoresView';
import { statusIcon } from './statusIcon';

/** The open case beside the list, where there is room for it. */
export function asideView(view: PanelView): TemplateResult {
  const { state, say } = view;
  const { unfolded, detail } = state;
  const row = state.rows.find(({ id }) => id === unfolded);
  if (row === undefined)
    return html`<aside class="beside"><p class="quiet none">${say('panel.select-case')}</p></aside>`;
  return html`<aside class="beside" aria-labelledby="open-case">
    <div class="beside-title">
      ${statusIcon(row.status)}
      <h2 id="open-case">${visibleText(row.id)}</h2>
      <span class="quiet">${say(`panel.status.${row.status}`)}</span>
      ${scoresView(row, view)}
    </div>
    ${keyed(row.id, html`<assay-case .detail=${detail} .view=${view}></assay-case>`)}
  </aside>`;
}
