import type { Message, Part } from '../../prompt/message';

/** A message as the chat-completions protocol has it. */
export interface ChatMessage {
  role: 'system' | 'user' | 'assistant' | 'tool';
  content?: string | ContentPart[] | null;
  tool_calls?: { id: string; type: 'function'; function: { name: string; arguments: string } }[];
  tool_call_id?: string;
}

export type ContentPart =
  | { type: 'text'; text: string }
  | { type: 'image_url'; image_url: { url: string } }
  | { type: 'video_url'; video_url: { url: string } }
  | { type: 'input_audio'; input_audio: { data: string; format: string } }
  | { type: 'file'; file: { filename: string; file_data: string } };

const ROLES = { system: 'system', user: 'user', model: 'assistant' } as const;

/**
 * Dotprompt's messages in the words of the chat-completions protocol.
 * - text parts of a message are joined; with media beside them they stay parts, in order
 * - media becomes an image, and by its content type audio, video or a file
 * - a tool request becomes a tool call of the assistant, a tool response a message of its own
 * - `data` is sent as JSON text
 * - parts that hold only metadata (such as `pending` sections) are left out, and messages with nothing else
 */
export function chatMessages(messages: readonly Message[]): ChatMessage[] {
  const ids = new CallIds();
  const chat: ChatMessage[] = [];
  for (const message of messages) {
    const content: ContentPart[] = [];
    const calls: ChatMessage['tool_calls'] = [];
    for (const part of message.content) {
      if (part.toolResponse !== undefined) {
        const { name, output, ref } = part.toolResponse;
        chat.push({ role: 'tool', tool_call_id: ref ?? ids.answered(name), content: asText(output) });
      } else if (part.toolRequest !== undefined) {
        const { name, input, ref } = part.toolRequest;
        const call = { name, arguments: JSON.stringify(input ?? {}) };
        calls.push({ id: ref ?? ids.asked(name), type: 'function', function: call });
      } else {
        const sent = contentPart(part);
        if (sent !== undefined) content.push(sent);
      }
    }
    if (content.length === 0 && calls.length === 0) continue;
    const role = message.role === 'tool' ? 'user' : ROLES[message.role];
    const allText = content.every((part) => part.type === 'text');
    chat.push({
      role,
      content: content.length === 0 ? null : allText ? content.map((part) => part.text).join('') : content,
      ...(calls.length > 0 ? { tool_calls: calls } : {}),
    });
  }
  return chat;
}

/** Ties responses to requests that carry no reference of their own: the oldest open request of the same tool. */
class CallIds {
  #count = 0;
  readonly #open = new Map<string, string[]>();

  asked(name: string): string {
    const id = `call_${++this.#count}`;
    this.#open.set(name, [...(this.#open.get(name) ?? []), id]);
    return id;
  }

  answered(name: string): string {
    return this.#open.get(name)?.shift() ?? `call_${name}`;
  }
}

function contentPart(part: Part): ContentPart | undefined {
  if (part.text !== undefined) return { type: 'text', text: part.text };
  if (part.media !== undefined) return mediaPart(part.media);
  if (part.data !== undefined) return { type: 'text', text: JSON.stringify(part.data) };
  return undefined;
}

function mediaPart({ url, contentType }: NonNullable<Part['media']>): ContentPart {
  const data = /^data:([^;,]*)[^,]*;base64,/.exec(url);
  const type = (contentType ?? data?.[1] ?? '').toLowerCase();
  if (type.startsWith('audio/') && data) {
    const format = /mpeg|mp3/.test(type) ? 'mp3' : type.slice('audio/'.length).replace(/^x-/, '');
    return { type: 'input_audio', input_audio: { data: url.slice(data[0].length), format } };
  }
  if (type.startsWith('video/')) return { type: 'video_url', video_url: { url } };
  if (type === 'application/pdf' || (data && type !== '' && !type.startsWith('image/'))) {
    const ending = type.slice(type.indexOf('/') + 1).replace(/[^a-z0-9]/g, '') || 'bin';
    return { type: 'file', file: { filename: `document.${ending}`, file_data: url } };
  }
  return { type: 'image_url', image_url: { url } };
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
