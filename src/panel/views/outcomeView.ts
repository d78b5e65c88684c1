import { html, nothing, type TemplateResult } from 'lit';
import type { FromPanel, PanelPhase } from '../../protocol/panel';
import type { PanelCode } from '../panelText';
import type { PanelView } from '../panelView';
import { visibleText } from '../visibleText';
import { icon } from './icon';

type Finished = Extract<PanelPhase, { kind: 'finished' }>;

/** How a run ended where it did not simply end, and whether its results still hold. */
export function outcomeView({ outcome, stale }: Finished, view: PanelView): TemplateResult {
  const { say } = view;
  return html`
    ${outcome.kind === 'cancelled' ? banner('info', 'circle-slash', say('panel.cancelled'), nothing) : nothing}
    ${outcome.kind === 'budget' ? banner('warning', 'warning', say('panel.over-budget'), nothing) : nothing}
    ${outcome.kind === 'stopped' ? banner('error', 'error', say('panel.stopped', { message: outcome.error.message }), remedy(outcome.error.kind, view)) : nothing}
    ${stale ? banner('warning', 'history', say('panel.stale'), link('panel.run-again', { type: 'run' }, view)) : nothing}`;
}

/** What may help: a key where one is missing or refused, else what was sent and received. */
function remedy(kind: string, view: PanelView): TemplateResult {
  return kind === 'auth' || kind === 'no-key'
    ? link('panel.set-key', { type: 'setApiKey' }, view)
    : link('panel.log', { type: 'showLog' }, view);
}

function banner(kind: 'info' | 'warning' | 'error', shape: string, text: string, action: unknown): TemplateResult {
  return html`<div class="banner ${kind}">${icon(shape)}<p>${visibleText(text)} ${action}</p></div>`;
}

function link(code: PanelCode, message: FromPanel, { say, send }: PanelView): TemplateResult {
  return html`<button type="button" class="link" @click=${() => send(message)}>${say(code)}</button>`;
}
