/**
 * A template on its way from another language to Handlebars: what is text stays text to the character, whatever it looks
 * like there.
 */
export type Piece = TextPiece | TagPiece | BlockPiece;

export interface TextPiece {
  kind: 'text';
  text: string;
}

/** `{{inside}}`, with the marks that take away the white space beside it. */
export interface TagPiece {
  kind: 'tag';
  inside: string;
  trimLeft?: boolean;
  trimRight?: boolean;
}

/** `{{#if x}} … {{else}} … {{/if}}`. */
export interface BlockPiece {
  kind: 'block';
  /** The first opens it (`#if x`), the others divide it (`else`, `else if y`). */
  branches: { tag: TagPiece; body: Piece[] }[];
  close: TagPiece;
}

export const textPiece = (text: string): TextPiece => ({ kind: 'text', text });
export const tagPiece = (inside: string): TagPiece => ({ kind: 'tag', inside });

/** Where earlier turns of a conversation go; white space around them belongs to no message. */
export const historyPiece = (): TagPiece => ({ ...tagPiece('history'), trimLeft: true, trimRight: true });

/** Renders as nothing, and keeps what stands on its two sides apart. */
export const NOTHING = '{{!}}';

/**
 * Writes pieces as a Handlebars template that renders to just these texts and values. Three things of Handlebars would
 * change them: `{{` in a text, a brace or a backslash beside a tag, and a block or comment alone in its line, which takes
 * the line with it (handlebars-lang/handlebars-parser, `src/handlebars.l` and `lib/whitespace-control.js`).
 */
export function writePieces(pieces: readonly Piece[]): string {
  return joined(flat(pieces, { isRoot: true }));
}

/** A text, or a tag. */
type Written = { text: string } | { tag: TagPiece };

const GUARD: Written = { tag: tagPiece('!') };

/** White space before the first line break, with it: what a tag alone in its line takes away behind itself. */
const REST_OF_LINE = /^[ \t]*\r?\n/;

/**
 * The pieces one after another, so that no line is lost. A line break that a tag would take is written twice, which is what
 * people read most easily; where more than that would be lost, an empty comment stands beside the tag: then it is not alone.
 */
function flat(pieces: readonly Piece[], { isRoot = false, doubled = false }): Written[] {
  const all = mergeTexts(pieces);
  const written: Written[] = [];
  let double = doubled;
  for (const [index, piece] of all.entries()) {
    const after = { text: textOf(all[index + 1]), isEnd: isRoot && index === all.length - 1 };
    const before = { text: textOf(all[index - 1]), isStart: isRoot && index === 0 };
    if (piece.kind === 'text') {
      written.push({ text: double ? piece.text.replace(REST_OF_LINE, '$&$&') : piece.text });
      double = false;
    } else if (piece.kind === 'tag') {
      written.push({ tag: piece });
      if (piece.inside.startsWith('!') && endsLine(before) && startsLine(after)) written.push(GUARD);
    } else {
      const own = block(piece, before);
      for (const each of own) written.push(each);
      written.push({ tag: piece.close });
      const last = textOf(mergeTexts(piece.branches.at(-1)?.body ?? []).at(-1));
      const first = textOf(mergeTexts(piece.branches[1]?.body ?? piece.branches[0]?.body ?? []).at(-1));
      const closes = (endsLine({ text: last }) || endsLine({ text: first })) && startsLine(after);
      // The bodies of several branches are looked at in turns: there the comment is the simple way.
      double = closes && piece.branches.length < 3 && isBreak(last) && startsBreak(after.text);
      const harmless = after.text === undefined && isBreak(last) && piece.branches.length < 3;
      if (closes && !double && !harmless) written.push(GUARD);
    }
  }
  return written;
}

function block({ branches }: BlockPiece, around: Before): Written[] {
  return branches.flatMap(({ tag, body }, index): Written[] => {
    const before: Before =
      index === 0 ? around : { text: textOf(mergeTexts(branches[index - 1]?.body ?? []).at(-1)), isStart: false };
    const first = textOf(mergeTexts(body)[0]);
    const alone = endsLine(before) && startsLine({ text: first, isEnd: false });
    const double = alone && (before.text === undefined || isBreak(before.text)) && startsBreak(first);
    return [{ tag } as Written, ...(alone && !double ? [GUARD] : [])].concat(flat(body, { doubled: double }));
  });
}

/** Text before a tag; where there is none, whether the template begins there. */
interface Before {
  text: string | undefined;
  isStart?: boolean;
}

/** Whether nothing but white space stands in the line before a tag, as far as that can be told. */
function endsLine({ text, isStart = false }: Before): boolean {
  return text === undefined ? isStart : /(?:^|\n)[^\S\n]*$/.test(text);
}

function startsLine({ text, isEnd = false }: { text: string | undefined; isEnd?: boolean }): boolean {
  return text === undefined ? isEnd : /^[^\S\n]*(?:\n|$)/.test(text);
}

/** Whether a line ends just there, so that there is nothing but the break to lose. */
function isBreak(text: string | undefined): boolean {
  return text?.endsWith('\n') ?? false;
}

function startsBreak(text: string | undefined): boolean {
  return text !== undefined && REST_OF_LINE.test(text);
}

function textOf(piece: Piece | undefined): string | undefined {
  return piece?.kind === 'text' ? piece.text : undefined;
}

/** Texts beside one another are one text; empty ones are none. */
export function mergeTexts(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (piece.kind === 'text' && piece.text === '') continue;
    if (piece.kind === 'text' && last?.kind === 'text') result[result.length - 1] = textPiece(last.text + piece.text);
    else result.push(piece);
  }
  return result;
}

function joined(pieces: readonly Written[]): string {
  let result = '';
  for (const [index, piece] of pieces.entries()) {
    const [before, after] = [tagOf(pieces[index - 1]), tagOf(pieces[index + 1])];
    if ('text' in piece) {
      // White space beside a tag that takes it away keeps a brace of the text apart from those of the tag.
      const left = before === undefined || !piece.text.startsWith('}') ? '' : isOfBlock(before) ? '{{!~}} ' : ' ';
      const right = after === undefined || !endsInBrace(piece.text) ? '' : isOfBlock(after) ? ' {{~!}}' : ' ';
      result += `${left}${escaped(piece.text, after !== undefined)}${right}`;
      continue;
    }
    const { inside, trimLeft, trimRight } = piece.tag;
    const own = !isOfBlock(piece.tag);
    const left = trimLeft || (own && endsInBrace(textIn(pieces[index - 1]))) ? '~' : '';
    const right = trimRight || (own && textIn(pieces[index + 1]).startsWith('}')) ? '~' : '';
    result += `{{${left}${inside}${right}}}`;
  }
  return result;
}

/** Tags of blocks are left alone: in a chain of branches Handlebars takes white space away on other sides than it is told. */
function isOfBlock({ inside }: TagPiece): boolean {
  return /^(?:[#/^]|else\b)/.test(inside);
}

function tagOf(piece: Written | undefined): TagPiece | undefined {
  return piece !== undefined && 'tag' in piece ? piece.tag : undefined;
}

function textIn(piece: Written | undefined): string {
  return piece !== undefined && 'text' in piece ? piece.text : '';
}

/** Whether a brace is left over at the end: of an even number the last two are one escape. */
function endsInBrace(text: string): boolean {
  let braces = 0;
  while (text.charAt(text.length - 1 - braces) === '{') braces++;
  return braces % 2 === 1;
}

/**
 * A text as Handlebars has to be told it. `\{{` is two braces; backslashes before a tag count double, and those before
 * two braces need a tag between, because `\\{{` is a backslash and a tag.
 */
function escaped(text: string, beforeTag: boolean): string {
  const written = text.replace(/(?<!\\)(\\*)(\{{2,})/g, (_, slashes: string, braces: string) => {
    const pairs = '\\{{'.repeat(Math.floor(braces.length / 2)) + (braces.length % 2 === 1 ? '{' : '');
    return slashes === '' ? pairs : `${slashes}\\${NOTHING}${pairs}`;
  });
  return beforeTag && text.endsWith('\\') ? `${written}\\` : written;
}
