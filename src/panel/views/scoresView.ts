import { html, nothing, type TemplateResult } from 'lit';
import type { CaseRow } from '../../protocol/panel';
import { points } from '../quantities';
import { judgeName } from './judgeName';

/** Each judge's score of a case; of its checks where it has no judges. */
export function scoresView({ judges, score }: CaseRow): TemplateResult | typeof nothing {
  if (judges.length > 0) {
    return html`<span class="scores">${judges.map(
      ({ judge, score, max, passed }) =>
        html`<span class="score ${passed === false ? 'below' : ''}" title=${judgeName(judge)}>${score === null ? '–' : `${points(score, { min: 0, max })}/${max}`}</span>`,
    )}</span>`;
  }
  if (score === null) return nothing;
  return html`<span class="scores"><span class="score">${points(score, { min: 0, max: 1 })}</span></span>`;
}
