import { html, nothing, type TemplateResult } from 'lit';
import type { PanelPhase } from '../../protocol/panel';
import type { PanelView } from '../panelView';
import { dollars, duration } from '../quantities';
import { iconButton } from './iconButton';

type WithPrompt = Extract<PanelPhase, { prompt: unknown }>;

/** Which prompt, on which model, what can be done with it, and how far a run has come. */
export function headerView(phase: WithPrompt, view: PanelView): TemplateResult {
  const { say, send, state } = view;
  const { file, model, baseline, tests } = phase.prompt;
  const running = phase.kind === 'running';
  const canRun = phase.kind === 'ready' || phase.kind === 'finished';
  const hasFailed =
    phase.kind === 'finished' && state.rows.some(({ status }) => status === 'failed' || status === 'error');
  return html`<header>
    <div class="header-line">
      <button class="link file" type="button" title=${say('panel.open-prompt', { file })} @click=${() => send({ type: 'openPrompt' })}>${shortPath(file)}</button>
      <div class="actions" role="toolbar" aria-label=${shortPath(file)}>
        ${running ? iconButton('debug-stop', say('panel.stop'), () => send({ type: 'stop' })) : nothing}
        ${canRun ? iconButton('run-all', say('panel.run'), () => send({ type: 'run' })) : nothing}
        ${hasFailed ? iconButton('debug-rerun', say('panel.run-failed'), () => send({ type: 'runFailed' })) : nothing}
        ${tests === null ? nothing : iconButton('beaker', say('panel.open-tests', { file: shortPath(tests) }), () => send({ type: 'openTests' }))}
        ${iconButton('output', say('panel.log'), () => send({ type: 'showLog' }))}
        ${iconButton('link-external', say('panel.in-tab'), () => send({ type: 'openInTab' }))}
      </div>
    </div>
    ${model === '' ? nothing : html`<div class="model">${model}${baseline ? html`<span class="badge">${say('panel.baseline')}</span>` : nothing}</div>`}
    ${running ? progressView(phase, view) : nothing}
  </header>`;
}

function progressView(phase: Extract<PanelPhase, { kind: 'running' }>, { say }: PanelView): TemplateResult {
  const { finished, total, etaMs, summary } = phase;
  const said = say('panel.progress', { finished, total });
  const cost = summary === null || summary.knownCost === 0 ? undefined : dollars(summary.knownCost);
  return html`<div class="progress-block">
    <progress max=${total} .value=${finished} aria-label=${said}></progress>
    <div class="progress-text" role="status">
      <span>${said}</span>
      ${etaMs === null ? nothing : html`<span>${say('panel.eta', { time: duration(etaMs) })}</span>`}
      ${cost === undefined ? nothing : html`<span>${summary?.cost === null ? say('panel.at-least', { cost }) : cost}</span>`}
    </div>
  </div>`;
}

function shortPath(file: string): string {
  return file.split('/').at(-1) ?? file;
}
