import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ReviewedCase, ReviewedPrompt, ReviewVerdict } from '../../protocol/review';
import { icon } from '../views/icon';
import { visibleText } from '../visibleText';
import { caseReview } from './caseReview';
import { intervalPlot } from './intervalPlot';
import type { CaseFilter, ReviewCode, ReviewView } from './reviewApp';

/** Shapes that differ without their colours. */
export const VERDICT_ICONS: Readonly<Record<ReviewVerdict, string>> = {
  regressed: 'arrow-down',
  improved: 'arrow-up',
  unchanged: 'pass',
  inconclusive: 'question',
};

const FILTERS: readonly { filter: CaseFilter; code: ReviewCode; shows(each: ReviewedCase): boolean }[] = [
  { filter: 'all', code: 'review.all', shows: () => true },
  { filter: 'regressed', code: 'review.regressed', shows: ({ change }) => (change ?? 0) < 0 },
  { filter: 'improved', code: 'review.improved', shows: ({ change }) => (change ?? 0) > 0 },
  { filter: 'changed', code: 'review.changed', shows: ({ outputChanged }) => outputChanged },
];

/** One prompt: the verdict in a sentence, then the evidence, then the cases. */
export function promptReview(prompt: ReviewedPrompt, view: ReviewView): TemplateResult {
  const { file, model, verdict, sentence, lines, changes, measures, numbers, cases, canAccept, canExplain, canRevert } =
    prompt;
  const { say, send } = view;
  return html`<section class="prompt-review ${verdict}">
    <h2>${icon(VERDICT_ICONS[verdict], `verdict-${verdict}`)} <span class="file">${visibleText(file)}</span> <span class="quiet">${visibleText(model)}</span></h2>
    <p class="sentence" title=${numbers === '' ? nothing : numbers}>${visibleText(sentence)}</p>
    ${lines.map((line) => html`<p class="quiet">${visibleText(line)}</p>`)}
    ${changes.length === 0 ? nothing : html`<ul class="changes" aria-label=${say('review.meaning')}>${changes.map((change) => html`<li>${visibleText(change)}</li>`)}</ul>`}
    <div class="actions">
      <button class="button secondary" type="button" @click=${() => send({ type: 'openDiff', file })}>${icon('diff')} ${say('review.open-diff')}</button>
      ${canExplain ? html`<button class="button secondary" type="button" @click=${() => send({ type: 'explain', file })}>${icon('search')} ${say('review.explain')}</button>` : nothing}
      ${canRevert ? html`<button class="button secondary" type="button" @click=${() => send({ type: 'revert', file })}>${icon('discard')} ${say('review.revert')}</button>` : nothing}
      ${canAccept ? html`<button class="button secondary" type="button" @click=${() => send({ type: 'accept', file })}>${icon('check')} ${say('review.accept')}</button>` : nothing}
    </div>
    ${measures.length === 0 ? nothing : intervalPlot(measures, say)}
    ${numbers === '' ? nothing : html`<details class="numbers"><summary>${say('review.numbers')}</summary><p>${visibleText(numbers)}</p></details>`}
    ${cases.length === 0 ? nothing : caseList(prompt, view)}
  </section>`;
}

function caseList(prompt: ReviewedPrompt, view: ReviewView): TemplateResult {
  const { say, filter, setFilter } = view;
  const shows = FILTERS.find((each) => each.filter === filter)?.shows ?? (() => true);
  const shown = prompt.cases.filter(shows);
  return html`<div class="filters"><div class="segments" role="group" aria-label=${say('review.filter')}>
      ${FILTERS.map(
        (
          each,
        ) => html`<button type="button" aria-pressed=${each.filter === filter ? 'true' : 'false'} @click=${() => setFilter(each.filter)}>
          ${say(each.code)} <span class="count">${prompt.cases.filter(each.shows).length}</span></button>`,
      )}
    </div></div>
    ${
      shown.length === 0
        ? html`<p class="quiet none">${say('review.none')}</p>`
        : html`<div class="case-list">${repeat(
            shown,
            ({ id }) => id,
            (each) => caseReview(prompt.file, each, view),
          )}</div>`
    }`;
}
