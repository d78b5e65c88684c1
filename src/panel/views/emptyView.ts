import { html, nothing, type TemplateResult } from 'lit';
import type { FromPanel, PanelPhase, PanelProblem } from '../../protocol/panel';
import type { PanelCode } from '../panelText';
import type { PanelView } from '../panelView';
import { icon } from './icon';

/** What there is to do where there are no results: one sentence and the next step. */
export function emptyView(phase: PanelPhase, view: PanelView): TemplateResult | typeof nothing {
  const { say } = view;
  switch (phase.kind) {
    case 'no-prompt':
      return html`<div class="empty"><p>${say('panel.no-prompt')}</p>${button('panel.open-sample', { type: 'openSample' }, view, 'secondary')}</div>`;
    case 'untrusted':
      return html`<div class="empty"><p>${icon('shield')} ${say('panel.untrusted')}</p>${button('panel.manage-trust', { type: 'manageTrust' }, view)}</div>`;
    case 'no-tests':
      return html`<div class="empty"><p>${say('panel.no-tests')}</p>${button('panel.create-tests', { type: 'createTests' }, view)}</div>`;
    case 'no-model':
      return html`<div class="empty"><p>${say('panel.no-model')}</p><p class="quiet">${phase.reason}</p>
        ${button('panel.set-key', { type: 'setApiKey' }, view)}
        ${button('panel.use-local', { type: 'useLocalModel' }, view, 'secondary')}
        ${button('panel.use-baseline', { type: 'useBaseline' }, view, 'secondary')}
        <p class="quiet">${say('panel.baseline-hint')}</p></div>`;
    case 'problems':
      return problemsView(phase.problems, view);
    case 'ready':
      return html`<div class="empty"><p>${say('panel.ready', { total: phase.total })}</p>${button('panel.run-all', { type: 'run' }, view)}</div>`;
    default:
      return nothing;
  }
}

const SHAPES = { error: 'error', warning: 'warning', info: 'info' } as const;

function problemsView(problems: readonly PanelProblem[], view: PanelView): TemplateResult {
  const { say, send } = view;
  const [only] = problems;
  const isNotice = problems.length === 1 && only?.severity === 'info';
  return html`<div class="problems">
    ${isNotice ? nothing : html`<p>${say('panel.problems')}</p>`}
    <ul>${problems.map(
      ({ severity, message, file, line }) => html`<li>
      <button type="button" class="problem" @click=${() => send({ type: 'openProblem', file, line })}>
        ${icon(SHAPES[severity], `severity-${severity}`)}
        <span class="problem-text">${message} ${isNotice ? nothing : html`<span class="quiet">${file}:${line + 1}</span>`}</span>
      </button></li>`,
    )}</ul>
  </div>`;
}

function button(code: PanelCode, message: FromPanel, { say, send }: PanelView, kind = 'primary'): TemplateResult {
  return html`<button type="button" class="button ${kind}" @click=${() => send(message)}>${say(code)}</button>`;
}
