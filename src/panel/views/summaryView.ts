import { html, nothing, type TemplateResult } from 'lit';
import type { PanelPhase, RunSummary } from '../../protocol/panel';
import type { PanelView } from '../panelView';
import { count, dollars, duration, mean, moment, points } from '../quantities';
import { icon } from './icon';
import { judgeName } from './judgeName';
import { standingButton, trustView } from './judgeTrustView';
import { outcomeBar } from './outcomeBar';
import { runSpreadView } from './spreadView';

type Percentiles = NonNullable<RunSummary['latencyMs']>;
const HEAD_SHAPES = {
  regressed: 'arrow-down',
  improved: 'arrow-up',
  unchanged: 'dash',
  inconclusive: 'question',
} as const;

type WithSummary = Extract<PanelPhase, { summary: unknown }>;

/** The run in numbers: score, passed, cost, tokens, latency. Nothing where no case has come to its end. */
export function summaryView(phase: WithSummary, view: PanelView): TemplateResult | typeof nothing {
  const { summary } = phase;
  if (summary === null) return nothing;
  const { say } = view;
  return html`<section class="summary" aria-label=${say('panel.summary')}>
    <div class="headline">
      ${scoreView(summary, view)}
      <div class="tile"><span class="label">${say('panel.passed')}</span>
        <span class="value">${say('panel.of', { passed: summary.passed, total: summary.cases })}</span></div>
      ${phase.kind === 'finished' && !phase.stale ? headView(view) : nothing}
    </div>
    ${outcomeBar(summary)}
    <dl class="figures">${figuresOf(summary, view).map(
      ({ label, value, title = '' }) => html`<div title=${title}><dt>${label}</dt><dd>${value}</dd></div>`,
    )}</dl>
    ${judgesView(summary, view)}
    ${notesView(phase, summary, view)}
    ${phase.kind === 'finished' && phase.spread ? runSpreadView(phase.spread, view) : nothing}
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
      : say('panel.interval', { low: mean(own(interval.low), scale), high: mean(own(interval.high), scale) });
  return html`<div class="tile" title=${said}>
    <span class="label">${say('panel.score')}</span>
    <span class="value">${mean(own(score), scale)}<span class="scale"> /${scale.max}</span>${half === undefined ? nothing : html`<span class="interval"> ±${mean(half, scale)}</span>`}</span>
  </div>`;
}

/** What the edit did to the score of HEAD; a click compares case by case. */
function headView({ state, say, send }: PanelView): TemplateResult | typeof nothing {
  const head = state.history?.head;
  if (head === undefined || head === null) return nothing;
  const { verdict, change, name, said } = head;
  const shape = HEAD_SHAPES[verdict];
  return html`<div class="tile"><span class="label">${say('panel.vs-head')}</span>
    <button class="value head-change" type="button" title=${said} aria-label=${`${say('panel.vs-head')}: ${said}`} @click=${() => send({ type: 'compareWithHead' })}>
      ${icon(shape, `verdict-${verdict}`)} ${change}<span class="scale"> ${name}</span></button></div>`;
}

interface Figure {
  label: string;
  value: string;
  title?: string;
}

function figuresOf(summary: RunSummary, { say, state: { locale } }: PanelView): Figure[] {
  const { latencyMs, ttftMs, tokens } = summary;
  const figures: Figure[] = [{ label: say('panel.cost'), value: costText(summary, say('panel.unknown')) }];
  if (tokens !== null) {
    const { input, output, judges } = tokens;
    const title = say('panel.tokens-detail', {
      input: count(input, locale),
      output: count(output, locale),
      judges: count(judges, locale),
    });
    figures.push({ label: say('panel.tokens'), value: count(input + output + judges, locale), title });
  }
  const spread = ({ p50, p95 }: Percentiles) => `${duration(p50)} / ${duration(p95)}`;
  if (latencyMs !== null) figures.push({ label: say('panel.latency-spread'), value: spread(latencyMs) });
  if (ttftMs !== null) figures.push({ label: say('panel.first-token-spread'), value: spread(ttftMs) });
  return figures;
}

function notesView(
  phase: WithSummary,
  { errors, cached, durationMs }: RunSummary,
  { say, state: { locale } }: PanelView,
): TemplateResult {
  return html`<div class="facts">
    ${errors === 0 ? nothing : html`<span class="wrong">${icon('warning', 'mark')} ${say('panel.errors', { count: count(errors, locale) })}</span>`}
    ${cached === 0 ? nothing : html`<span>${say('panel.cached', { count: count(cached, locale) })}</span>`}
    ${phase.kind === 'finished' ? html`<span>${say('panel.ran', { when: moment(phase.startedAt, locale), time: duration(durationMs) })}</span>` : nothing}
  </div>`;
}

/** What is not known is not shown as nothing: it is unknown, or at least what is known of it. */
export function costText({ cost, knownCost }: RunSummary, unknown: string): string {
  if (cost !== null) return dollars(cost);
  return knownCost === 0 ? unknown : `≥ ${dollars(knownCost)}`;
}

function judgesView({ judges }: RunSummary, view: PanelView): TemplateResult | typeof nothing {
  if (judges.length === 0) return nothing;
  const { say, state } = view;
  return html`<ul class="judge-means" aria-label=${say('panel.judges')}>
    ${judges.map(({ judge, mean: own, min, max, errors }) => {
      const name = judgeName(judge);
      const title = errors === 0 ? '' : say('panel.judge-errors', { count: errors });
      const known = state.judges?.find((each) => each.judge === judge);
      return html`<li title=${title}><span class="name"><span class="called">${name}</span>${known === undefined ? nothing : standingButton(known, view)}${errors === 0 ? nothing : html` ${icon('warning', 'mark')}<span class="for-reader">${title}</span>`}</span>
        ${own === null ? html`<span class="no-bar"></span>` : html`<meter min=${min} max=${max} .value=${own} aria-label=${name}></meter>`}
        <span class="number">${own === null ? '–' : html`${mean(own, { min, max })}<span class="scale"> /${points(max, { min, max })}</span>`}</span></li>`;
    })}
  </ul>
  ${trustView(state.judges ?? [])}`;
}
