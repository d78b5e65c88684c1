import { html, nothing, svg, type TemplateResult } from 'lit';
import type { ShownCoefficient } from '../../protocol/judgeReport';

/** Units of the drawing, which is stretched to the room there is. */
const WIDTH = 200;
const HEIGHT = 14;
const EDGE = 4;

/** The coefficients with their intervals, all on one axis from −1 over 0 to 1. */
export function coefficientList(coefficients: readonly ShownCoefficient[]): TemplateResult {
  return html`<dl class="coefficients">${coefficients.map(
    (each) => html`<dt>${each.name}</dt>
      <dd>${plot(each)}<span class="figures"><strong>${each.text}</strong> <span class="quiet">${[each.interval, each.about].filter((part) => part !== '').join(' · ')}</span></span></dd>`,
  )}</dl>`;
}

function plot({ value, low, high }: ShownCoefficient): TemplateResult | typeof nothing {
  if (value === null) return html`<svg class="interval" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true"></svg>`;
  const x = (each: number) => EDGE + ((each + 1) / 2) * (WIDTH - 2 * EDGE);
  const middle = HEIGHT / 2;
  return html`<svg class="interval" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
    <line class="zero" x1=${x(0)} x2=${x(0)} y1="0" y2=${HEIGHT}></line>
    ${low === null || high === null ? nothing : svg`<line class="whisker" x1=${x(low)} x2=${x(high)} y1=${middle} y2=${middle}></line>`}
    <rect class="mean" x=${x(value) - 2} y=${middle - 4} width="4" height="8"></rect>
  </svg>`;
}
