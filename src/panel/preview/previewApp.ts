import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { FromPreview, PreviewState, ToPreview } from '../../protocol/preview';
import { fill, localeFor } from '../../wording/catalogue';
import { preview } from '../../wording/preview';
import { icon } from '../views/icon';
import { iconButton } from '../views/iconButton';
import { visibleText } from '../visibleText';
import { messageView } from './messageView';
import { Stretches } from './stretches';

export type PreviewCode = keyof typeof preview.en;
export type SayPreview = (code: PreviewCode, args?: Readonly<Record<string, string | number>>) => string;

/** The part of VS Code's webview API that the preview uses. */
export interface PreviewApi {
  postMessage(message: FromPreview): void;
}

/** What a part of the preview is drawn from. */
export interface PreviewView {
  say: SayPreview;
  locale: string;
  /** Whether a long text is shown whole. */
  isWhole(key: string): boolean;
  showWhole(key: string): void;
}

/** The messages of a prompt as a model would see them, each stretch one click from where it came from. */
@customElement('assay-preview')
export class PreviewApp extends LitElement {
  @state() private shown: PreviewState | undefined;
  @state() private counts: Extract<ToPreview, { type: 'counts' }> | undefined;
  @state() private whole: ReadonlySet<string> = new Set();
  #editor: PreviewApi | undefined;
  readonly #stretches = new Stretches(this, (place, offset, value) => {
    const { version } = this.shown ?? { version: 0 };
    this.#send({ type: 'open', version, place, offset, value });
  });

  /** Begins to listen to the editor. */
  connect(editor: PreviewApi): void {
    this.#editor = editor;
    window.addEventListener('message', ({ data }: MessageEvent<ToPreview>) => {
      // Whatever else reaches the window is not meant for the page.
      if (data?.type === 'state') this.#show(data.state);
      else if (data?.type === 'counts' && data.version === this.shown?.version) this.counts = data;
      else if (data?.type === 'cursor' && data.version === this.shown?.version) {
        void this.updateComplete.then(() => this.#stretches.showCursor(data.places));
      }
    });
    this.#send({ type: 'ready' });
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(): void {
    this.#stretches.drawn();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.shown === undefined) return nothing;
    const { error, notes, messages, output, testCase } = this.shown;
    const view = this.#view();
    const { say } = view;
    return html`${this.#toolbar(this.shown, say)}
      <main class=${error === null ? '' : 'stale'}>
        ${
          error === null
            ? nothing
            : html`<div class="banner error">${icon('error')}<div><span>${visibleText(error.text)}</span>
                <button type="button" class="link" @click=${() => this.#send({ type: 'openError' })}>${visibleText(error.place)}</button>
                ${messages.length > 0 ? html`<p class="quiet">${say('preview.stale')}</p>` : nothing}</div></div>`
        }
        ${notes.map(
          (note) => html`<p class="note">${icon('info')}<span>${visibleText(note)}
            ${testCase.canCreate && note === notes[0] ? html`<button type="button" class="link" @click=${() => this.#send({ type: 'createTests' })}>${say('preview.create-tests')}</button>` : nothing}</span></p>`,
        )}
        <div class="messages">
          ${messages.map((message, index) => messageView(message, this.counts?.messages[index] ?? '', view, index))}
          ${messages.length === 0 && error === null ? html`<p class="none quiet">${say('preview.nothing')}</p>` : nothing}
        </div>
        ${
          output === null
            ? nothing
            : html`<section class="output">${
                output.schema === ''
                  ? html`<h2>${say('preview.output')}: ${visibleText(output.format)}</h2>`
                  : html`<details><summary>${say(output.format === '' ? 'preview.output-schema' : 'preview.output')}${output.format === '' ? '' : `: ${visibleText(output.format)}`}</summary>
                      <pre class="text">${visibleText(output.schema)}</pre></details>`
              }</section>`
        }
      </main>
      ${this.counts === undefined ? nothing : html`<footer>${this.counts.total}</footer>`}
      <p class="for-reader" role="status">${error === null ? '' : visibleText(error.text)}</p>`;
  }

  #toolbar({ file, testCase, changes, locked }: PreviewState, say: SayPreview): TemplateResult {
    const { label, position, canChoose } = testCase;
    return html`<div class="toolbar" role="toolbar" aria-label=${say('preview.toolbar')}>
      <span class="file">${visibleText(file)}</span>
      <span class="case">
        ${
          canChoose
            ? html`<button type="button" class="case-button" title=${say('preview.choose-case')} @click=${() => this.#send({ type: 'chooseCase' })}><span>${visibleText(label)}</span>${icon('chevron-down')}</button>
              ${iconButton('arrow-up', say('preview.previous'), () => this.#send({ type: 'step', by: -1 }))}
              ${iconButton('arrow-down', say('preview.next'), () => this.#send({ type: 'step', by: 1 }))}
              <span class="quiet">${position}</span>`
            : html`<span class="quiet">${visibleText(label)}</span>`
        }
      </span>
      <span class="toggles">
        ${toggle('diff', say('preview.changes'), changes.on && changes.possible, changes.hint, !changes.possible, () => this.#send({ type: 'toggleChanges' }))}
        ${toggle(locked ? 'lock' : 'unlock', say('preview.lock'), locked, '', false, () => this.#send({ type: 'toggleLock' }))}
      </span>
    </div>`;
  }

  #show(state: PreviewState): void {
    const other = state.file !== this.shown?.file;
    if (other) this.whole = new Set();
    // Counts of before stay until the new ones are there, so that nothing flickers while somebody types.
    if (other || state.messages.length !== this.shown?.messages.length) this.counts = undefined;
    this.shown = state;
    document.documentElement.lang = localeFor(state.locale) === 'zh-tw' ? 'zh-Hant-TW' : 'en';
  }

  #view(): PreviewView {
    const locale = this.shown?.locale ?? 'en';
    const sentences = preview[localeFor(locale)];
    return {
      say: (code, args) => fill(sentences[code], args),
      locale,
      isWhole: (key) => this.whole.has(key),
      showWhole: (key) => {
        this.whole = new Set([...this.whole, key]);
      },
    };
  }

  #send(message: FromPreview): void {
    this.#editor?.postMessage(message);
  }
}

function toggle(
  name: string,
  label: string,
  pressed: boolean,
  hint: string,
  off: boolean,
  onClick: () => void,
): TemplateResult {
  // A button that is off keeps its place for the keyboard, so that its reason can be read.
  return html`<button type="button" class="icon-button" aria-label=${label} title=${[label, hint].filter((each) => each !== '').join('\n')}
    aria-pressed=${pressed} aria-disabled=${off} aria-description=${hint} @click=${off ? nothing : onClick}>${icon(name)}</button>`;
}
