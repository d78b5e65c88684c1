import type { SyntaxTag, SyntaxTagKind } from '../syntax/templateSyntax';

/** On average every so many lines that a piece may end behind one does. */
export const LINES = 16;
/** Of a line, so much decides whether a piece ends behind it; in UTF-16 units. */
const DECIDING = 64;

const OPENING: ReadonlySet<SyntaxTagKind> = new Set(['open', 'inverse', 'open-partial', 'open-decorator', 'raw-open']);
const CLOSING: ReadonlySet<SyntaxTagKind> = new Set(['close', 'raw-close']);

/**
 * Cuts a template into pieces that can be rendered one by one: outside of blocks, between two lines of text that begin with
 * something else than white space, so that no tag reaches beyond its piece. Where it is cut depends on the line before the
 * cut alone: a change somewhere leaves most pieces as they were.
 * @param tags of the template, which has no fault of syntax
 * @param lines a piece ends behind one of so many
 */
export function templatePieces(
  template: string,
  tags: readonly SyntaxTag[],
  lines = LINES,
): { start: number; end: number }[] {
  const pieces: { start: number; end: number }[] = [];
  // What a template defines for itself holds for all of it.
  const isOne = tags.some(({ kind }) => kind === 'decorator' || kind === 'open-decorator');
  let start = 0;
  let depth = 0;
  let from = 0;
  const cutIn = (until: number) => {
    for (const end of ends(template, from, until, lines)) {
      pieces.push({ start, end });
      start = end;
    }
  };
  for (const tag of isOne ? [] : tags) {
    if (depth === 0) cutIn(tag.start);
    if (OPENING.has(tag.kind)) depth++;
    else if (CLOSING.has(tag.kind)) depth--;
    from = tag.end;
  }
  if (!isOne && depth === 0) cutIn(template.length);
  if (start < template.length || pieces.length === 0) pieces.push({ start, end: template.length });
  return pieces;
}

/** Where pieces end in a stretch of text between tags. */
function* ends(template: string, from: number, until: number, lines: number): Generator<number> {
  let line = from;
  for (let at = template.indexOf('\n', from); at >= 0 && at + 1 < until; at = template.indexOf('\n', at + 1)) {
    const text = template.slice(line, at).trim();
    line = at + 1;
    if (text !== '' && !/\s/.test(template[at + 1] ?? ' ') && numberOf(text) % lines === 0) yield at + 1;
  }
}

/** A number of the text that is as good as random. Source of the constants: the FNV-1a hash (32 bits). */
function numberOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < Math.min(text.length, DECIDING); index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 8) & 0xffff;
}
