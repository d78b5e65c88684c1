import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { FromPanel, PanelPhase, ToPanel } from '../protocol/panel';
import { announcement } from './announcement';
import { applyMessage, EMPTY_STATE, type PanelState, toggled } from './panelState';
import { sayIn } from './panelText';
import type { PanelView } from './panelView';
import { recall, remember } from './rememberedState';
import { asideView } from './views/asideView';
import type { CaseListView } from './views/caseListView';
import './views/caseListView';
import { emptyView } from './views/emptyView';
import { filterView } from './views/filterView';
import { headerView } from './views/headerView';
import { historyView } from './views/historyView';
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
/** Scrolling is stored when it has rested for so long, in milliseconds. */
const REST = 200;

/** The results panel as a whole. */
@customElement('assay-panel')
export class PanelApp extends LitElement {
  @state() private shown: PanelState = EMPTY_STATE;
  @state() private wide = matchMedia(WIDE).matches;
  @state() private announced = '';
  #editor: EditorApi | undefined;
  #scroll = 0;
  #wantsFocus = false;
  /** How far to scroll once there are rows to scroll through. */
  #scrollWanted = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;

  /** Begins to listen to the editor. */
  connect(editor: EditorApi): void {
    this.#editor = editor;
    const { state, scroll } = recall(editor.getState());
    this.shown = { ...EMPTY_STATE, ...state };
    this.#scroll = this.#scrollWanted = scroll;
    window.addEventListener('message', (event: MessageEvent<ToPanel>) => this.#receive(event.data));
    matchMedia(WIDE).addEventListener('change', ({ matches }) => {
      this.wide = matches;
    });
    // Scroll events do not bubble: one listener for whichever part is the one that scrolls.
    this.addEventListener('scroll', (event) => this.#onScroll(event.target), { capture: true, passive: true });
    this.#send({ type: 'ready' });
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { phase } = this.shown;
    if (phase === undefined) return nothing;
    return html`${this.#page(phase, this.#view())}<p class="for-reader" role="status">${this.announced}</p>`;
  }

  #page(phase: PanelPhase, view: PanelView): TemplateResult {
    if (!('prompt' in phase)) return html`<main class="panel">${emptyView(phase, view)}</main>`;
    return html`<main class="panel ${this.wide ? 'wide' : 'narrow'}">
      ${headerView(phase, view)}
      ${keyed(
        this.wide,
        html`<div class="body" data-scrolls=${this.wide ? nothing : ''}>
        ${phase.kind === 'finished' ? outcomeView(phase, view) : nothing}
        ${hasResults(phase) ? summaryView(phase, view) : emptyView(phase, view)}
        ${hasResults(phase) && this.shown.history ? historyView(this.shown.history, view) : nothing}
        ${this.shown.rows.length > 0 && showsCases(phase) ? this.#cases(view) : nothing}
      </div>`,
      )}
    </main>`;
  }

  #cases(view: PanelView): TemplateResult {
    return html`${filterView(view)}
      <div class="split">
        <div class="list" data-scrolls=${this.wide ? '' : nothing}><assay-cases .view=${view}></assay-cases></div>
        ${this.wide ? asideView(view) : nothing}
      </div>`;
  }

  /** A form that the editor has asked for gets the keyboard. */
  #focusCorrection(next: PanelState): void {
    if (!this.#wantsFocus || next.toCorrect !== undefined) return;
    this.#wantsFocus = false;
    // The form is drawn by the list, one round later.
    void this.updateComplete.then(() =>
      requestAnimationFrame(() => this.querySelector<HTMLElement>('textarea[data-draft="corrected"]')?.focus()),
    );
  }

  protected override updated(_changed: PropertyValues): void {
    if (this.#scrollWanted === 0 || this.shown.rows.length === 0) return;
    const top = this.#scrollWanted;
    this.#scrollWanted = 0;
    void this.#scrollTo(top);
  }

  async #scrollTo(top: number): Promise<void> {
    await this.querySelector<CaseListView>('assay-cases')?.updateComplete;
    const scroller = this.querySelector('[data-scrolls]');
    if (scroller) scroller.scrollTop = top;
  }

  #view(): PanelView {
    return {
      state: this.shown,
      say: sayIn(this.shown.locale),
      wide: this.wide,
      send: (message) => this.#send(message),
      change: (part) => this.#change({ ...this.shown, ...part }),
      toggle: (caseId) => this.#change(toggled(this.shown, caseId)),
    };
  }

  #receive(message: ToPanel): void {
    if (message.type === 'reveal' && message.correct) this.#wantsFocus = true;
    this.#change(applyMessage(this.shown, message));
    document.documentElement.lang = this.shown.locale.startsWith('zh') ? 'zh-Hant-TW' : 'en';
    // The editor may have forgotten what is open: with a new state it has to be asked again.
    const { unfolded } = this.shown;
    if (message.type === 'state' && unfolded !== undefined) this.#send({ type: 'unfold', caseId: unfolded });
  }

  #change(next: PanelState): void {
    const before = this.shown;
    this.shown = next;
    this.announced = announcement(before, next, sayIn(next.locale)) ?? this.announced;
    if (before.unfolded !== next.unfolded) {
      if (before.unfolded !== undefined) this.#send({ type: 'fold', caseId: before.unfolded });
      if (next.unfolded !== undefined) this.#send({ type: 'unfold', caseId: next.unfolded });
    }
    this.#focusCorrection(next);
    this.#remember();
  }

  #onScroll(target: EventTarget | null): void {
    if (!(target instanceof HTMLElement) || target.dataset.scrolls === undefined) return;
    this.#scroll = target.scrollTop;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#remember(), REST);
  }

  #remember(): void {
    // Until the editor has spoken there is only what was remembered already.
    if (this.shown.phase !== undefined) this.#editor?.setState(remember(this.shown, this.#scroll));
  }

  #send(message: FromPanel): void {
    this.#editor?.postMessage(message);
  }
}

function hasResults(phase: PanelPhase): phase is Extract<PanelPhase, { summary: unknown }> {
  return phase.kind === 'running' || phase.kind === 'finished';
}

/** Where nothing can be run there is nothing to list either. */
function showsCases({ kind }: PanelPhase): boolean {
  return kind === 'running' || kind === 'finished' || kind === 'ready';
}
