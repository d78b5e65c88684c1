import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { FromPanel, PanelPhase, ToPanel } from '../protocol/panel';
import { applyMessage, EMPTY_STATE, type PanelState } from './panelState';
import { sayIn } from './panelText';
import type { PanelView } from './panelView';
import './views/caseDetailView';
import './views/caseListView';
import { emptyView } from './views/emptyView';
import { filterView } from './views/filterView';
import { headerView } from './views/headerView';
import { outcomeView } from './views/outcomeView';
import { summaryView } from './views/summaryView';

/** The part of VS Code's webview API that the panel uses. */
export interface EditorApi {
  postMessage(message: FromPanel): void;
  getState(): unknown;
  setState(state: unknown): void;
}

/** From this width on the detail stands beside the list. */
const WIDE = '(min-width: 900px)';

/** The results panel as a whole. */
@customElement('assay-panel')
export class PanelApp extends LitElement {
  editor: EditorApi | undefined;
  @state() private shown: PanelState = EMPTY_STATE;
  @state() private wide = matchMedia(WIDE).matches;

  /** Begins to listen to the editor. */
  connect(editor: EditorApi): void {
    this.editor = editor;
    this.shown = { ...EMPTY_STATE, ...rememberedState(editor.getState()) };
    window.addEventListener('message', (event: MessageEvent<ToPanel>) => this.#receive(event.data));
    matchMedia(WIDE).addEventListener('change', ({ matches }) => {
      this.wide = matches;
    });
    this.#send({ type: 'ready' });
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { phase } = this.shown;
    if (phase === undefined) return nothing;
    const view = this.#view();
    if (!('prompt' in phase)) return html`<main class="panel">${emptyView(phase, view)}</main>`;
    return html`<main class="panel ${this.wide ? 'wide' : 'narrow'}">
      ${headerView(phase, view)}
      ${phase.kind === 'finished' ? outcomeView(phase, view) : nothing}
      ${hasResults(phase) ? this.#summary(phase, view) : emptyView(phase, view)}
      ${this.shown.rows.length > 0 && showsCases(phase) ? this.#cases(view) : nothing}
    </main>`;
  }

  #summary(phase: Extract<PanelPhase, { summary: unknown }>, view: PanelView): TemplateResult | typeof nothing {
    return phase.summary === null ? nothing : summaryView(phase.summary, view);
  }

  #cases(view: PanelView): TemplateResult {
    const { unfolded, details } = this.shown;
    return html`${filterView(view)}
      <div class="split">
        <assay-cases .view=${view} .unfolds=${!this.wide}></assay-cases>
        ${this.wide ? html`<aside class="beside">${unfolded === undefined ? html`<p class="quiet none">${view.say('panel.select-case')}</p>` : html`<h2>${unfolded}</h2><assay-case .detail=${details.get(unfolded)} .view=${view}></assay-case>`}</aside>` : nothing}
      </div>`;
  }

  #view(): PanelView {
    return {
      state: this.shown,
      say: sayIn(this.shown.locale),
      send: (message) => this.#send(message),
      change: (part) => this.#change(part),
      toggle: (caseId) => this.#toggle(caseId),
    };
  }

  #receive(message: ToPanel): void {
    const before = this.shown;
    this.#change(applyMessage(before, message));
    document.documentElement.lang = this.shown.locale.startsWith('zh') ? 'zh-Hant-TW' : 'en';
    const { unfolded } = this.shown;
    // A new state forgets the details, and a reveal opens another case: both have to be asked for.
    const asks = message.type === 'state' || message.type === 'reveal';
    if (unfolded !== undefined && asks) this.#send({ type: 'unfold', caseId: unfolded });
    if (before.unfolded !== undefined && before.unfolded !== unfolded)
      this.#send({ type: 'fold', caseId: before.unfolded });
  }

  #toggle(caseId: string): void {
    const { unfolded } = this.shown;
    if (unfolded !== undefined) this.#send({ type: 'fold', caseId: unfolded });
    const opens = unfolded !== caseId;
    if (opens) this.#send({ type: 'unfold', caseId });
    this.#change({ unfolded: opens ? caseId : undefined, active: caseId });
  }

  #change(part: Partial<PanelState>): void {
    this.shown = { ...this.shown, ...part };
    const { filter, sort, unfolded, active } = this.shown;
    this.editor?.setState({ filter, sort, unfolded, active });
  }

  #send(message: FromPanel): void {
    this.editor?.postMessage(message);
  }
}

function hasResults(phase: PanelPhase): phase is Extract<PanelPhase, { summary: unknown }> {
  return phase.kind === 'running' || phase.kind === 'finished';
}

/** Where nothing can be run there is nothing to list either. */
function showsCases({ kind }: PanelPhase): boolean {
  return kind === 'running' || kind === 'finished' || kind === 'ready';
}

/** What the panel looked like when it was last shown; whatever was stored may be of an older version. */
function rememberedState(stored: unknown): Partial<PanelState> {
  if (typeof stored !== 'object' || stored === null) return {};
  const { filter, sort, unfolded, active } = stored as Record<string, unknown>;
  return {
    ...((filter === 'failed' || filter === 'errors') && { filter }),
    ...(sort === 'worst' && { sort }),
    ...(typeof unfolded === 'string' && { unfolded }),
    ...(typeof active === 'string' && { active }),
  };
}
