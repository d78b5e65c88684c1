import { html, type TemplateResult } from 'lit';

/** A codicon; decorative, as the words beside it or the button's label say the same. */
export function icon(name: string, extra = ''): TemplateResult {
  return html`<span class="codicon codicon-${name} ${extra}" aria-hidden="true"></span>`;
}
