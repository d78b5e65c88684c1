import { html, nothing, type TemplateResult } from 'lit';
import type { FromPanel, PanelPhase, PanelProblem } from '../../protocol/panel';
import type { PanelCode } from '../panelText';
import type { PanelView } from '../panelView';
import { count } from '../quantities';
import { visibleText } from '../visibleText';
import { icon } from './icon';

/** What there is to do where there are no results: one sentence and the next step. */
export function emptyView(phase: PanelPhase, view: PanelView): TemplateResult | typeof nothing {
  const { say, state } = view;
  switch (phase.kind) {
    case 'no-prompt':
      return empty(
        say('panel.no-prompt'),
        html`${button('panel.open-sample', { type: 'openSample' }, view)}
          ${button('panel.new-prompt', { type: 'newPrompt' }, view, 'secondary')}`,
      );
    case 'untrusted':
      return empty(say('panel.untrusted'), button('panel.manage-trust', { type: 'manageTrust' }, view));
    case 'no-tests':
      return empty(say('panel.no-tests'), button('panel.create-tests', { type: 'createTests' }, view));
    case 'no-model':
      return empty(
        visibleText(phase.reason),
        html`${button('panel.set-key', { type: 'setApiKey' }, view)}
          ${button('panel.use-local', { type: 'useLocalModel' }, view, 'secondary')}
          ${button('panel.use-baseline', { type: 'useBaseline' }, view, 'secondary')}
          <p class="quiet">${say('panel.baseline-hint')}</p>`,
      );
    case 'problems':
      return problemsView(phase.problems, view);
    case 'ready': {
      const sentence = phase.total === 1 ? 'panel.ready-one' : 'panel.ready';
      return empty(
        say(sentence, { total: count(phase.total, state.locale) }),
        button('panel.run-all', { type: 'run' }, view),
      );
    }
    default:
      return nothing;
  }
}

function empty(sentence: string, buttons: TemplateResult): TemplateResult {
  return html`<div class="empty"><p>${sentence}</p>${buttons}</div>`;
}

const SHAPES = { error: 'error', warning: 'warning', info: 'info' } as const;

function problemsView(problems: readonly PanelProblem[], { say, send }: PanelView): TemplateResult {
  const [only] = problems;
  // Something that is only said, as that the prompt is being read.
  if (only?.severity === 'info' && problems.length === 1)
    return html`<div class="empty"><p class="quiet">${visibleText(only.message)}</p></div>`;
  return html`<div class="problems">
    <p>${say('panel.problems')}</p>
    <ul>${problems.map(
      ({ severity, message, file, line }) => html`<li>
      <button type="button" class="problem" @click=${() => send({ type: 'openProblem', file, line })}>
        ${icon(SHAPES[severity], `severity-${severity}`)}
        <span class="problem-text">${visibleText(message)} <span class="quiet">${visibleText(file)}:${line + 1}</span></span>
      </button></li>`,
    )}</ul>
  </div>`;
}

function button(code: PanelCode, message: FromPanel, { say, send }: PanelView, kind = 'primary'): TemplateResult {
  return html`<button type="button" class="button ${kind}" @click=${() => send(message)}>${say(code)}</button>`;
}
