import { html, nothing, type TemplateResult } from 'lit';
import type { CaseDetail, PanelOpinion, PanelRating, PanelSample } from '../../protocol/panel';
import { type DraftPart, draftKey, firstDraft } from '../drafts';
import type { PanelView } from '../panelView';
import { visibleText } from '../visibleText';
import { draftForm, focusDraft } from './draftForm';
import { icon } from './icon';
import { scoreChoice } from './scoreChoice';
import { textView } from './textView';

/** What people say of an output, as a whole or in answer to a judge, and the person's own part of it. */
export function ratingView(
  sample: PanelSample,
  judge: string | null,
  status: CaseDetail['status'],
  view: PanelView,
): TemplateResult | typeof nothing {
  const rating = sample.ratings.find((each) => each.judge === judge);
  const { caseId, outputKey } = sample;
  if (rating === undefined || outputKey === null) return nothing;
  const { say, send } = view;
  const disabled = status === 'queued' || status === 'running' || status === 'judging';
  const give = (said: Partial<PanelOpinion>) => send({ type: 'label', caseId, output: outputKey, judge, ...said });
  const { own, others } = rating;
  const form = (part: DraftPart) => draftForm({ sample, judge, part, disabled, give }, view);
  const choice = scoreChoice(rating, view, { disabled, give: (score) => give({ score }) });
  const thumb = (way: 'up' | 'down') => {
    const chosen = own.thumb === way;
    const label = say(`panel.thumb-${way}`);
    return html`<button type="button" class="icon-button" ?disabled=${disabled} aria-pressed=${chosen ? 'true' : 'false'}
      title=${label} aria-label=${label} @click=${() => give({ thumb: chosen ? null : way })}>${icon(`thumbs${way}${chosen ? '-filled' : ''}`)}</button>`;
  };
  return html`<div class="rating">
    <div class="rating-line">
      ${judge === null ? html`<span class="thumbs">${thumb('up')}${thumb('down')}</span>` : nothing}
      ${choice}
      ${judge === null ? opener(sample, 'corrected', disabled, view) : nothing}
      ${opener(sample, 'note', disabled, view, judge)}
      ${others.map((other) => otherView(other, rating, view))}
    </div>
    ${form('note')}
    ${own.note !== null && !isOpen(sample, 'note', judge, view) ? html`<p class="own-note">${icon('note')}<span>${visibleText(own.note)}</span></p>` : nothing}
    ${judge === null ? form('corrected') : nothing}
    ${judge === null ? correctedView(sample, rating, view) : nothing}
  </div>`;
}

function isOpen(sample: PanelSample, part: DraftPart, judge: string | null, { state }: PanelView): boolean {
  return state.drafts[draftKey(state.file, sample, part, judge)] !== undefined;
}

/** Opens a form, which begins with what was said before. */
function opener(
  sample: PanelSample,
  part: DraftPart,
  disabled: boolean,
  view: PanelView,
  judge: string | null = null,
): TemplateResult | typeof nothing {
  const { state, say, change } = view;
  if (isOpen(sample, part, judge, view)) return nothing;
  const key = draftKey(state.file, sample, part, judge);
  const onClick = ({ currentTarget }: Event) => {
    change({ drafts: { ...state.drafts, [key]: firstDraft(sample, judge, part) } });
    focusDraft(currentTarget, part);
  };
  const label = say(part === 'corrected' ? 'panel.correct' : 'panel.note');
  const name = icon(part === 'corrected' ? 'edit' : 'note');
  // Beside a judge there is little to say but the score: the icon alone is quieter.
  return judge === null
    ? html`<button type="button" class="text-button" data-opens=${part} ?disabled=${disabled} @click=${onClick}>${name} ${label}</button>`
    : html`<button type="button" class="icon-button" data-opens=${part} title=${label} aria-label=${label} ?disabled=${disabled} @click=${onClick}>${name}</button>`;
}

/** Corrected answers, folded: the person's own first. */
function correctedView(sample: PanelSample, { own, others }: PanelRating, view: PanelView): unknown {
  const { say, send } = view;
  const { caseId, outputKey } = sample;
  const answers = [
    ...(own.corrected === null || isOpen(sample, 'corrected', null, view)
      ? []
      : [{ title: say('panel.corrected'), text: own.corrected, isOwn: true }]),
    ...others.flatMap(({ by, said }) =>
      said.corrected === null
        ? []
        : [{ title: say('panel.corrected-by', { name: visibleText(by) }), text: said.corrected, isOwn: false }],
    ),
  ];
  return answers.map(
    ({ title, text, isOwn }) => html`<details class="corrected"><summary>${title}</summary>${textView(text, view)}
      ${
        isOwn && outputKey !== null
          ? html`<button type="button" class="text-button" @click=${() => send({ type: 'useAsExpected', caseId, output: outputKey })}>${icon('replace')} ${say('panel.use-as-expected')}</button>`
          : nothing
      }</details>`,
  );
}

/** What another person says, in a few words: `Ada: 4`. */
function otherView(
  { by, said }: PanelRating['others'][number],
  { steps }: PanelRating,
  { say }: PanelView,
): TemplateResult {
  const { score, thumb, corrected, note } = said;
  const pieces = [
    ...(score === null ? [] : [steps.find((step) => step.score === score)?.text ?? String(score)]),
    ...(thumb === null ? [] : [say(`panel.said-${thumb}`)]),
    ...(corrected === null ? [] : [say('panel.said-corrected')]),
    ...(note === null ? [] : [say('panel.said-note', { note })]),
  ];
  return html`<span class="quiet other">${visibleText(say('panel.said-by', { name: by, said: pieces.join(say('panel.comma')) }))}</span>`;
}
