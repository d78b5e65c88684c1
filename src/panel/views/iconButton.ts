import { html, type TemplateResult } from 'lit';
import { icon } from './icon';

/** A button that is only an icon; its label is what a screen reader says and what hovering shows. */
export function iconButton(name: string, label: string, onClick: () => void): TemplateResult {
  return html`<button class="icon-button" type="button" title=${label} aria-label=${label} @click=${onClick}>${icon(name)}</button>`;
}
