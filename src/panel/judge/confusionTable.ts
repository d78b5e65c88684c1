import { html, type TemplateResult } from 'lit';
import type { ShownAgreement } from '../../protocol/judgeReport';
import { visibleText } from '../visibleText';
import type { SayJudge } from './judgeApp';

/** How strong a cell is marked, in steps that the style sheet knows. */
const STEPS = 4;

/** How often people gave the one and the judge the other score. The diagonal is where they agree. */
export function confusionTable({ categories, confusion }: ShownAgreement, say: SayJudge): TemplateResult {
  const most = Math.max(1, ...confusion.flat());
  return html`<table class="confusion">
    <thead><tr><th scope="col" class="quiet">${say('judge-report.people-rows')}</th>${categories.map((name) => html`<th scope="col">${visibleText(name)}</th>`)}</tr></thead>
    <tbody>${confusion.map(
      (row, human) =>
        html`<tr><th scope="row">${visibleText(categories[human] ?? '')}</th>${row.map((count, judge) => {
          const strength = count === 0 ? 0 : Math.max(1, Math.round((count / most) * STEPS));
          const label = say('judge-report.cell', {
            human: categories[human] ?? '',
            judge: categories[judge] ?? '',
            count,
          });
          const kind = human === judge ? 'same' : judge > human ? 'kinder' : 'harder';
          return html`<td class="${kind} strength-${strength}" title=${label} aria-label=${label}>${count === 0 ? '·' : count}</td>`;
        })}</tr>`,
    )}</tbody>
  </table>`;
}
