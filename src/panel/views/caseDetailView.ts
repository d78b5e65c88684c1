import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CaseDetail } from '../../protocol/panel';
import type { PanelView } from '../panelView';
import { icon } from './icon';
import { sampleView } from './sampleView';
import { textView } from './textView';

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
    const { samples, streaming, context, tags } = detail;
    const chosen = Math.min(this.chosen, Math.max(0, samples.length - 1));
    const sample = samples[chosen];
    return html`<div class="detail">
      ${this.#actions(detail, sample?.output ?? null, view)}
      ${streaming === null ? nothing : html`<section class="streaming" aria-busy="true"><h3>${say('panel.output')} <span class="quiet">${say('panel.streaming')}</span></h3>${textView(streaming, view)}</section>`}
      ${samples.length > 1 ? this.#samples(samples.length, chosen, view) : nothing}
      ${sample === undefined || streaming !== null ? nothing : sampleView(sample, detail, view)}
      ${sample === undefined && detail.expected !== null ? html`<section><h3>${say('panel.expected')}</h3>${textView(detail.expected, view)}</section>` : nothing}
      <section><h3>${say('panel.input')}</h3>${inputView(detail.input, view)}</section>
      ${
        context === null || context.length === 0
          ? nothing
          : folded(
              say('panel.context'),
              context.map((passage) => textView(passage, view)),
            )
      }
      ${
        detail.messages === null || detail.messages.length === 0
          ? nothing
          : folded(
              say('panel.messages'),
              detail.messages.map((message) => messageView(message, view)),
            )
      }
      ${tags.length === 0 ? nothing : html`<p class="quiet tags">${say('panel.tags')}: ${tags.join(', ')}</p>`}
    </div>`;
  }

  #actions({ id }: CaseDetail, output: string | null, { say, send, state: { phase } }: PanelView): TemplateResult {
    const canRun = phase?.kind === 'ready' || phase?.kind === 'finished';
    const button = (name: string, label: string, onClick: () => void) =>
      html`<button type="button" class="text-button" @click=${onClick}>${icon(name)} ${label}</button>`;
    return html`<div class="detail-actions">
      ${canRun ? button('play', say('panel.run-case'), () => send({ type: 'runCase', caseId: id })) : nothing}
      ${button('go-to-file', say('panel.open-case'), () => send({ type: 'openCase', caseId: id }))}
      ${output === null || output === '' ? nothing : button('copy', say('panel.copy'), () => send({ type: 'copy', text: output }))}
    </div>`;
  }

  #samples(total: number, chosen: number, { say }: PanelView): TemplateResult {
    return html`<div class="segments samples" role="group">
      ${Array.from(
        { length: total },
        (_, index) => html`<button type="button" aria-pressed=${index === chosen ? 'true' : 'false'}
        aria-label=${say('panel.sample', { number: index + 1, total })} @click=${() => {
          this.chosen = index;
        }}>${index + 1}</button>`,
      )}
    </div>`;
  }
}

function folded(title: string, content: unknown): TemplateResult {
  return html`<details><summary>${title}</summary>${content}</details>`;
}

function inputView(input: Readonly<Record<string, unknown>>, view: PanelView): TemplateResult {
  const entries = Object.entries(input);
  return html`<dl class="variables">${entries.map(
    ([name, value]) =>
      html`<dt>${name}</dt><dd>${textView(typeof value === 'string' ? value : JSON.stringify(value, null, 2), view)}</dd>`,
  )}</dl>`;
}

function messageView({ role, content }: NonNullable<CaseDetail['messages']>[number], view: PanelView): TemplateResult {
  const parts = content.map(
    (part) =>
      part.text ??
      (part.media ? `[${part.media.contentType ?? 'media'}] ${part.media.url.slice(0, 200)}` : JSON.stringify(part)),
  );
  return html`<div class="chat"><span class="role">${view.say(`panel.role.${role}`)}</span>${parts.map((text) => textView(text, view))}</div>`;
}
