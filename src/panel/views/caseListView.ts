import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { CaseRow } from '../../protocol/panel';
import { visibleRows } from '../panelState';
import type { PanelView } from '../panelView';
import { type RowList, type RowWindow, rowTop, rowWindow } from '../rowWindow';
import './caseDetailView';
import { caseRowView } from './caseRowView';
import { listKey } from './listKey';

/** So much of the list is in the page above and below of what is in sight, in CSS pixels. */
const MARGIN = 400;
/** What a row is taken to be high until one was measured. */
const ROW_HEIGHT = 40;

/** The cases, of which only those in sight are in the page; moved through with the keyboard. */
@customElement('assay-cases')
export class CaseListView extends LitElement {
  @property({ attribute: false }) view: PanelView | undefined;
  #shown: readonly CaseRow[] = [];
  #list: RowList = { count: 0, rowHeight: ROW_HEIGHT };
  #window: RowWindow = { first: 0, last: 0, before: 0, after: 0 };
  #sight = { top: 0, bottom: window.innerHeight };
  #scroller: HTMLElement | undefined;
  readonly #resizes = new ResizeObserver(() => this.#measure());
  /** How often a case was to be brought into sight; -1 before the first time that the list is drawn. */
  #reveals = -1;
  #unfolded: string | undefined;
  /** A case that is to be shown with as much of its detail as there is room for. */
  #awaited: string | undefined;
  /** Whether a row has the keyboard, which it loses when it leaves the page. */
  #hasFocus = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#scroller = this.closest<HTMLElement>('[data-scrolls]') ?? document.documentElement;
    this.#scroller.addEventListener('scroll', this.#measure, { passive: true });
    this.#resizes.observe(this.#scroller);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#scroller?.removeEventListener('scroll', this.#measure);
    this.#resizes.disconnect();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (view === undefined) return nothing;
    const { state, say, wide } = view;
    this.#shown = visibleRows(state);
    if (this.#shown.length === 0) return html`<p class="quiet none">${say('panel.none-match')}</p>`;
    const open = wide ? -1 : this.#shown.findIndex(({ id }) => id === state.unfolded);
    const height = this.#unfolded === state.unfolded ? (this.#list.open?.height ?? 0) : 0;
    this.#list = { ...this.#list, count: this.#shown.length, open: open < 0 ? undefined : { index: open, height } };
    this.#window = rowWindow(this.#list, this.#sight, MARGIN);
    const { first, last } = this.#window;
    const active = this.#active(view);
    return html`<div class="cases" role="list" tabindex="-1" aria-label=${say('panel.cases')}
      @keydown=${this.#onKey} @focusin=${this.#onFocus} @focusout=${this.#onBlur}>
      ${repeat(
        this.#shown.slice(first, last),
        ({ id }) => id,
        (row, index) => this.#item(row, first + index, row.id === active, first + index === open, view),
      )}
    </div>`;
  }

  #item(row: CaseRow, index: number, isActive: boolean, isOpen: boolean, view: PanelView): TemplateResult {
    return html`<div class="item ${isOpen ? 'unfolded' : ''}" role="listitem" aria-setsize=${this.#shown.length} aria-posinset=${index + 1}>
      ${caseRowView(row, isActive, view)}
      ${isOpen ? html`<assay-case .detail=${view.state.detail} .view=${view}></assay-case>` : nothing}
    </div>`;
  }

  protected override updated(): void {
    const cases = this.querySelector<HTMLElement>('.cases');
    if (cases) {
      cases.style.paddingTop = `${this.#window.before}px`;
      cases.style.paddingBottom = `${this.#window.after}px`;
      if (this.#hasFocus && !this.contains(document.activeElement)) cases.focus({ preventScroll: true });
    }
    const unfolded = this.querySelector('.unfolded');
    if (unfolded) this.#resizes.observe(unfolded);
    this.#measure();
    this.#follow();
  }

  /** Looks how high things are and what is in sight, and renders again where that makes a difference. */
  readonly #measure = (): void => {
    const [cases, scroller] = [this.querySelector('.cases'), this.#scroller];
    if (!cases || !scroller) return;
    const rowHeight = this.querySelector<HTMLElement>('.row')?.offsetHeight || this.#list.rowHeight;
    const unfolded = this.querySelector<HTMLElement>('.unfolded');
    const { open } = this.#list;
    this.#list = {
      ...this.#list,
      rowHeight,
      open: open && unfolded ? { ...open, height: unfolded.offsetHeight - rowHeight } : open,
    };
    const [list, port] = [cases.getBoundingClientRect(), scroller.getBoundingClientRect()];
    this.#sight = { top: port.top - list.top, bottom: port.bottom - list.top };
    const { first, last, before, after } = rowWindow(this.#list, this.#sight, MARGIN);
    const { first: oldFirst, last: oldLast, before: oldBefore, after: oldAfter } = this.#window;
    if (first !== oldFirst || last !== oldLast || before !== oldBefore || after !== oldAfter) this.requestUpdate();
  };

  /** A case that was opened comes into sight, and one that the editor points at with its detail. */
  #follow(): void {
    const { unfolded, reveals = 0, detail } = this.view?.state ?? {};
    // What is open from the beginning was scrolled to at an earlier time.
    const opened = unfolded !== this.#unfolded && this.#reveals >= 0;
    this.#unfolded = unfolded;
    if (this.#reveals < 0) this.#reveals = 0;
    if (reveals !== this.#reveals) {
      this.#reveals = reveals;
      this.#awaited = unfolded;
      if (unfolded !== undefined) void this.#show(unfolded, {});
    } else if (opened && unfolded !== undefined) {
      // Another case that closed above this one may have taken it out of sight.
      void this.#show(unfolded, {});
    }
    if (this.#awaited === undefined || detail?.id !== this.#awaited) return;
    if (this.view?.wide === false) void this.#show(this.#awaited, { atTop: true });
    this.#awaited = undefined;
  }

  /** The one row that the tab key reaches. */
  #active({ state }: PanelView): string | undefined {
    const isShown = state.active !== undefined && this.#shown.some(({ id }) => id === state.active);
    return isShown ? state.active : this.#shown[0]?.id;
  }

  readonly #onFocus = ({ target }: FocusEvent): void => {
    this.#hasFocus = target instanceof HTMLElement && target.matches('.row, .cases');
  };

  readonly #onBlur = ({ relatedTarget }: FocusEvent): void => {
    // Where nothing else gets the keyboard the row has left the page.
    if (relatedTarget !== null) this.#hasFocus = false;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const { view } = this;
    if (view === undefined || !(event.target instanceof HTMLElement)) return;
    const { unfolded } = view.state;
    if (event.key === 'Escape' && unfolded !== undefined) {
      view.toggle(unfolded);
      void this.#show(unfolded, { focus: true });
      return;
    }
    // Arrows inside of a case's detail are not for the list.
    if (!event.target.matches('.row, .cases')) return;
    const active = this.#active(view);
    const at = this.#shown.findIndex(({ id }) => id === active);
    const row = this.#shown[listKey(event.key, at, this.#shown.length) ?? -1];
    if (row === undefined) return;
    event.preventDefault();
    view.change({ active: row.id });
    void this.#show(row.id, { focus: true });
  };

  /** Scrolls to a row, which may not be in the page yet: as little as is needed, or until it stands at the top. */
  async #show(id: string, { focus = false, atTop = false }): Promise<void> {
    await this.updateComplete;
    const find = () => this.querySelector<HTMLElement>(`[data-case="${CSS.escape(id)}"]`);
    const index = this.#shown.findIndex((row) => row.id === id);
    if (index < 0) return;
    if (!find()) {
      this.#scroller?.scrollBy({ top: rowTop(this.#list, index) - this.#sight.top, behavior: 'instant' });
      this.#measure();
      await this.updateComplete;
    }
    const row = find();
    row?.scrollIntoView({ block: atTop ? 'start' : 'nearest', behavior: 'instant' });
    if (focus) row?.focus({ preventScroll: true });
  }
}
