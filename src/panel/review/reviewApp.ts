import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { FromReview, ReviewState, ToReview } from '../../protocol/review';
import { fill, localeFor } from '../../wording/catalogue';
import { review } from '../../wording/review';
import { icon } from '../views/icon';
import { visibleText } from '../visibleText';
import { promptReview } from './promptReview';

export type ReviewCode = keyof typeof review.en;
export type SayReview = (code: ReviewCode, args?: Readonly<Record<string, string | number>>) => string;

/** The part of VS Code's webview API that the review uses. */
export interface ReviewApi {
  postMessage(message: FromReview): void;
  getState(): unknown;
  setState(state: unknown): void;
}

const CASE_FILTERS = ['all', 'regressed', 'improved', 'changed'] as const;

/** Which cases of a prompt are listed. */
export type CaseFilter = (typeof CASE_FILTERS)[number];

/** What a part of the review is drawn from. */
export interface ReviewView {
  say: SayReview;
  filter: CaseFilter;
  setFilter(filter: CaseFilter): void;
  /** Whether a case is unfolded; kept while the tab is hidden. */
  isOpen(key: string): boolean;
  setOpen(key: string, open: boolean): void;
  send(message: FromReview): void;
}

/** The score review as a whole: what a change did to the scores of each prompt that it affects. */
@customElement('assay-review')
export class ReviewApp extends LitElement {
  @state() private shown: ReviewState | undefined;
  @state() private filter: CaseFilter = 'all';
  #editor: ReviewApi | undefined;
  #open = new Set<string>();

  /** Begins to listen to the editor. */
  connect(editor: ReviewApi): void {
    this.#editor = editor;
    const { filter, open } = remembered(editor.getState());
    this.filter = filter;
    this.#open = new Set(open);
    window.addEventListener('message', (event: MessageEvent<ToReview>) => {
      // Whatever else reaches the window is not meant for the page.
      if (event.data?.type !== 'state') return;
      this.shown = event.data.state;
      document.documentElement.lang = localeFor(event.data.state.locale) === 'zh-tw' ? 'zh-Hant-TW' : 'en';
    });
    this.#send({ type: 'ready' });
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.shown === undefined) return nothing;
    const { title, running, prompts, message } = this.shown;
    const view = this.#view();
    const { say } = view;
    return html`<main class="review">
      <header>
        <h1>${visibleText(title)}</h1>
        ${
          running === null
            ? html`<button class="button secondary" type="button" @click=${() => this.#send({ type: 'runAgain' })}>${icon('refresh')} ${say('review.again')}</button>`
            : html`<button class="button secondary" type="button" @click=${() => this.#send({ type: 'stop' })}>${icon('debug-stop')} ${say('review.stop')}</button>`
        }
      </header>
      ${running === null ? nothing : progress(running, say)}
      ${message === '' ? nothing : html`<p class="note-line">${visibleText(message)}</p>`}
      ${prompts.map((prompt) => promptReview(prompt, view))}
      <p class="for-reader" role="status">${running === null && prompts.length > 0 ? prompts.map(({ file, sentence }) => `${file}: ${sentence}`).join(' ') : ''}</p>
    </main>`;
  }

  #view(): ReviewView {
    const sentences = review[localeFor(this.shown?.locale ?? 'en')];
    return {
      say: (code, args) => fill(sentences[code], args),
      filter: this.filter,
      setFilter: (filter) => {
        this.filter = filter;
        this.#remember();
      },
      isOpen: (key) => this.#open.has(key),
      setOpen: (key, open) => {
        if (open) this.#open.add(key);
        else this.#open.delete(key);
        this.#remember();
      },
      send: (message) => this.#send(message),
    };
  }

  #remember(): void {
    this.#editor?.setState({ filter: this.filter, open: [...this.#open] });
  }

  #send(message: FromReview): void {
    this.#editor?.postMessage(message);
  }
}

/** What was stored when the tab was hidden, as far as it is of a known form. */
function remembered(stored: unknown): { filter: CaseFilter; open: string[] } {
  const { filter, open } = (stored ?? {}) as { filter?: unknown; open?: unknown };
  return {
    filter: CASE_FILTERS.find((each) => each === filter) ?? 'all',
    open: Array.isArray(open) ? open.filter((each) => typeof each === 'string') : [],
  };
}

function progress({ file, finished, total }: NonNullable<ReviewState['running']>, say: SayReview): TemplateResult {
  const text = total === 0 ? say('review.preparing') : say('review.working', { file, finished, total });
  return html`<div class="working"><p>${visibleText(text)}</p>
    ${total === 0 ? html`<progress aria-label=${text}></progress>` : html`<progress max=${total} value=${finished} aria-label=${text}></progress>`}</div>`;
}
