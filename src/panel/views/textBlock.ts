import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sayIn } from '../panelText';
import { count } from '../quantities';
import { visibleText } from '../visibleText';

/** So many more characters are shown at a time, in UTF-16 units: a browser takes seconds to lay out megabytes. */
const STEP = 200_000;

/** A text as it is, never as markup. A very long one is cut until somebody asks for more of it. */
@customElement('assay-text')
export class TextBlock extends LitElement {
  @property({ attribute: false }) text = '';
  @property({ attribute: false }) locale = 'en';
  /** So many characters are shown at first. */
  @property({ attribute: false }) limit = 20_000;
  @state() private more = 0;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { text, locale } = this;
    const end = wholeCharacters(text, this.limit + this.more);
    const isCut = end < text.length;
    return html`<pre class="text">${visibleText(text.slice(0, end))}${isCut ? '…' : ''}</pre>${isCut ? this.#button(text.length, end, locale) : nothing}`;
  }

  #button(length: number, shown: number, locale: string): TemplateResult {
    const say = sayIn(locale);
    const all = length <= STEP;
    const label = all
      ? say('panel.show-all', { count: count(length, locale) })
      : say('panel.show-more', { shown: count(shown, locale), count: count(length, locale) });
    return html`<button type="button" class="link show-all" @click=${() => {
      this.more += STEP;
    }}>${label}</button>`;
  }
}

/** The end of a piece of at most `limit` units that does not cut a character in two. */
function wholeCharacters(text: string, limit: number): number {
  if (text.length <= limit) return text.length;
  const last = text.charCodeAt(limit - 1);
  return last >= 0xd800 && last < 0xdc00 ? limit - 1 : limit;
}
