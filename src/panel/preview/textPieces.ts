import type { ShownStretch } from '../../protocol/preview';
import { type DiffPiece, wordDiff } from '../wordDiff';

/** Text that is the same in HEAD, only there, or only now. */
export interface TextPiece {
  text: string;
  change: 'same' | 'added' | 'missing';
}

/** Pieces that came from one place, or from none. */
export interface PieceGroup {
  stretch?: ShownStretch;
  pieces: TextPiece[];
}

/**
 * Cuts a text where it comes from another place, and where it differs from what it was before.
 * @param before null where it is not compared
 */
export function textPieces(text: string, stretches: readonly ShownStretch[], before: string | null): PieceGroup[] {
  const groups: PieceGroup[] = [];
  let at = 0;
  let next = 0;
  const put = (piece: TextPiece, stretch: ShownStretch | undefined) => {
    const last = groups.at(-1);
    if (last !== undefined && last.stretch === stretch) last.pieces.push(piece);
    else groups.push({ ...(stretch && { stretch }), pieces: [piece] });
  };
  for (const { text: whole, kind } of before === null ? [same(text)] : changes(before, text)) {
    if (kind === 'missing') {
      const around = stretches[next];
      put({ text: whole, change: kind }, around !== undefined && around.start < at ? around : undefined);
      continue;
    }
    const end = at + whole.length;
    while (at < end) {
      const stretch = stretches[next];
      const inside = stretch !== undefined && stretch.start <= at;
      const until = Math.min(end, stretch === undefined ? end : inside ? stretch.end : stretch.start);
      if (until > at) put({ text: text.slice(at, until), change: kind }, inside ? stretch : undefined);
      at = until;
      if (stretch !== undefined && at >= stretch.end) next++;
    }
  }
  return groups;
}

/** The differences by words, in the lines that differ; where those are too many to compare, all of them gave way. */
function changes(before: string, text: string): DiffPiece[] {
  const start = sameLines(before, text);
  const end = sameLinesAtEnd(before.slice(start), text.slice(start));
  const old = before.slice(start, before.length - end);
  const now = text.slice(start, text.length - end);
  const middle = wordDiff(old, now) ?? [
    { kind: 'missing' as const, text: old },
    { kind: 'added' as const, text: now },
  ];
  return [same(text.slice(0, start)), ...middle, same(text.slice(text.length - end))].filter(
    (piece) => piece.text !== '',
  );
}

const same = (text: string): DiffPiece => ({ kind: 'same', text });

/** The length of the whole lines that two texts begin with. */
function sameLines(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  if (length === 0 || (length === a.length && length === b.length)) return length;
  return a.lastIndexOf('\n', length - 1) + 1;
}

/** The length of the whole lines that two texts end with. */
function sameLinesAtEnd(a: string, b: string): number {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a.at(-1 - length) === b.at(-1 - length)) length++;
  if (length === a.length && length === b.length) return length;
  const line = a.indexOf('\n', a.length - length);
  return line < 0 ? 0 : a.length - line - 1;
}
