import type { Role } from '../../prompt/message';
import type { MessageDraft } from './conversion';
import type { ConvertReport } from './convertReport';
import { isMap, textOf } from './convertSource';
import { handlebarsText } from './handlebarsName';
import { type Piece, tagPiece } from './templatePieces';

const ROLES: Readonly<Record<string, Role>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  assistant: 'model',
  ai: 'model',
  model: 'model',
};

/** A role by any of the names that tools have for it; undefined where a prompt has none like it. */
export function roleNamed(name: unknown): Role | undefined {
  return typeof name === 'string' ? ROLES[name.trim().toLowerCase()] : undefined;
}

/**
 * Messages as OpenAI's API has them (`role` and `content`, which is a text or a list of parts), as most tools write them.
 * @param read what a text is made of
 */
export function chatMessages(
  given: readonly unknown[],
  read: (text: string) => Piece[],
  report: ConvertReport,
): MessageDraft[] {
  return given.flatMap((message): MessageDraft[] => {
    if (!isMap(message)) {
      report.lost('message', { role: '–' });
      return [];
    }
    const { role: name, content } = message;
    const role = roleNamed(name);
    if (role === undefined) {
      report.lost('message', { role: String(name ?? '–') });
      return [];
    }
    report.lostKeys(message, ['role', 'content'], `${name}.`);
    const pieces = contentPieces(content, read, report);
    return pieces.length === 0 ? [] : [{ role, content: pieces }];
  });
}

/** A text, or a list of parts with texts and images. */
export function contentPieces(content: unknown, read: (text: string) => Piece[], report: ConvertReport): Piece[] {
  if (typeof content === 'string') return content === '' ? [] : read(content);
  if (!Array.isArray(content)) return [];
  return content.flatMap((part): Piece[] => {
    if (typeof part === 'string') return read(part);
    if (!isMap(part)) return [];
    if (typeof part.text === 'string') return read(part.text);
    const image = part.image_url;
    const url = textOf(isMap(image) ? image.url : image);
    const media = url === undefined ? undefined : mediaPiece(url, read);
    if (media === undefined) report.lost('part', { type: String(part.type ?? '–') });
    return media === undefined ? [] : [media];
  });
}

/** An image or another file by its address, which may be that of a variable alone. */
export function mediaPiece(url: string, read: (text: string) => Piece[]): Piece | undefined {
  const pieces = read(url).filter((piece) => piece.kind !== 'text' || piece.text !== '');
  const [only, ...more] = pieces;
  if (only?.kind === 'tag' && more.length === 0) return tagPiece(`media url=${only.inside}`);
  const isText = pieces.every((piece) => piece.kind === 'text');
  const written = isText ? handlebarsText(url) : undefined;
  return written === undefined ? undefined : tagPiece(`media url=${written}`);
}
