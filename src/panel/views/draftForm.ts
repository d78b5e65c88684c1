import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { PanelOpinion, PanelSample } from '../../protocol/panel';
import { type DraftPart, draftKey, withoutDraft } from '../drafts';
import type { PanelView } from '../panelView';
import { judgeName } from './judgeName';

interface DraftForm {
  sample: PanelSample;
  judge: string | null;
  part: DraftPart;
  disabled: boolean;
  give(said: Partial<PanelOpinion>): void;
}

/** The form in which somebody writes a corrected answer or a note; nothing where none is open. */
export function draftForm(
  { sample, judge, part, disabled, give }: DraftForm,
  { state, say, change }: PanelView,
): TemplateResult | typeof nothing {
  const key = draftKey(state.file, sample, part, judge);
  const text = state.drafts[key];
  if (text === undefined) return nothing;
  const close = ({ currentTarget }: Event) => {
    change({ drafts: withoutDraft(state.drafts, key) });
    focusOpener(currentTarget, part);
  };
  const save = (event: Event) => {
    if (disabled) return;
    // What says nothing takes back what was said; a correction that changes nothing corrects nothing.
    const says = text.trim() !== '' && !(part === 'corrected' && text === sample.output);
    give({ [part]: says ? text : null });
    close(event);
  };
  const label = say(part === 'corrected' ? 'panel.corrected' : 'panel.note-label');
  const onKey = (event: KeyboardEvent) => {
    // A key that an input method has taken is not meant for the form.
    if (event.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save(event);
    } else if (event.key === 'Escape') {
      // Would fold the case, with the text in it.
      event.stopPropagation();
    }
  };
  const rows = Math.min(12, Math.max(part === 'note' ? 2 : 3, text.split('\n').length + 1));
  return html`<div class="draft">
    <textarea data-draft=${part} rows=${rows} aria-label=${judge === null ? label : `${label}, ${judgeName(judge)}`} .value=${live(text)}
      @input=${(event: Event) => change({ drafts: { ...state.drafts, [key]: (event.target as HTMLTextAreaElement).value } })}
      @keydown=${onKey}></textarea>
    <div class="draft-actions"><button type="button" class="button secondary" ?disabled=${disabled} title=${say('panel.save-key')} @click=${save}>${say('panel.save')}</button>
      <button type="button" class="text-button" @click=${close}>${say('panel.cancel')}</button>
      <span class="quiet">${say('panel.save-key')}</span></div>
  </div>`;
}

/** Puts the keyboard into the form that a button has just opened. */
export function focusDraft(button: EventTarget | null, part: DraftPart): void {
  const rating = (button as HTMLElement | null)?.closest('.rating');
  requestAnimationFrame(() => {
    const area = rating?.querySelector<HTMLTextAreaElement>(`textarea[data-draft="${part}"]`);
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
  });
}

/** Gives the keyboard back to the button that opened a form, which is there again when the form is not. */
function focusOpener(control: EventTarget | null, part: DraftPart): void {
  const rating = (control as HTMLElement | null)?.closest('.rating');
  requestAnimationFrame(() => rating?.querySelector<HTMLElement>(`[data-opens="${part}"]`)?.focus());
}
