import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { FromJudgeReport, JudgeReportState, ShownAgreement, ToJudgeReport } from '../../protocol/judgeReport';
import { fill, localeFor } from '../../wording/catalogue';
import { judgeReport } from '../../wording/judgeReport';
import { icon } from '../views/icon';
import { visibleText } from '../visibleText';
import { coefficientList } from './coefficientList';
import { confusionTable } from './confusionTable';
import { disagreementList } from './disagreementList';

export type JudgeReportCode = keyof typeof judgeReport.en;
export type SayJudge = (code: JudgeReportCode, args?: Readonly<Record<string, string | number>>) => string;

/** The part of VS Code's webview API that the report uses. */
export interface JudgeReportApi {
  postMessage(message: FromJudgeReport): void;
  getState(): unknown;
  setState(state: unknown): void;
}

/** What a part of the report is drawn from. */
export interface JudgeView {
  say: SayJudge;
  /** Whether a disagreement is unfolded; kept while the tab is hidden. */
  isOpen(id: string): boolean;
  setOpen(id: string, open: boolean): void;
  send(message: FromJudgeReport): void;
}

const STANDING_ICONS = { agrees: 'pass', below: 'warning', 'too-few': 'question', undefined: 'question' } as const;

/** How far a judge can be relied on: its agreement with people, and where it disagrees with them most. */
@customElement('assay-judge')
export class JudgeApp extends LitElement {
  @state() private shown: JudgeReportState | undefined;
  #editor: JudgeReportApi | undefined;
  #open = new Set<string>();

  /** Begins to listen to the editor. */
  connect(editor: JudgeReportApi): void {
    this.#editor = editor;
    this.#open = new Set(remembered(editor.getState()));
    window.addEventListener('message', (event: MessageEvent<ToJudgeReport>) => {
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
    const view = this.#view();
    const { running, message, report, canShowResults } = this.shown;
    return html`<main class="judge-report">
      ${this.shown.judges.length === 0 ? nothing : this.#header(this.shown, view)}
      ${running === null ? nothing : progress(running, view.say)}
      ${message === '' ? nothing : html`<p class="note-line">${visibleText(message)}</p>`}
      ${canShowResults ? html`<button class="button primary" type="button" @click=${() => view.send({ type: 'showResults' })}>${icon('beaker')} ${view.say('judge-report.show-results')}</button>` : nothing}
      ${report === null ? nothing : this.#report(report, view, running !== null)}
      <p class="for-reader" role="status">${running === null && report !== null ? report.sentence : ''}</p>
    </main>`;
  }

  #header({ judges, chosen, running, report }: JudgeReportState, view: JudgeView): TemplateResult {
    const { say, send } = view;
    const standing = (key: string) => {
      const known = judges.find((judge) => judge.key === key)?.standing;
      return known == null ? '' : ` – ${say(`judge-report.standing-${known}`)}`;
    };
    return html`<header>
      <label class="choice"><span class="quiet">${say('judge-report.judge')}</span>
        <select .value=${chosen} @change=${(event: Event) => send({ type: 'choose', key: (event.target as HTMLSelectElement).value })}>
          ${judges.map(({ key, name }) => html`<option value=${key} ?selected=${key === chosen}>${visibleText(name)}${standing(key)}</option>`)}
        </select>
      </label>
      ${report === null ? nothing : html`<span class="quiet">${visibleText(report.model)} · ${report.counts}</span>`}
      <span class="actions">
        <button class="button secondary" type="button" @click=${() => send({ type: 'openJudge' })}>${icon('go-to-file')} ${say('judge-report.open-judge')}</button>
        ${
          running === null
            ? nothing
            : html`<button class="button secondary" type="button" @click=${() => send({ type: 'stop' })}>${icon('debug-stop')} ${say('judge-report.stop')}</button>`
        }
      </span>
    </header>`;
  }

  #report(report: ShownAgreement, view: JudgeView, busy: boolean): TemplateResult {
    const { say, send } = view;
    const { standing, sentence, missing, corrected, improvement } = report;
    return html`<section class="standing standing-${standing}">
        <h1>${icon(STANDING_ICONS[standing])} <span>${visibleText(sentence)}</span></h1>
        ${corrected === '' ? nothing : html`<p>${visibleText(corrected)}</p>`}
        <p class="actions">
          ${
            missing === 0
              ? nothing
              : html`<button class="button primary" type="button" ?disabled=${busy} title=${say('judge-report.measure-hint')} @click=${() => send({ type: 'measure' })}>${icon('play')} ${say('judge-report.measure', { count: missing })}</button>`
          }
          <button class="button secondary" type="button" ?disabled=${busy} title=${say('judge-report.improve-hint')} @click=${() => send({ type: 'improve' })}>${icon('lightbulb')} ${say('judge-report.improve')}</button>
        </p>
      </section>
      ${
        improvement === null
          ? nothing
          : html`<section class="improvement"><h2>${say('judge-report.improvement')}</h2>
              <p>${visibleText(improvement.sentence)}</p>
              ${
                improvement.canShow
                  ? html`<dl><dt>${say('judge-report.before')}</dt><dd>${improvement.before}</dd><dt>${say('judge-report.after')}</dt><dd>${improvement.after}</dd></dl>
                      <p class="quiet">${say('judge-report.improvement-measured', { examples: improvement.examples, count: improvement.heldOut })}</p>
                      <button class="button primary" type="button" @click=${() => send({ type: 'showImprovement' })}>${icon('diff')} ${say('judge-report.show-change')}</button>`
                  : nothing
              }
            </section>`
      }
      ${report.coefficients.length === 0 ? nothing : figures(report, view)}
      ${report.coefficients.length === 0 ? nothing : disagreementList(report.disagreements, view)}`;
  }

  #view(): JudgeView {
    const sentences = judgeReport[localeFor(this.shown?.locale ?? 'en')];
    return {
      say: (code, args) => fill(sentences[code], args),
      isOpen: (id) => this.#open.has(id),
      setOpen: (id, open) => {
        if (open) this.#open.add(id);
        else this.#open.delete(id);
        this.#editor?.setState({ open: [...this.#open] });
      },
      send: (message) => this.#send(message),
    };
  }

  #send(message: FromJudgeReport): void {
    this.#editor?.postMessage(message);
  }
}

/** What was stored when the tab was hidden, as far as it is of a known form. */
function remembered(stored: unknown): string[] {
  const { open } = (stored ?? {}) as { open?: unknown };
  return Array.isArray(open) ? open.filter((each) => typeof each === 'string') : [];
}

/** The coefficients on one axis, beside the table of both scores. */
function figures(report: ShownAgreement, { say }: JudgeView): TemplateResult {
  const { coefficients, note, byModel } = report;
  return html`<div class="columns">
    <section><h2>${say('judge-report.agreement')}</h2>
      ${coefficientList(coefficients)}
      ${note === '' ? nothing : html`<p class="quiet">${visibleText(note)}</p>`}
      ${
        byModel.length === 0
          ? nothing
          : html`<h3>${say('judge-report.by-model')}</h3>
              <ul class="by-model">${byModel.map(({ model, text }) => html`<li><span class="quiet">${visibleText(model)}</span><span>${text}</span></li>`)}</ul>`
      }
    </section>
    <section><h2>${say('judge-report.confusion')}</h2>${confusionTable(report, say)}</section>
  </div>`;
}

function progress({ finished, total }: NonNullable<JudgeReportState['running']>, say: SayJudge): TemplateResult {
  const text = total === 0 ? say('judge-report.reading') : say('judge-report.working', { finished, total });
  return html`<div class="working"><p>${text}</p>
    ${total === 0 ? html`<progress aria-label=${text}></progress>` : html`<progress max=${total} value=${finished} aria-label=${text}></progress>`}</div>`;
}
