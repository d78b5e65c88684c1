import { html, nothing, type TemplateResult } from 'lit';
import type { CaseDetail } from '../../protocol/panel';
import type { PanelView } from '../panelView';
import { visibleText } from '../visibleText';
import { icon } from './icon';
import { sectionView } from './sectionView';

type Evidence = NonNullable<CaseDetail['samples'][number]['judges'][number]['evidence']>[number];

const SHAPES = { true: ['check', 'passed'], false: ['close', 'failed'], undefined: ['dash', 'not-run'] } as const;

/** What a formula counted: each claim, passage or question, and whether it counts for the output. */
export function evidenceView(evidence: readonly Evidence[] = [], view: PanelView): TemplateResult | typeof nothing {
  const kinds = [...new Set(evidence.map(({ kind }) => kind))];
  if (kinds.length === 0) return nothing;
  const { say } = view;
  const title = kinds.map((kind) => {
    const all = evidence.filter((each) => each.kind === kind);
    const decided = all.filter(({ holds }) => holds !== undefined);
    return decided.length === 0
      ? say(`panel.evidence-${kind}`, { count: all.length })
      : say(`panel.evidence-${kind}-hold`, { holding: decided.filter(({ holds }) => holds).length, count: all.length });
  });
  return sectionView(
    'evidence',
    title.join(' · '),
    () => html`<ul class="evidence">${evidence.map((each) => itemView(each, view))}</ul>`,
    view,
  );
}

function itemView({ text, holds, reason = '' }: Evidence, { say }: PanelView): TemplateResult {
  const [shape, status] = SHAPES[`${holds}`];
  const said =
    holds === undefined ? nothing : html`<span class="for-reader">${say(holds ? 'panel.holds' : 'panel.fails')}</span>`;
  return html`<li>${icon(shape, `status-${status}`)}${said}<div>${visibleText(text)}${reason === '' ? nothing : html`<div class="quiet">${visibleText(reason)}</div>`}</div></li>`;
}
