import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { count } from '../quantities';
import { visibleText } from '../visibleText';

/** So many characters of a text are shown at first. */
const SHOWN = 20_000;

/** A text as it is, never as markup. A very long one is cut until somebody asks for all of it. */
@customElement('assay-text')
export class TextBlock extends LitElement {
  @property() text = '';
  /** The words of the button, with the number of characters put in. */
  @property({ attribute: false }) showAll: (count: string) => string = (number) => number;
  @property() locale = 'en';
  @state() private whole = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const isCut = !this.whole && this.text.length > SHOWN;
    const shown = visibleText(isCut ? this.text.slice(0, SHOWN) : this.text);
    return html`<pre class="text">${shown}${isCut ? '…' : ''}</pre>${
      isCut
        ? html`<button type="button" class="link" @click=${() => {
            this.whole = true;
          }}>${this.showAll(count(this.text.length, this.locale))}</button>`
        : nothing
    }`;
  }
}
