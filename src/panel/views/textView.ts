import { html, type TemplateResult } from 'lit';
import type { PanelView } from '../panelView';
import './textBlock';

/** A text as it is, never as markup. */
export function textView(text: string, { say, state }: PanelView): TemplateResult {
  return html`<assay-text .text=${text} .locale=${state.locale} .showAll=${(count: string) => say('panel.show-all', { count })}></assay-text>`;
}
