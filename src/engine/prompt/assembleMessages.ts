import type { Marker, Markers } from './markers';
import type { Message, Part, Role } from './message';

/** Text between markers with its offset in the rendered text, or a marker. */
type LocatedPiece = { text: string; offset: number } | Marker;

/** A message of the template's own, being gathered. */
class Draft {
  readonly pieces: LocatedPiece[] = [];
  constructor(public role: Role) {}
}

/**
 * Makes messages of rendered text, as the reference implementation does: the first message is the user's; a role opens a
 * new message, or relabels the current one where that is blank; white space between markers is dropped, other text is
 * kept as it is; a message without anything in it is left out. History goes where `{{history}}` stands, else before a
 * final message of the user, else at the end.
 * @param onText hears of each part of text, and at which offset of the rendered text it stands
 */
export function assembleMessages(
  rendered: string,
  markers: Markers,
  history: Message[] | null | undefined,
  onText?: (part: Part, offset: number) => void,
): Message[] {
  let current = new Draft('user');
  const order: (Draft | Message)[] = [current];
  const open = (role: Role) => {
    current = new Draft(role);
    order.push(current);
  };
  for (const piece of markers.split(rendered)) {
    if ('text' in piece || piece.kind === 'media' || piece.kind === 'section') {
      current.pieces.push(piece);
    } else if (piece.kind === 'role') {
      if (isBlank(current)) current.role = piece.role as Role;
      else open(piece.role as Role);
    } else {
      order.push(...(history ?? []).map(asHistory));
      open('model');
    }
  }
  return insertHistory(
    order.flatMap((message) => finished(message, onText)),
    history,
  );
}

function isBlank({ pieces }: Draft): boolean {
  return pieces.every((piece) => 'text' in piece && piece.text.trim() === '');
}

function asHistory(message: Message): Message {
  return { ...message, metadata: { ...message.metadata, purpose: 'history' } };
}

function finished(message: Draft | Message, onText: ((part: Part, offset: number) => void) | undefined): Message[] {
  if (message instanceof Draft) {
    const content = partsOf(message.pieces, onText);
    return isBlank(message) ? [] : [{ role: message.role, content }];
  }
  const { role, content, metadata } = message;
  return content ? [{ role, content, ...(metadata && { metadata }) }] : [];
}

function partsOf(pieces: readonly LocatedPiece[], onText: ((part: Part, offset: number) => void) | undefined): Part[] {
  const parts: Part[] = [];
  for (const piece of pieces) {
    if ('text' in piece) {
      if (piece.text.trim() === '') continue;
      const part = { text: piece.text };
      parts.push(part);
      onText?.(part, piece.offset);
    } else if (piece.kind === 'media') {
      const { url, contentType } = piece;
      parts.push({ media: { url, ...(contentType !== undefined && { contentType }) } });
    } else if (piece.kind === 'section') {
      parts.push({ metadata: { purpose: piece.name, pending: true } });
    }
  }
  return parts;
}

function insertHistory(messages: Message[], history: Message[] | null | undefined): Message[] {
  if (!history || messages.some(({ metadata }) => metadata?.purpose === 'history')) return messages;
  if (messages.length === 0) return history;
  const last = messages.at(-1);
  return last?.role === 'user' ? [...messages.slice(0, -1), ...history, last] : [...messages, ...history];
}
