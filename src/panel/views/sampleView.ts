import { html, nothing, type TemplateResult } from 'lit';
import type { CaseDetail } from '../../protocol/panel';
import type { PanelView } from '../panelView';
import { dollars, duration, points } from '../quantities';
import { diffView } from './diffView';
import { icon } from './icon';
import { judgeName } from './summaryView';
import { textView } from './textView';

type Sample = CaseDetail['samples'][number];

/** One answer of the model with what was said of it. */
export function sampleView(sample: Sample, detail: CaseDetail, view: PanelView): TemplateResult {
  const { say } = view;
  const { output, errorText, toolCalls, judges, checks, checkTexts } = sample;
  return html`
    ${errorText === null ? nothing : html`<p class="message error" role="alert">${icon('error')} ${errorText}</p>`}
    <section><h3>${say('panel.output')}</h3>
      ${output === null || output === '' ? (errorText === null ? html`<p class="quiet">${say('panel.no-output')}</p>` : nothing) : textView(output, view)}
      ${finishView(sample, view)}
    </section>
    ${toolCalls === undefined || toolCalls.length === 0 ? nothing : html`<section><h3>${say('panel.tool-calls')}</h3>${toolCalls.map((call) => textView(`${call.name}(${call.arguments})`, view))}</section>`}
    ${detail.expected === null || output === null ? nothing : html`<section><h3>${say('panel.comparison')}</h3>${diffView(detail.expected, output, view)}</section>`}
    ${judges.length === 0 ? nothing : html`<section><h3>${say('panel.judges')}</h3><ul class="verdicts">${judges.map((judgement) => judgementView(judgement, view))}</ul></section>`}
    ${checks.length === 0 ? nothing : html`<section><h3>${say('panel.checks')}</h3><ul class="verdicts">${checks.map(({ passed, check }, index) => html`<li class=${passed ? 'holds' : 'below'}>${icon(passed ? 'pass-filled' : 'error', passed ? 'status-passed' : 'status-failed')}<span>${passed ? say('panel.check-passed', { check }) : (checkTexts[index] ?? check)}</span></li>`)}</ul></section>`}
    ${timingView(sample, view)}`;
}

function judgementView(
  { judge, score, min, max, threshold, passed, reason, model, error, cached }: Sample['judges'][number],
  view: PanelView,
): TemplateResult {
  const { say } = view;
  const shape = passed === null ? 'debug-disconnect' : passed ? 'pass-filled' : 'error';
  const status = passed === null ? 'error' : passed ? 'passed' : 'failed';
  return html`<li>
    ${icon(shape, `status-${status}`)}
    <div>
      <div class="verdict-line"><strong>${judgeName(judge)}</strong>
        ${score === null ? nothing : html`<span class="score ${passed === false ? 'below' : ''}">${points(score, { min, max })}/${max}</span>`}
        <span class="quiet">${say('panel.threshold', { threshold: points(threshold, { min, max }) })} · ${model}${cached ? ` · ${say('panel.from-cache')}` : ''}</span></div>
      ${error === undefined ? nothing : html`<p class="message error">${say('panel.judge-error', { message: error.message })}</p>`}
      ${reason === '' ? nothing : textView(reason, view)}
    </div>
  </li>`;
}

function finishView({ finishReason }: Sample, { say }: PanelView): TemplateResult | typeof nothing {
  const code = ({ length: 'panel.truncated', 'content-filter': 'panel.filtered', refusal: 'panel.refused' } as const)[
    finishReason as 'length'
  ];
  return code === undefined ? nothing : html`<p class="message warning">${icon('warning')} ${say(code)}</p>`;
}

function timingView(
  { latencyMs, ttftMs, usage, cost, cached }: Sample,
  { say }: PanelView,
): TemplateResult | typeof nothing {
  const parts: string[] = [];
  if (latencyMs !== undefined) {
    const time = duration(latencyMs);
    parts.push(
      ttftMs === undefined ? say('panel.took', { time }) : say('panel.took-first', { time, first: duration(ttftMs) }),
    );
  }
  if (usage !== undefined && usage.input + usage.output > 0)
    parts.push(say('panel.sample-tokens', { input: usage.input, output: usage.output }));
  if (latencyMs !== undefined)
    parts.push(cost === null ? `${say('panel.cost')}: ${say('panel.unknown')}` : dollars(cost));
  if (cached) parts.push(say('panel.from-cache'));
  return parts.length === 0
    ? nothing
    : html`<section><h3>${say('panel.timing')}</h3><p class="quiet">${parts.join(' · ')}</p></section>`;
}
