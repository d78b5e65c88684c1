import { html, nothing, type TemplateResult } from 'lit';
import type { CaseDetail, CaseRow } from '../../protocol/panel';
import type { PanelView } from '../panelView';
import { points } from '../quantities';
import { icon } from './icon';

/** In a row, what the repeats say of the case: a mark of its own where some pass and some fail, else `±0.4`. */
export function rowSpreadView({ flaky, spread }: CaseRow, { say }: PanelView): TemplateResult | typeof nothing {
  if (flaky) {
    return html`<span class="flaky" title=${say('panel.flaky-of', { passed: flaky.passed, n: flaky.n })}>${icon('pulse')}${say('panel.passed-short', { passed: flaky.passed, n: flaky.n })}</span>`;
  }
  if (!spread || spread.value < 0.005) return nothing;
  return html`<span class="interval">±${points(spread.value, spread)}</span>`;
}

/** The repeats of a case: one button each to see it, what they are together, and a mark where they do not agree. */
export function repeatsView(
  { samples, spread }: CaseDetail,
  chosen: number,
  choose: (index: number) => void,
  { say }: PanelView,
): TemplateResult | typeof nothing {
  const total = samples.length;
  if (total < 2) return nothing;
  return html`<div class="samples"><span class="quiet" aria-hidden="true">${say('panel.samples')}</span>
    <div class="segments" role="group" aria-label=${say('panel.samples')}>
    ${samples.map(
      (
        { status },
        index,
      ) => html`<button type="button" class="sample-${status}" aria-pressed=${index === chosen ? 'true' : 'false'}
      aria-label=${say('panel.sample', { number: index + 1, total, status: say(`panel.status.${status}`) })} @click=${() => choose(index)}>${index + 1}</button>`,
    )}
  </div>${spread === null ? nothing : html`<span class="together ${spread.flaky ? 'flaky' : 'quiet'}">${spread.flaky ? icon('pulse') : nothing}${spread.said}</span>`}</div>`;
}
