import { html, nothing, type TemplateResult } from 'lit';
import type { ReviewedCase, ReviewedSide } from '../../protocol/review';
import { icon } from '../views/icon';
import { visibleText } from '../visibleText';
import { type DiffPiece, wordDiff } from '../wordDiff';
import type { ReviewView } from './reviewApp';

/** One case, unfolded to both outputs side by side with the words that differ. */
export function caseReview(file: string, each: ReviewedCase, view: ReviewView): TemplateResult {
  const { id, change, changeText, before, after } = each;
  const { say, send } = view;
  const direction = change === null ? 'unknown' : change < 0 ? 'regressed' : change > 0 ? 'improved' : 'unchanged';
  const shapes = { regressed: 'arrow-down', improved: 'arrow-up', unchanged: 'dash', unknown: 'question' } as const;
  const key = JSON.stringify([file, id]);
  return html`<details class="case-review" data-case=${id} .open=${view.isOpen(key)}
    @toggle=${(event: Event) => view.setOpen(key, (event.target as HTMLDetailsElement).open)}>
    <summary>${icon(shapes[direction], `verdict-${direction}`)}
      <span class="id" title=${visibleText(id)}>${visibleText(id)}</span>
      <span class="sides">${before.score || '–'} → ${after.score || '–'}</span>
      <span class="change">${changeText}</span></summary>
    ${sides(each, view)}
    <p class="links"><button class="link" type="button" @click=${() => send({ type: 'openDiff', file, caseId: id })}>${say('review.open-messages')}</button>
      <button class="link" type="button" @click=${() => send({ type: 'openCase', file, caseId: id })}>${say('review.open-case')}</button></p>
  </details>`;
}

function sides({ before, after, outputChanged }: ReviewedCase, view: ReviewView): TemplateResult {
  const { say } = view;
  const pieces =
    outputChanged && before.output !== null && after.output !== null
      ? wordDiff(before.output, after.output)
      : undefined;
  return html`<div class="side-by-side">
    ${sideView(
      say('review.before'),
      before,
      pieces?.filter(({ kind }) => kind !== 'added'),
      view,
    )}
    ${sideView(
      say('review.after'),
      after,
      pieces?.filter(({ kind }) => kind !== 'missing'),
      view,
    )}
  </div>
  ${!outputChanged && before.output !== null && before.output === after.output ? html`<p class="quiet">${say('review.same-output')}</p>` : nothing}`;
}

function sideView(
  title: string,
  side: ReviewedSide,
  pieces: DiffPiece[] | undefined,
  { say }: ReviewView,
): TemplateResult {
  return html`<div class="side"><h3>${title} ${side.score === '' ? nothing : html`<span class="score">${side.score}</span>`}</h3>
    ${side.output === null ? html`<p class="quiet">${say('review.no-output')}</p>` : html`<pre class="text diff">${pieces === undefined ? visibleText(side.output) : pieces.map((piece) => pieceView(piece, say))}</pre>`}
    ${side.reasons.map((reason) => html`<p class="reason">${visibleText(reason)}</p>`)}</div>`;
}

function pieceView({ kind, text }: DiffPiece, say: ReviewView['say']): TemplateResult | string {
  if (kind === 'same') return visibleText(text);
  return kind === 'missing'
    ? html`<del><span class="for-reader">${say('review.removed-text')}</span>${visibleText(text)}</del>`
    : html`<ins><span class="for-reader">${say('review.added-text')}</span>${visibleText(text)}</ins>`;
}
