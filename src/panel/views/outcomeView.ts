import { html, nothing, type TemplateResult } from 'lit';
import type { PanelPhase } from '../../protocol/panel';
import type { PanelView } from '../panelView';
import { icon } from './icon';

/** How a run ended where it did not simply end, and whether its results still hold. */
export function outcomeView(phase: Extract<PanelPhase, { kind: 'finished' }>, view: PanelView): TemplateResult {
  const { say, send } = view;
  const { outcome, stale } = phase;
  const text = outcomeText(phase, view);
  return html`
    ${text === undefined ? nothing : html`<p class="banner ${outcome.kind === 'stopped' ? 'error' : 'warning'}" role="status">${icon(outcome.kind === 'stopped' ? 'error' : 'circle-slash')} <span>${text}</span></p>`}
    ${outcome.kind === 'stopped' && (outcome.error.kind === 'auth' || outcome.error.kind === 'no-key') ? html`<button type="button" class="button primary" @click=${() => send({ type: 'setApiKey' })}>${say('panel.set-key')}</button>` : nothing}
    ${stale ? html`<p class="banner warning" role="status">${icon('history')} <span>${say('panel.stale')}</span> <button type="button" class="link" @click=${() => send({ type: 'run' })}>${say('panel.run-again')}</button></p>` : nothing}`;
}

function outcomeText({ outcome }: Extract<PanelPhase, { kind: 'finished' }>, { say }: PanelView): string | undefined {
  if (outcome.kind === 'cancelled') return say('panel.cancelled');
  if (outcome.kind === 'budget') return say('panel.over-budget');
  return outcome.kind === 'stopped' ? say('panel.stopped', { message: outcome.error.message }) : undefined;
}
