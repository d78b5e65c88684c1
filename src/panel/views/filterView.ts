import { html, nothing, type TemplateResult } from 'lit';
import { type Filter, filterCounts } from '../panelState';
import type { PanelCode } from '../panelText';
import type { PanelView } from '../panelView';
import { count } from '../quantities';
import { iconButton } from './iconButton';

const LABELS: readonly { filter: Filter; code: PanelCode }[] = [
  { filter: 'all', code: 'panel.all' },
  { filter: 'failed', code: 'panel.failed' },
  { filter: 'flaky', code: 'panel.flaky' },
  { filter: 'errors', code: 'panel.error' },
];

/** Which cases are shown, and in which order. */
export function filterView(view: PanelView): TemplateResult {
  const { state, say, change } = view;
  const counts = filterCounts(state.rows);
  const worst = state.sort === 'worst';
  return html`<div class="filters">
    <div class="segments" role="radiogroup" aria-label=${say('panel.filter')} @keydown=${(event: KeyboardEvent) => move(event, view)}>
      ${offered(view).map(({ filter, code }) => {
        const chosen = state.filter === filter;
        return html`<button type="button" role="radio" aria-checked=${chosen ? 'true' : 'false'} tabindex=${chosen ? 0 : -1} data-filter=${filter}
          @click=${() => change({ filter })}>${say(code)} <span class="count">${count(counts[filter], state.locale)}</span></button>`;
      })}
    </div>
    <div class="search">
      <input type="search" placeholder=${say('panel.search')} aria-label=${say('panel.search')} .value=${state.search}
        @input=${(event: Event) => change({ search: (event.target as HTMLInputElement).value })}>
      ${state.rows.length > 1 ? iconButton(worst ? 'list-ordered' : 'sort-precedence', say(worst ? 'panel.file-order' : 'panel.worst-first'), () => change({ sort: worst ? 'file' : 'worst' })) : nothing}
    </div>
  </div>`;
}

/** Where no case is flaky, as in every run without repeats, nobody is asked whether to see those. */
function offered({ state }: PanelView): typeof LABELS {
  const hasFlaky = state.filter === 'flaky' || state.rows.some(({ flaky }) => flaky);
  return LABELS.filter(({ filter }) => filter !== 'flaky' || hasFlaky);
}

/** Arrow keys choose, as in every radio group. */
function move(event: KeyboardEvent, view: PanelView): void {
  const { state, change } = view;
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const choices = offered(view);
  const at = choices.findIndex(({ filter }) => filter === state.filter);
  const next = choices[(at + step + choices.length) % choices.length];
  if (next === undefined) return;
  change({ filter: next.filter });
  const group = event.currentTarget as HTMLElement;
  group.querySelector<HTMLElement>(`[data-filter="${next.filter}"]`)?.focus();
}
