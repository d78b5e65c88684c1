import { html, nothing, type TemplateResult } from 'lit';
import type { ShownMessage, ShownPart } from '../../protocol/preview';
import { count } from '../quantities';
import { icon } from '../views/icon';
import { visibleText } from '../visibleText';
import type { PreviewView } from './previewApp';
import { type PieceGroup, type TextPiece, textPieces } from './textPieces';

const ICONS = { system: 'settings', user: 'account', model: 'sparkle', tool: 'tools' } as const;

/** So much of a text is laid out at first, in UTF-16 units. */
const AT_FIRST = 150_000;

/** A message with its role, its tokens and its parts. */
export function messageView(message: ShownMessage, tokens: string, view: PreviewView, key: number): TemplateResult {
  const { role, history, place, parts, change } = message;
  const { say } = view;
  const name = history ? say('preview.history-name') : say(`preview.role.${role}`);
  const noted = change === 'none' ? '' : say(`preview.message-${change}`);
  const label = [name, noted, tokens].filter((each) => each !== '').join(', ');
  const title = html`${icon(history ? 'history' : ICONS[role])}<span>${name}</span>`;
  return html`<article class="message role-${role} change-${change}" aria-label=${label}>
    <header>
      <h2>${
        place === null
          ? html`<span class="role">${title}</span>`
          : html`<span class="role stretch" role="link" tabindex="-1" data-place=${place} title=${say('preview.go-to-role')}>${title}</span>`
      }</h2>
      ${noted === '' ? nothing : html`<span class="noted">${noted}</span>`}
      <span class="tokens">${tokens}</span>
    </header>
    ${history ? html`<p class="chip">${say('preview.history')}</p>` : parts.map((part, index) => partView(part, view, `${key}.${index}`, change))}
  </article>`;
}

function partView(part: ShownPart, view: PreviewView, key: string, change: ShownMessage['change']): TemplateResult {
  const { say } = view;
  switch (part.kind) {
    case 'text':
      return textView(part, view, key, change);
    case 'media':
      return html`<p class="chip" title=${say('preview.media')}>${icon('file-media')}
        <span>${visibleText([part.contentType, part.url].filter((each) => each !== '').join(' '))}</span></p>`;
    case 'section':
      return html`<p class="chip">${icon('symbol-namespace')}<span>${say('preview.section', { name: visibleText(part.name) })}</span></p>`;
    case 'value':
      return html`<pre class="text">${visibleText(part.text)}</pre>`;
  }
}

function textView(
  { text, stretches, before }: Extract<ShownPart, { kind: 'text' }>,
  view: PreviewView,
  key: string,
  change: ShownMessage['change'],
): TemplateResult {
  const cut = text.length > AT_FIRST && !view.isWhole(key);
  const shown = cut ? text.slice(0, AT_FIRST) : text;
  const inside = cut ? stretches.filter(({ end }) => end <= AT_FIRST) : stretches;
  const groups = textPieces(shown, inside, cut ? null : before);
  const body = html`<pre class="text">${groups.map((group) => groupView(group, view))}${cut ? '…' : ''}</pre>`;
  const marked = {
    none: body,
    removed: html`<del class="whole">${body}</del>`,
    added: html`<ins class="whole">${body}</ins>`,
  }[change];
  return html`${marked}${
    cut
      ? html`<button type="button" class="link" @click=${() => view.showWhole(key)}>${view.say('preview.show-all', { count: count(text.length, view.locale) })}</button>`
      : nothing
  }`;
}

function groupView({ stretch, pieces }: PieceGroup, { say }: PreviewView): unknown {
  const inside = pieces.map((piece) => pieceView(piece, say));
  if (stretch === undefined) return inside;
  const { kind, place } = stretch;
  const hint = {
    text: 'preview.text-hint',
    value: 'preview.value-hint',
    'placed-value': 'preview.value-hint-placed',
  } as const;
  return html`<span class="stretch ${kind === 'text' ? '' : 'value'}" role="link" tabindex="-1" data-place=${place} data-kind=${kind} title=${say(hint[kind])}>${inside}</span>`;
}

function pieceView({ text, change }: TextPiece, say: PreviewView['say']): unknown {
  if (change === 'same') return visibleText(text);
  return change === 'missing'
    ? html`<del><span class="for-reader">${say('preview.removed')}</span>${visibleText(text)}</del>`
    : html`<ins><span class="for-reader">${say('preview.added')}</span>${visibleText(text)}</ins>`;
}
