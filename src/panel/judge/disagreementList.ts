import { html, nothing, type TemplateResult } from 'lit';
import type { ShownDisagreement } from '../../protocol/judgeReport';
import { icon } from '../views/icon';
import { visibleText } from '../visibleText';
import type { JudgeView } from './judgeApp';

/** More at once are slow to draw and nobody reads them. */
const MOST_LISTED = 200;

/** The outputs where judge and people are furthest apart, each unfolding to what everybody said. */
export function disagreementList(all: readonly ShownDisagreement[], view: JudgeView): TemplateResult {
  const { say } = view;
  const left = all.length - MOST_LISTED;
  return html`<section class="disagreements"><h2>${say('judge-report.disagreements')}</h2>
    ${all.length === 0 ? html`<p class="quiet">${say('judge-report.no-disagreement')}</p>` : nothing}
    ${all.slice(0, MOST_LISTED).map((each) => disagreement(each, view))}
    ${left > 0 ? html`<p class="quiet">${say('judge-report.more', { count: left })}</p>` : nothing}
  </section>`;
}

function disagreement(each: ShownDisagreement, view: JudgeView): TemplateResult {
  const { say, send, isOpen, setOpen } = view;
  const { id, human, judge, difference, question, output, reason, people } = each;
  const kinder = difference > 0;
  const toggled = (event: Event) => setOpen(id, (event.target as HTMLDetailsElement).open);
  return html`<details ?open=${isOpen(id)} @toggle=${toggled}>
    <summary>
      <span class="case">${visibleText(id)}</span>
      <span class="scores">${say('judge-report.people')} <strong>${human}</strong> · ${say('judge-report.said-judge')} <strong>${judge}</strong>
        <span class="direction ${kinder ? 'kinder' : 'harder'}">${icon(kinder ? 'arrow-up' : 'arrow-down')}${say(kinder ? 'judge-report.kinder' : 'judge-report.harder')}</span></span>
      <span class="quiet brief">${visibleText(reason)}</span>
    </summary>
    <div class="said">
      ${part(say('judge-report.question'), question)}
      ${part(say('judge-report.output'), output)}
      ${part(say('judge-report.reason'), reason)}
      ${people.length === 0 ? nothing : html`<h3>${say('judge-report.people-said')}</h3><ul>${people.map((said) => html`<li>${visibleText(said)}</li>`)}</ul>`}
      <button class="button secondary" type="button" @click=${() => send({ type: 'openCase', id })}>${icon('go-to-file')} ${say('judge-report.open-case')}</button>
    </div>
  </details>`;
}

function part(name: string, text: string): TemplateResult | typeof nothing {
  return text === '' ? nothing : html`<h3>${name}</h3><p class="text">${visibleText(text)}</p>`;
}
