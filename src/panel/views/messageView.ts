import { html, type TemplateResult } from 'lit';
import type { CaseDetail } from '../../protocol/panel';
import type { PanelView } from '../panelView';
import { textView } from './textView';

type Message = NonNullable<CaseDetail['messages']>[number];

/** An address of which so much is shown; the rest is mostly data. */
const ADDRESS = 200;

/** One rendered message: its role and its parts, pictures among them where they are in the prompt itself. */
export function messageView({ role, content }: Message, view: PanelView): TemplateResult {
  return html`<div class="chat">
    <span class="role role-${role}">${view.say(`panel.role.${role}`)}</span>
    ${content.map((part) => partView(part, view))}
  </div>`;
}

function partView(part: Message['content'][number], view: PanelView): TemplateResult {
  const { text, media } = part;
  if (text !== undefined) return textView(text, view);
  if (media === undefined) return textView(JSON.stringify(part, null, 2), view);
  const { url, contentType = '' } = media;
  // Nothing remote is loaded: only a picture that is there already is shown.
  if (url.startsWith('data:image/'))
    return html`<img class="picture" src=${url} alt=${contentType || view.say('panel.picture')}>`;
  return textView(`${contentType} ${url.length > ADDRESS ? `${url.slice(0, ADDRESS)}…` : url}`.trim(), view);
}
