import { html, nothing, svg, type TemplateResult } from 'lit';
import type { CaseDetail, CaseRow, PanelSpread } from '../../protocol/panel';
import type { PanelView } from '../panelView';
import { points } from '../quantities';
import { visibleText } from '../visibleText';
import { icon } from './icon';
import { sectionView } from './sectionView';

/** In a row, what the repeats say of the case: a mark of its own where some pass and some fail, else `±0.4`. */
export function rowSpreadView({ flaky, spread }: CaseRow, { say }: PanelView): TemplateResult | typeof nothing {
  if (flaky) {
    return html`<span class="flaky" title=${say('panel.flaky-of', { passed: flaky.passed, n: flaky.n })}>${icon('pulse')}</span>`;
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

/** How sure the run's score is, what makes it unsure, and what may have favoured some answers: folded, as it can wait. */
export function runSpreadView(spread: PanelSpread, view: PanelView): TemplateResult {
  const { say } = view;
  const { hints } = spread;
  const title = html`${say('panel.spread')}${hints.length === 0 ? nothing : html` <span class="note">${icon('info')} ${say('panel.hints', { count: hints.length })}</span>`}`;
  const content = () => html`<div class="spread-parts">
    ${spread.passed === '' ? nothing : html`<p>${spread.passed}</p>`}
    ${spread.parts === null ? nothing : varianceView(spread.parts, view)}
    ${[spread.nextStep, ...spread.unknown].filter((text) => text !== '').map((text) => html`<p>${visibleText(text)}</p>`)}
    ${hints.length === 0 ? nothing : html`<ul class="hints">${hints.map((hint) => html`<li>${icon('info')}<span>${visibleText(hint)}</span></li>`)}</ul>`}
  </div>`;
  return html`<div class="run-spread">${sectionView('spread', title, content, view)}</div>`;
}

/** The variance as one bar of up to three parts, with their names and shares below it. */
function varianceView(parts: NonNullable<PanelSpread['parts']>, { say }: PanelView): TemplateResult {
  const shown = (['case', 'sample', 'judge'] as const).flatMap((name) => {
    const share = parts[`${name}Share`];
    return share === null ? [] : [{ name, share }];
  });
  let start = 0;
  return html`<div class="variance"><span class="quiet">${say('panel.variance')}</span>
    <svg class="variance-bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">${shown.map(
      ({ name, share }) => {
        const x = start;
        start += share * 100;
        return svg`<rect class="part-${name}" x=${x} y="0" width=${share * 100} height="1"></rect>`;
      },
    )}</svg>
    <ul class="variance-legend">${shown.map(
      ({ name, share }) =>
        html`<li><span class="swatch part-${name}" aria-hidden="true"></span>${say(`panel.variance-${name}`)} ${say('panel.percent', { percent: Math.round(share * 100) })}</li>`,
    )}</ul></div>`;
}
