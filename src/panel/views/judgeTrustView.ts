import { html, nothing, type TemplateResult } from 'lit';
import type { PanelJudge } from '../../protocol/panel';
import type { PanelView } from '../panelView';
import { visibleText } from '../visibleText';
import { icon } from './icon';

const SHAPES = { agrees: 'verified', below: 'warning', 'too-few': 'unverified', undefined: 'unverified' } as const;

/** Whether people agree with a judge, as a mark beside its name; a click shows how far. */
export function standingButton({ judge, standing, said }: PanelJudge, { send }: PanelView): TemplateResult {
  const text = visibleText(said);
  return html` <button class="standing standing-${standing}" type="button" title=${text} aria-label=${text} @click=${() => send({ type: 'showJudge', judge })}>${icon(SHAPES[standing], standing === 'below' ? 'mark' : '')}</button>`;
}

/** Which judges are not to be relied on, and what the run's scores are once their errors are taken out. */
export function trustView(judges: readonly PanelJudge[]): TemplateResult | typeof nothing {
  const worthSaying = judges.filter(({ standing, corrected }) => standing === 'below' || corrected !== '');
  return worthSaying.length === 0 ? nothing : html`<div class="trusts">${worthSaying.map(trust)}</div>`;
}

function trust({ standing, said, corrected }: PanelJudge): TemplateResult {
  return html`<p class="trust ${standing === 'below' ? 'wrong' : ''}">
    ${standing === 'below' ? html`${icon('warning', 'mark')} ${visibleText(said)}` : nothing}
    ${corrected === '' ? nothing : html`<span class="corrected">${visibleText(corrected)}</span>`}
  </p>`;
}
