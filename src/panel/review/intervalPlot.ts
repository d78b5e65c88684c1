import { html, nothing, svg, type TemplateResult } from 'lit';
import type { ReviewedMeasure } from '../../protocol/review';
import { visibleText } from '../visibleText';
import type { SayReview } from './reviewApp';

/** Units of the drawing, which is stretched to the room there is. */
const WIDTH = 400;
const HEIGHT = 18;

/** Each measure's mean change with its interval, on one axis with 0 in the middle. */
export function intervalPlot(measures: readonly ReviewedMeasure[], say: SayReview): TemplateResult {
  const reach = Math.max(
    0.05,
    ...measures.flatMap(({ low, high, mean }) => [low, high, mean].map((x) => Math.abs(x ?? 0))),
  );
  return html`<div class="plot" role="list">
    ${measures.map((measure) => plotRow(measure, reach))}
    <div class="axis" aria-hidden="true"><span></span><span class="ends"><span>← ${say('review.worse-side')}</span><span>0</span><span>${say('review.better-side')} →</span></span><span></span></div>
  </div>`;
}

function plotRow(
  { name, mean, low, high, before, after, change, verdict }: ReviewedMeasure,
  reach: number,
): TemplateResult {
  const x = (value: number) => WIDTH / 2 + (value / reach) * (WIDTH / 2 - 6);
  const sides = before === '' ? '' : `${before} → ${after}`;
  return html`<div class="measure" role="listitem">
    <span class="name" title=${visibleText(name)}>${visibleText(name)}</span>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${`${name}: ${change}, ${sides}`}>
      <line class="zero" x1=${WIDTH / 2} x2=${WIDTH / 2} y1="0" y2=${HEIGHT}></line>
      ${
        low === null || high === null || mean === null
          ? nothing
          : svg`<line class="whisker verdict-${verdict}" x1=${x(low)} x2=${x(high)} y1=${HEIGHT / 2} y2=${HEIGHT / 2}></line>
              <line class="whisker verdict-${verdict}" x1=${x(low)} x2=${x(low)} y1="5" y2=${HEIGHT - 5}></line>
              <line class="whisker verdict-${verdict}" x1=${x(high)} x2=${x(high)} y1="5" y2=${HEIGHT - 5}></line>
              <rect class="mean verdict-${verdict}" x=${x(mean) - 3} y=${HEIGHT / 2 - 4} width="6" height="8"></rect>`
      }
    </svg>
    <span class="figures">${sides} <strong>${change}</strong></span>
  </div>`;
}
