import { html, type TemplateResult } from 'lit';
import type { PanelView } from '../panelView';
import { visibleText } from '../visibleText';
import { wordDiff } from '../wordDiff';
import { textView } from './textView';

/** The output against the expected answer, word by word: marked by lines as well as by colour. */
export function diffView(expected: string, output: string, view: PanelView): TemplateResult {
  const pieces = wordDiff(expected, output);
  if (pieces === undefined) return textView(expected, view);
  const { say } = view;
  return html`<pre class="text diff">${pieces.map(({ kind, text }) => {
    if (kind === 'same') return visibleText(text);
    return kind === 'missing'
      ? html`<del><span class="for-reader">${say('panel.missing')}</span>${visibleText(text)}</del>`
      : html`<ins><span class="for-reader">${say('panel.added')}</span>${visibleText(text)}</ins>`;
  })}</pre>`;
}
