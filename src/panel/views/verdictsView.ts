import { html, nothing, type TemplateResult } from 'lit';
import type { CaseDetail } from '../../protocol/panel';
import type { PanelView } from '../panelView';
import { points } from '../quantities';
import { visibleText } from '../visibleText';
import { evidenceView } from './evidenceView';
import { judgeName } from './judgeName';
import { standingButton } from './judgeTrustView';
import { ratingView } from './ratingView';
import { judgedText, readingsView } from './readingsView';
import { statusIcon } from './statusIcon';
import { textView } from './textView';

type Sample = CaseDetail['samples'][number];

/** What each judge said: score, reason, and whose model judged. */
export function judgesView(
  sample: Sample,
  status: CaseDetail['status'],
  view: PanelView,
): TemplateResult | typeof nothing {
  const { judges } = sample;
  if (judges.length === 0) return nothing;
  return html`<section><h3>${view.say('panel.judges')}</h3>
    <ul class="verdicts">${judges.map((judgement) => judgementView(judgement, ratingView(sample, judgement.judge, status, view), view))}</ul></section>`;
}

function judgementView(judgement: Sample['judges'][number], rating: unknown, view: PanelView): TemplateResult {
  const { judge, score, label, min, max, threshold, passed, reason, model, error, cached, mass, unasked } = judgement;
  const { say } = view;
  const known = view.state.judges?.find((each) => each.judge === judge);
  const status = passed === null ? 'error' : passed ? 'passed' : 'failed';
  const facts = [
    // A scale of words has its threshold in words, which are the judge's.
    ...(label === undefined ? [say('panel.threshold', { threshold: points(threshold, { min, max }) })] : []),
    ...(unasked === undefined ? [visibleText(model)] : []),
    ...(mass === undefined ? [] : [weightedText(mass, say)]),
    ...(cached ? [say('panel.from-cache')] : []),
  ];
  return html`<li>
    ${statusIcon(status)}
    <div>
      <div class="verdict-line"><strong>${judgeName(judge)}</strong>${known?.standing === 'below' ? standingButton(known, view) : nothing}
        ${score === null ? nothing : html`<span class="score ${passed === false ? 'below' : ''}">${judgedText(score, label, { min, max })}</span>`}
        <span class="quiet">${facts.join(' · ')}</span></div>
      ${error === undefined ? nothing : html`<p class="message error">${visibleText(say('panel.judge-error', { message: error.message }))}</p>`}
      ${reason === '' ? nothing : textView(reason, view)}
      ${evidenceView(judgement.evidence, view)}
      ${readingsView(judgement, view)}
      ${rating}
    </div>
  </li>`;
}

/** That a score is a mean weighted by probabilities, and how much of them it rests on where that is not all. */
function weightedText(mass: number, say: PanelView['say']): string {
  const share = Math.round(mass * 100);
  return share === 100 ? say('panel.weighted') : say('panel.weighted-part', { share });
}

/** Which checks hold, and why the others do not; a group with its parts. */
export function checksView({ checks, checkTexts }: Sample, view: PanelView): TemplateResult | typeof nothing {
  if (checks.length === 0) return nothing;
  return html`<section><h3>${view.say('panel.checks')}</h3>${checkList(checks, checkTexts, view)}</section>`;
}

function checkList(checks: Sample['checks'], texts: Sample['checkTexts'], view: PanelView): TemplateResult {
  return html`<ul class="verdicts">${checks.map(({ passed, check, parts = [] }, index) => {
    const shown = texts[index];
    const said = passed ? view.say('panel.check-passed', { check }) : (shown?.text ?? check);
    return html`<li>${statusIcon(passed ? 'passed' : 'failed')}<div><span>${visibleText(said)}</span>
      ${parts.length === 0 ? nothing : checkList(parts, shown?.parts ?? [], view)}</div></li>`;
  })}</ul>`;
}
