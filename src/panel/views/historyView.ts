import { html, nothing, svg, type TemplateResult } from 'lit';
import type { PanelHistory, VersionMark } from '../../protocol/panel';
import type { PanelView } from '../panelView';
import { mean as meanText } from '../quantities';
import { visibleText } from '../visibleText';
import { icon } from './icon';

/** Units of the drawing, which is stretched to the room there is. */
const WIDTH = 1000;
const HEIGHT = 100;
/** A change below this would look large if the axis were closer: share of the scale that the axis spans at least. */
const LEAST_SPAN = 0.1;

const SHAPES: Readonly<Record<string, string>> = { regressed: 'triangle-down', improved: 'triangle-up' };

/**
 * The score from version to version, with its interval; a click opens the version. Nothing below two versions.
 * The places are set as a property: an attribute is what the page's policy forbids.
 */
export function historyView({ marks }: PanelHistory, { say, send }: PanelView): TemplateResult | typeof nothing {
  const [first] = marks;
  if (first === undefined || marks.length < 2) return nothing;
  const { bottom, top } = axis(marks);
  const x = (index: number) => ((index + 0.5) / marks.length) * WIDTH;
  const y = (value: number) => HEIGHT - ((value - bottom) / (top - bottom)) * HEIGHT;
  const own = (value: number) => meanText(first.scale.min + value * (first.scale.max - first.scale.min), first.scale);
  return html`<section class="history" aria-label=${say('panel.history')}>
    <h2 class="label">${say('panel.history')}</h2>
    <div class="chart">
      <div class="axis" aria-hidden="true"><span>${own(top)}</span><span>${own(bottom)}</span></div>
      <div class="plot" role="group" aria-label=${say('panel.history')} @keydown=${moveFocus}>
        <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
          ${marks.map(
            ({ low, high }, index) =>
              svg`<line class="whisker" x1=${x(index)} x2=${x(index)} y1=${y(high)} y2=${y(low)}></line>`,
          )}
          <polyline class="course" points=${marks.map(({ mean }, index) => `${x(index)},${y(mean)}`).join(' ')}></polyline>
        </svg>
        ${marks.map(
          ({ key, mean, verdict, said }, index) =>
            html`<button class="version-mark verdict-${verdict ?? 'none'}" type="button" title=${visibleText(said)} aria-label=${visibleText(said)}
              tabindex=${index === marks.length - 1 ? 0 : -1}
              .style=${`left: ${x(index) / 10}%; top: ${y(mean)}%`}
              @click=${() => send({ type: 'openVersion', key })}>${icon(SHAPES[verdict ?? ''] ?? 'circle-filled')}</button>`,
        )}
      </div>
    </div>
  </section>`;
}

/** The span of the scale that is drawn: all intervals, and a little more. */
function axis(marks: readonly VersionMark[]): { bottom: number; top: number } {
  const low = Math.min(...marks.map((mark) => mark.low));
  const high = Math.max(...marks.map((mark) => mark.high));
  const missing = Math.max(0, LEAST_SPAN - (high - low)) / 2;
  const bottom = Math.max(0, Math.min(low - missing, 1 - LEAST_SPAN));
  return { bottom, top: Math.min(1, Math.max(high + missing, bottom + LEAST_SPAN)) };
}

/** One stop for the tab key; the arrow keys go from version to version. */
function moveFocus(event: KeyboardEvent): void {
  const marks = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('.version-mark')];
  const at = marks.indexOf(event.target as HTMLElement);
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: marks.length - 1 }[event.key];
  const next = to === undefined ? undefined : marks[to];
  if (next === undefined) return;
  event.preventDefault();
  for (const mark of marks) mark.tabIndex = mark === next ? 0 : -1;
  next.focus();
}
