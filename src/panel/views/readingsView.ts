import { html, nothing, type TemplateResult } from 'lit';
import type { CaseDetail } from '../../protocol/panel';
import type { PanelView } from '../panelView';
import { points } from '../quantities';
import { visibleText } from '../visibleText';
import { sectionView } from './sectionView';
import { textView } from './textView';

type Judgement = CaseDetail['samples'][number]['judges'][number];
type Reading = NonNullable<Judgement['readings']>[number];
type Scale = Pick<Judgement, 'min' | 'max'>;

/** A score in the judge's own terms: its label where there is one, else `2/5`. */
export function judgedText(score: number, label: string | undefined, { min, max }: Scale): string {
  return label === undefined ? `${points(score, { min, max })}/${max}` : visibleText(label);
}

/** Every single answer behind a judgement: of the models of a panel, of repeats, of both orders of a pair. */
export function readingsView(judgement: Judgement, view: PanelView): TemplateResult | typeof nothing {
  const { readings = [], spread } = judgement;
  if (readings.length < 2) return nothing;
  const { say } = view;
  const title =
    spread === undefined
      ? say('panel.readings', { count: readings.length })
      : say('panel.readings-spread', { count: readings.length, spread: points(spread, judgement) });
  const list = () =>
    html`<ul class="readings">${readings.map((reading) => readingView(reading, judgement, view))}</ul>`;
  return sectionView('readings', title, list, view);
}

function readingView({ model, score, label, reason, order, error }: Reading, scale: Scale, view: PanelView) {
  const { say } = view;
  const facts = [visibleText(model), ...(order === undefined ? [] : [say(`panel.${order}`)])];
  return html`<li><div class="verdict-line">
      <span class="score">${score === null ? '–' : judgedText(score, label, scale)}</span>
      <span class="quiet">${facts.join(' · ')}</span></div>
    ${error === undefined ? nothing : html`<p class="message error">${visibleText(say('panel.judge-error', { message: error.message || error.kind }))}</p>`}
    ${reason === '' ? nothing : textView(reason, view)}</li>`;
}
