import { html, nothing, type TemplateResult } from 'lit';
import type { CaseDetail } from '../../protocol/panel';
import type { PanelCode } from '../panelText';
import type { PanelView } from '../panelView';
import { count, dollars, duration } from '../quantities';
import { visibleText } from '../visibleText';
import { diffView } from './diffView';
import { icon } from './icon';
import { ratingView } from './ratingView';
import { textView } from './textView';
import { checksView, judgesView } from './verdictsView';

type Sample = CaseDetail['samples'][number];

/** One answer of the model with what was said of it. */
export function sampleView(
  sample: Sample,
  { expected, status }: Pick<CaseDetail, 'expected' | 'status'>,
  view: PanelView,
): TemplateResult {
  const { say } = view;
  const { output, errorText, toolCalls = [] } = sample;
  const isThere = output !== null && output !== '';
  return html`
    ${errorText === null ? nothing : html`<p class="message error" role="alert">${icon('error')}<span>${visibleText(errorText)}</span></p>`}
    ${
      isThere || errorText === null
        ? html`<section><h3>${say('panel.output')}</h3>
      ${isThere ? textView(output, view) : html`<p class="quiet">${say('panel.no-output')}</p>`}
      ${finishView(sample, view)}
      ${ratingView(sample, null, status, view)}</section>`
        : nothing
    }
    ${toolCalls.length === 0 ? nothing : html`<section><h3>${say('panel.tool-calls')}</h3>${toolCalls.map((call) => textView(`${call.name}(${call.arguments})`, view))}</section>`}
    ${expected === null ? nothing : isThere ? diffView(expected, output, view) : html`<section><h3>${say('panel.expected')}</h3>${textView(expected, view)}</section>`}
    ${judgesView(sample, status, view)}
    ${checksView(sample, view)}
    ${timingView(sample, view)}`;
}

const FINISHES: Readonly<Record<string, PanelCode>> = {
  length: 'panel.truncated',
  'content-filter': 'panel.filtered',
  refusal: 'panel.refused',
};

/** Why the output ends where it does, where that is not the model's own end. */
function finishView({ finishReason = 'stop' }: Sample, { say }: PanelView): TemplateResult | typeof nothing {
  const code = FINISHES[finishReason];
  if (code === undefined) return nothing;
  return html`<p class="message warning">${icon('warning')}<span>${say(code)}</span></p>`;
}

function timingView(sample: Sample, { say, state }: PanelView): TemplateResult | typeof nothing {
  const { latencyMs, ttftMs, usage, cost, cached, servedModel } = sample;
  if (latencyMs === undefined) return nothing;
  const figures: [string, string][] = [[say('panel.latency'), duration(latencyMs)]];
  if (ttftMs !== undefined) figures.push([say('panel.first-token'), duration(ttftMs)]);
  if (usage !== undefined) {
    const [input, output] = [usage.input, usage.output].map((tokens) => count(tokens, state.locale));
    figures.push([say('panel.tokens'), say('panel.in-out', { input: input ?? '', output: output ?? '' })]);
  }
  figures.push([say('panel.cost'), cost === null ? say('panel.unknown') : dollars(cost)]);
  if (servedModel !== undefined) figures.push([say('panel.served'), visibleText(servedModel)]);
  return html`<section><h3>${say('panel.timing')}${cached ? html` <span class="note">${icon('database')} ${say('panel.from-cache')}</span>` : nothing}</h3>
    <dl class="figures">${figures.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl></section>`;
}
