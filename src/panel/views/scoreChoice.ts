import { html, type TemplateResult } from 'lit';
import type { PanelRating } from '../../protocol/panel';
import type { PanelView } from '../panelView';
import { visibleText } from '../visibleText';
import { judgeName } from './judgeName';

/**
 * A person's own score, as a row of buttons. The arrows only move along it: a score is given when it is chosen, since
 * every one that is given stays on record. The chosen one chosen again, or the delete key, takes it back.
 */
export function scoreChoice(
  { judge, steps, own }: PanelRating,
  { say }: PanelView,
  { disabled, give }: { disabled: boolean; give(score: number | null): void },
): TemplateResult {
  const label = judge === null ? say('panel.your-score') : say('panel.your-score-of', { judge: judgeName(judge) });
  const chosen = steps.findIndex(({ score }) => score === own.score);
  const top = steps.at(-1)?.text ?? '';
  return html`<span class="choice"><span class="quiet" aria-hidden="true">${say('panel.your-score')}</span>
    <span class="segments steps" role="radiogroup" aria-label=${label} @keydown=${(event: KeyboardEvent) => onKey(event, steps, give)}>
    ${steps.map(
      ({ score, text }, index) => html`<button type="button" role="radio" ?disabled=${disabled} data-step=${index}
        aria-checked=${index === chosen ? 'true' : 'false'} tabindex=${index === Math.max(0, chosen) ? 0 : -1}
        aria-label=${Number.isFinite(Number(text)) ? say('panel.step', { score: text, max: top }) : visibleText(text)}
        title=${index === chosen ? say('panel.take-back') : label}
        @click=${() => give(index === chosen ? null : score)}>${visibleText(text)}</button>`,
    )}
    </span></span>`;
}

function onKey(event: KeyboardEvent, steps: PanelRating['steps'], give: (score: number | null) => void): void {
  const { key, target, currentTarget, ctrlKey, metaKey, altKey } = event;
  if (!(target instanceof HTMLElement) || ctrlKey || metaKey || altKey) return;
  const typed = steps.find(({ text }) => text === key);
  if (key === 'Delete' || key === 'Backspace') give(null);
  else if (typed !== undefined) give(typed.score);
  else {
    const at = Number(target.dataset.step);
    const to = move(key, at, steps.length);
    if (to === undefined) return;
    (currentTarget as HTMLElement).querySelector<HTMLElement>(`[data-step="${to}"]`)?.focus();
  }
  event.preventDefault();
}

function move(key: string, at: number, count: number): number | undefined {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key];
  if (step !== undefined) return (at + step + count) % count;
  return key === 'Home' ? 0 : key === 'End' ? count - 1 : undefined;
}
