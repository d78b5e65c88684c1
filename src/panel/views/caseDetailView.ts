import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CaseDetail } from '../../protocol/panel';
import type { PanelView } from '../panelView';
import { visibleText } from '../visibleText';
import { icon } from './icon';
import { messageView } from './messageView';
import { sampleView } from './sampleView';
import { sectionView } from './sectionView';
import { repeatsView } from './spreadView';
import { shortTextView, textView } from './textView';

/** Everything about one case; with several samples one is shown at a time. */
@customElement('assay-case')
export class CaseDetailView extends LitElement {
  @property({ attribute: false }) detail: CaseDetail | undefined;
  @property({ attribute: false }) view: PanelView | undefined;
  @state() private chosen = 0;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { detail, view } = this;
    if (detail === undefined || view === undefined) return nothing;
    const { say } = view;
    const { samples, streaming, context, messages, tags } = detail;
    const chosen = Math.min(this.chosen, Math.max(0, samples.length - 1));
    const sample = streaming === null ? samples[chosen] : undefined;
    return html`<div class="detail">
      ${actionsView(detail, sample?.output ?? streaming, view)}
      <section><h3>${say('panel.input')}</h3>${inputView(detail.input, view)}</section>
      ${
        streaming === null
          ? repeatsView(
              detail,
              chosen,
              (index) => {
                this.chosen = index;
              },
              view,
            )
          : nothing
      }
      ${streaming === null ? nothing : streamingView(streaming, view)}
      ${sample === undefined ? expectedView(detail, view) : sampleView(sample, detail, view)}
      ${
        messages === null || messages.length === 0
          ? nothing
          : folded(
              'messages',
              messages.length,
              messages.map((message) => messageView(message, view)),
              view,
            )
      }
      ${
        context === null || context.length === 0
          ? nothing
          : folded(
              'context',
              context.length,
              context.map((passage) => textView(passage, view)),
              view,
            )
      }
      ${tags.length === 0 ? nothing : html`<p class="quiet tags">${say('panel.tags')}: ${visibleText(tags.join(', '))}</p>`}
    </div>`;
  }
}

function actionsView(
  { id }: CaseDetail,
  output: string | null,
  { say, send, state: { phase } }: PanelView,
): TemplateResult {
  const canRun = phase?.kind === 'ready' || phase?.kind === 'finished';
  const button = (name: string, label: string, onClick: () => void) =>
    html`<button type="button" class="text-button" @click=${onClick}>${icon(name)} ${label}</button>`;
  return html`<div class="detail-actions">
    ${canRun ? button('play', say('panel.run-case'), () => send({ type: 'runCase', caseId: id })) : nothing}
    ${button('go-to-file', say('panel.open-case'), () => send({ type: 'openCase', caseId: id }))}
    ${output === null || output === '' ? nothing : button('copy', say('panel.copy'), () => send({ type: 'copy', text: output }))}
  </div>`;
}

function streamingView(streaming: string, view: PanelView): TemplateResult {
  const { say } = view;
  return html`<section class="streaming" aria-busy="true">
    <h3>${say('panel.output')} <span class="quiet">${say('panel.streaming')}</span></h3>${textView(streaming, view)}
  </section>`;
}

function expectedView({ expected }: CaseDetail, view: PanelView): TemplateResult | typeof nothing {
  if (expected === null) return nothing;
  return html`<section><h3>${view.say('panel.expected')}</h3>${textView(expected, view)}</section>`;
}

/** A part with its name and how much there is of it, open in every case or in none. */
function folded(section: 'messages' | 'context', count: number, content: unknown, view: PanelView): TemplateResult {
  const title = html`${view.say(`panel.${section}`)} <span class="count">${count}</span>`;
  return sectionView(section, title, () => content, view);
}

function inputView(input: Readonly<Record<string, unknown>>, view: PanelView): TemplateResult {
  const entries = Object.entries(input);
  if (entries.length === 0) return html`<p class="quiet">${view.say('panel.no-input')}</p>`;
  return html`<dl class="variables">${entries.map(
    ([name, value]) =>
      html`<div><dt>${visibleText(name)}</dt><dd>${shortTextView(typeof value === 'string' ? value : JSON.stringify(value, null, 2), view)}</dd></div>`,
  )}</dl>`;
}
