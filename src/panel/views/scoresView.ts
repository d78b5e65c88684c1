import { html, nothing, type TemplateResult } from 'lit';
import type { CaseRow } from '../../protocol/panel';
import type { PanelView } from '../panelView';
import { points } from '../quantities';
import { judgeName } from './judgeName';
import { rowSpreadView } from './spreadView';

/** Each judge's score of a case; of its checks where it has no judges. */
export function scoresView(row: CaseRow, view: PanelView): TemplateResult | typeof nothing {
  const { judges, score } = row;
  if (judges.length > 0) {
    return html`<span class="scores">${judges.map(
      ({ judge, score, max, passed, label }) =>
        html`<span class="score ${passed === false ? 'below' : ''}" title=${judgeName(judge)}>${score === null ? '–' : (label ?? `${points(score, { min: 0, max })}/${max}`)}</span>`,
    )}${rowSpreadView(row, view)}</span>`;
  }
  if (score === null) return nothing;
  return html`<span class="scores"><span class="score">${points(score, { min: 0, max: 1 })}</span>${rowSpreadView(row, view)}</span>`;
}
