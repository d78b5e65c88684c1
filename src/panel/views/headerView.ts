import { html, nothing, type TemplateResult } from 'lit';
import type { PanelPhase } from '../../protocol/panel';
import type { PanelView } from '../panelView';
import { count, duration } from '../quantities';
import { visibleText } from '../visibleText';
import { iconButton } from './iconButton';
import { costText } from './summaryView';

type WithPrompt = Extract<PanelPhase, { prompt: unknown }>;

/** Which prompt, on which model, what can be done with it, and how far a run has come. */
export function headerView(phase: WithPrompt, view: PanelView): TemplateResult {
  const { say, send, state, wide } = view;
  const { file } = phase.prompt;
  const canRun = phase.kind === 'ready' || phase.kind === 'finished';
  const hasFailed =
    phase.kind === 'finished' && state.rows.some(({ status }) => status === 'failed' || status === 'error');
  return html`<header>
    <div class="header-line">
      <button class="link file" type="button" title=${say('panel.open', { file })} @click=${() => send({ type: 'openPrompt' })}>${fileName(file)}</button>
      <div class="actions" role="toolbar" aria-label=${fileName(file)}>
        ${phase.kind === 'running' ? iconButton('debug-stop', say('panel.stop'), () => send({ type: 'stop' })) : nothing}
        ${canRun ? iconButton('run-all', say('panel.run'), () => send({ type: 'run' })) : nothing}
        ${hasFailed ? iconButton('run-errors', say('panel.run-failed'), () => send({ type: 'runFailed' })) : nothing}
        ${wide ? nothing : iconButton('link-external', say('panel.in-tab'), () => send({ type: 'openInTab' }))}
      </div>
    </div>
    ${aboutView(phase, view)}
    ${phase.kind === 'running' ? progressView(phase, view) : nothing}
  </header>`;
}

function aboutView({ prompt: { model, baseline, tests } }: WithPrompt, { say, send }: PanelView): TemplateResult {
  return html`<div class="facts">
    ${model === '' ? nothing : html`<span>${visibleText(model)}</span>`}
    ${baseline ? html`<span>${say('panel.baseline')}</span>` : nothing}
    ${tests === null ? nothing : html`<button class="link" type="button" title=${say('panel.open', { file: tests })} @click=${() => send({ type: 'openTests' })}>${fileName(tests)}</button>`}
  </div>`;
}

function progressView(phase: Extract<PanelPhase, { kind: 'running' }>, view: PanelView): TemplateResult {
  const { say, state } = view;
  const { finished, total, etaMs, summary } = phase;
  const numbers = { finished: count(finished, state.locale), total: count(total, state.locale) };
  return html`<div class="progress-block">
    <progress max=${Math.max(total, 1)} .value=${finished} aria-label=${say('panel.progress-label')}></progress>
    <div class="progress-text">
      <span>${say('panel.progress', numbers)}</span>
      ${etaMs === null ? nothing : html`<span>${say('panel.eta', { time: duration(etaMs) })}</span>`}
      ${summary === null ? nothing : html`<span>${costText(summary, say('panel.cost-unknown'))}</span>`}
    </div>
  </div>`;
}

function fileName(file: string): string {
  return visibleText(file.split('/').at(-1) ?? file);
}
