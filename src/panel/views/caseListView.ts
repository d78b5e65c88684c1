import { virtualize, virtualizerRef } from '@lit-labs/virtualizer/virtualize.js';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CaseRow } from '../../protocol/panel';
import { visibleRows } from '../panelState';
import type { PanelView } from '../panelView';
import './caseDetailView';
import { caseRowView } from './caseRowView';

/** What the virtualizer hangs onto its host. */
interface VirtualizerHost extends HTMLElement {
  [virtualizerRef]?: {
    element(index: number): { scrollIntoView(options?: ScrollIntoViewOptions): void } | undefined;
    layoutComplete: Promise<void>;
  };
}

/** The cases, of which only those in sight are in the page; moved through with the arrow keys. */
@customElement('assay-cases')
export class CaseListView extends LitElement {
  @property({ attribute: false }) view: PanelView | undefined;
  /** Whether an open case unfolds in the list; else it is shown beside it. */
  @property({ attribute: false }) unfolds = true;
  #shown: readonly CaseRow[] = [];
  #revealed: string | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (view === undefined) return nothing;
    const { state, say } = view;
    this.#shown = visibleRows(state);
    const rows = this.#shown;
    if (rows.length === 0) return html`<p class="quiet none">${say('panel.none-match')}</p>`;
    const active = rows.some(({ id }) => id === state.active) ? state.active : rows[0]?.id;
    return html`<div class="cases" role="list" aria-label=${say('panel.cases')} @keydown=${(event: KeyboardEvent) => this.#onKey(event, active)}>
      ${virtualize({
        items: rows as CaseRow[],
        scroller: true,
        keyFunction: ({ id }) => id,
        renderItem: (row, index) => this.#item(row, index, rows.length, row.id === active, view),
      })}
    </div>`;
  }

  #item(row: CaseRow, index: number, total: number, isActive: boolean, view: PanelView): TemplateResult {
    const isOpen = this.unfolds && view.state.unfolded === row.id;
    return html`<div class="item">
      ${caseRowView(row, { index, total, isActive }, view)}
      ${isOpen ? html`<assay-case .detail=${view.state.details.get(row.id)} .view=${view}></assay-case>` : nothing}
    </div>`;
  }

  /** A case that was opened from elsewhere comes into sight. */
  protected override updated(_changed: PropertyValues): void {
    const { active, unfolded } = this.view?.state ?? {};
    const wanted = active !== undefined && active === unfolded ? active : undefined;
    if (wanted === this.#revealed) return;
    this.#revealed = wanted;
    if (wanted !== undefined && !this.querySelector(`[data-case="${CSS.escape(wanted)}"]`))
      void this.#show(wanted, false);
  }

  #onKey(event: KeyboardEvent, active: string | undefined): void {
    if (!(event.target instanceof HTMLElement) || !event.target.classList.contains('row')) return;
    const at = this.#shown.findIndex(({ id }) => id === active);
    const target = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + 10,
      PageUp: at - 10,
      Home: 0,
      End: this.#shown.length - 1,
    }[event.key];
    if (event.key === 'Escape' && this.view?.state.unfolded !== undefined) this.view.toggle(this.view.state.unfolded);
    if (target === undefined) return;
    event.preventDefault();
    const row = this.#shown[Math.max(0, Math.min(this.#shown.length - 1, target))];
    if (row === undefined) return;
    this.view?.change({ active: row.id });
    void this.#show(row.id, true);
  }

  /** Scrolls to a row, which may not be in the page yet, and puts the keyboard on it. */
  async #show(id: string, focus: boolean): Promise<void> {
    await this.updateComplete;
    const index = this.#shown.findIndex((row) => row.id === id);
    const host = this.querySelector<VirtualizerHost>('.cases');
    const virtualizer = host?.[virtualizerRef];
    const find = () => this.querySelector<HTMLElement>(`[data-case="${CSS.escape(id)}"]`);
    if (!find()) {
      // A list that has only just been made cannot scroll before it has been laid out.
      if (!this.querySelector('.row')) await virtualizer?.layoutComplete;
      virtualizer?.element(index)?.scrollIntoView({ block: 'nearest' });
      await virtualizer?.layoutComplete;
    }
    const row = find();
    row?.scrollIntoView({ block: 'nearest' });
    if (focus) row?.focus({ preventScroll: true });
  }
}
