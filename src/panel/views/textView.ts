import { html, type TemplateResult } from 'lit';
import type { PanelView } from '../panelView';
import './textBlock';

/** What stands around a text and is not to be pushed out of sight by it: so many characters at first. */
const SHORT = 600;

/** A text as it is, never as markup. */
export function textView(text: string, { state }: PanelView): TemplateResult {
  return html`<assay-text .text=${text} .locale=${state.locale}></assay-text>`;
}

/** A text that others stand below: only its beginning, until somebody asks for the rest. */
export function shortTextView(text: string, { state }: PanelView): TemplateResult {
  return html`<assay-text .text=${text} .locale=${state.locale} .limit=${SHORT}></assay-text>`;
}
