import { html, nothing, type TemplateResult } from 'lit';
import type { RunSummary } from '../../protocol/panel';
import type { PanelView } from '../panelView';
import { count, dollars, duration, points } from '../quantities';
import { icon } from './icon';

/** The run in numbers: score, passed, cost, tokens, latency. */
export function summaryView(summary: RunSummary, view: PanelView): TemplateResult {
  const { say, state } = view;
  const { latencyMs, ttftMs, tokens, cached, errors } = summary;
  return html`<section class="summary" aria-label=${say('panel.score')}>
    <div class="headline">
      ${scoreView(summary, view)}
      <div class="tile"><span class="label">${say('panel.passed')}</span>
        <span class="value">${say('panel.of', { passed: summary.passed, total: summary.passed + summary.failed + errors + summary.cancelled })}</span></div>
    </div>
    <dl class="figures">
      ${figure(say('panel.cost'), costText(summary, view))}
      ${tokens === null || tokens.input + tokens.output + tokens.judges === 0 ? nothing : figure(say('panel.tokens'), count(tokens.input + tokens.output + tokens.judges, state.locale), say('panel.tokens-detail', { input: count(tokens.input, state.locale), output: count(tokens.output, state.locale), judges: count(tokens.judges, state.locale) }))}
      ${latencyMs === null ? nothing : figure(say('panel.latency'), `${duration(latencyMs.p50)} / ${duration(latencyMs.p95)}`)}
      ${ttftMs === null ? nothing : figure(say('panel.first-token'), `${duration(ttftMs.p50)} / ${duration(ttftMs.p95)}`)}
    </dl>
    ${judgesView(summary)}
    ${
      errors === 0 && cached === 0
        ? nothing
        : html`<div class="notes">
      ${errors === 0 ? nothing : html`<span class="note error">${icon('error')} ${say('panel.errors', { count: errors })}</span>`}
      ${cached === 0 ? nothing : html`<span class="note">${icon('database')} ${say('panel.cached', { count: cached })}</span>`}
    </div>`
    }
  </section>`;
}

function scoreView({ score, interval, scale }: RunSummary, { say }: PanelView): TemplateResult {
  const own = (share: number) => scale.min + share * (scale.max - scale.min);
  if (score === null) {
    return html`<div class="tile"><span class="label">${say('panel.score')}</span><span class="value">–</span></div>`;
  }
  const half = interval === null ? undefined : ((interval.high - interval.low) / 2) * (scale.max - scale.min);
  const said =
    interval === null
      ? ''
      : say('panel.interval', { low: points(own(interval.low), scale), high: points(own(interval.high), scale) });
  return html`<div class="tile score" title=${said}>
    <span class="label">${say('panel.score')}</span>
    <span class="value">${points(own(score), scale)}<span class="scale"> /${scale.max}</span>${half === undefined ? nothing : html`<span class="interval"> ±${half.toFixed(scale.max - scale.min <= 1 ? 2 : 1)}</span>`}</span>
  </div>`;
}

function costText({ cost, knownCost }: RunSummary, { say }: PanelView): string {
  if (cost !== null) return dollars(cost);
  return knownCost === 0 ? say('panel.unknown') : say('panel.at-least', { cost: dollars(knownCost) });
}

function judgesView({ judges }: RunSummary): TemplateResult | typeof nothing {
  if (judges.length === 0) return nothing;
  return html`<ul class="judge-means">
    ${judges.map(({ judge, mean, min, max }) => {
      const share = mean === null ? 0 : mean;
      const own = min + share * (max - min);
      return html`<li><span class="name">${judgeName(judge)}</span>
        <meter min="0" max="1" .value=${share} aria-label=${judgeName(judge)}></meter>
        <span class="number">${mean === null ? '–' : `${points(own, { min, max })}/${max}`}</span></li>`;
    })}
  </ul>`;
}

/** `./judges/tone.prompt` as `tone`. */
export function judgeName(judge: string): string {
  return (judge.split('/').at(-1) ?? judge).replace(/\.prompt$/, '');
}

function figure(label: string, value: string, title = ''): TemplateResult {
  return html`<div title=${title}><dt>${label}</dt><dd>${value}</dd></div>`;
}
