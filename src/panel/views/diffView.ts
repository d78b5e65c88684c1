import { html, type TemplateResult } from 'lit';
import type { PanelView } from '../panelView';
import { visibleText } from '../visibleText';
import { wordDiff } from '../wordDiff';
import { textView } from './textView';

/** The expected answer with what the output leaves out and puts in: marked by lines as well as by colour. */
export function diffView(expected: string, output: string, view: PanelView): TemplateResult {
  const { say } = view;
  const pieces = expected === output ? [] : wordDiff(expected, output);
  if (pieces === undefined)
    return html`<section><h3>${say('panel.expected')}</h3>${textView(expected, view)}</section>`;
  if (pieces.every(({ kind }) => kind === 'same'))
    return html`<section><h3>${say('panel.expected')}</h3><p class="quiet">${say('panel.as-expected')}</p></section>`;
  return html`<section><h3>${say('panel.comparison')}
      <span class="legend" aria-hidden="true"><del>${say('panel.legend-missing')}</del> <ins>${say('panel.legend-added')}</ins></span></h3>
    <pre class="text diff">${pieces.map(({ kind, text }) => {
      if (kind === 'same') return visibleText(text);
      return kind === 'missing'
        ? html`<del><span class="for-reader">${say('panel.missing')}</span>${visibleText(text)}</del>`
        : html`<ins><span class="for-reader">${say('panel.added')}</span>${visibleText(text)}</ins>`;
    })}</pre></section>`;
}
