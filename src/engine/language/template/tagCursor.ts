import type { SyntaxTag } from '../../prompt/syntax/templateSyntax';
import type { PromptDocument, Span } from '../document/promptDocument';
import { type Call, type CallElement, callAt, callOf, positional } from './calls';

/**
 * What is being written at a place in a tag:
 * - `name`: what the tag or the brackets begin with
 * - `argument`: an argument by its position, 0 for the first; a named one may begin there as well
 * - `key`: the name of a named argument that has its `=`
 * - `value`: what a named argument is
 * - `else`: `else` itself, without anything behind it
 */
export type Slot =
  | { kind: 'name' }
  | { kind: 'argument'; index: number }
  | { kind: 'key' }
  | { kind: 'value'; key: string }
  | { kind: 'else' };

/** A place in a tag at which something is being written. */
export interface TagCursor {
  tag: SyntaxTag;
  /** The call around it: the tag's own, or one in brackets. */
  call: Call;
  slot: Slot;
  /** What the path says before the word: `user.`, `../`, `@`; empty at its beginning. */
  lead: string;
  /** The word that is being written, whole: a segment of a path, or what is between quotes. */
  word: Span;
  /** The whole path or text that the word is a part of. */
  whole: Span;
  /** The quote that the word stands in, and whether another one ends it. */
  quote?: { mark: '"' | "'"; closed: boolean };
}

/** The tag that somebody is writing at an offset, and what in it; undefined outside of tags and where nothing can be meant. */
export function tagCursor(document: PromptDocument, offset: number): TagCursor | undefined {
  const { text } = document;
  const tag = tagAround(document, offset);
  if (tag === undefined) return undefined;
  switch (tag.kind) {
    case 'comment':
    case 'raw-open':
    case 'raw-close':
      return undefined;
    case 'else':
      return elseCursor(tag, text, offset);
    default:
  }
  const call = callAt(callOf(tag), offset);
  if (call.params !== undefined && offset > call.params) return undefined;
  const element = elementAt(call, offset);
  if (element?.kind === 'call') return undefined;
  const slot = slotOf(call, element, text, offset);
  const { start, end } = element ?? { start: offset, end: offset };
  const cursor = { tag, call, slot, lead: '', word: { start, end }, whole: { start, end } };
  if (element?.kind === 'string') return inText(cursor, text, offset);
  return element === undefined ? cursor : { ...cursor, ...inPath(element, text, offset) };
}

/** The tag between whose braces an offset is, also where its end is missing. */
export function tagAround(document: PromptDocument, offset: number): SyntaxTag | undefined {
  const tag = document.tagAt(offset) ?? unfinishedTagBefore(document, offset);
  return tag === undefined || offset < tag.innerStart || (tag.closed && offset > tag.innerEnd) ? undefined : tag;
}

/** A tag without an end whose line goes on with spaces: `{{#if ‸`. */
function unfinishedTagBefore({ tags, text }: PromptDocument, offset: number): SyntaxTag | undefined {
  const before = tags.findLast(({ start }) => start < offset);
  if (before === undefined || before.closed || before.end > offset) return undefined;
  return /^[ \t]*$/.test(text.slice(before.end, offset)) && before.innerEnd === before.end ? before : undefined;
}

/** `{{else}}` is one piece: what is behind its word begins an `else if`. */
function elseCursor(tag: SyntaxTag, text: string, offset: number): TagCursor | undefined {
  const { innerStart, innerEnd } = tag;
  const call: Call = { start: innerStart, end: innerEnd, bracketed: false, closed: true, elements: [] };
  const inside = text.slice(innerStart, innerEnd);
  const start = innerStart + inside.search(/\S/);
  if (!inside.includes('else') || offset < start) return undefined;
  const end = start + 'else'.length;
  const word = offset <= end ? { start, end } : { start: offset, end: offset };
  return { tag, call, slot: { kind: offset <= end ? 'else' : 'name' }, lead: '', word, whole: word };
}

/** The element that an offset touches; of two the one that it stands behind. */
function elementAt({ elements }: Call, offset: number): CallElement | undefined {
  return (
    elements.find(({ start, end }) => start < offset && offset <= end) ?? elements.find(({ start }) => start === offset)
  );
}

function slotOf(call: Call, element: CallElement | undefined, text: string, offset: number): Slot {
  if (element?.kind === 'key') return { kind: 'key' };
  const before = call.elements.filter(({ end }) => end < offset && text.slice(end, offset) !== '').at(-1);
  const previous = element === undefined ? before : call.elements[call.elements.indexOf(element) - 1];
  if (previous?.kind === 'key') return { kind: 'value', key: text.slice(previous.start, previous.end) };
  const start = element?.start ?? offset;
  const index = positional(call).filter((each) => each.end <= start && each !== element).length;
  return index === 0 ? { kind: 'name' } : { kind: 'argument', index: index - 1 };
}

function inText(cursor: TagCursor, text: string, offset: number): TagCursor | undefined {
  const { start, end } = cursor.whole;
  const written = text.slice(start, end);
  const mark = written[0];
  // A name in brackets without its end: `[first na‸`.
  if (mark === '[') return cursor;
  if (mark !== '"' && mark !== "'") return undefined;
  // A text that nothing ends on its line was not meant to go on to the next quote.
  const border = /\}\}|\{\{|[\r\n]/.exec(written)?.index ?? written.length;
  const closed = border === written.length && written.length > 1 && written.endsWith(mark);
  const wordEnd = start + (closed ? written.length - 1 : border);
  if (offset <= start || offset > wordEnd) return undefined;
  return { ...cursor, word: { start: start + 1, end: wordEnd }, quote: { mark, closed } };
}

const SEGMENT = /\[(?:\\\]|[^\]])*\]?|\.\.|[@./]|[^@./[]+/g;

/** The segment of a path that an offset touches, and what is before it. */
function inPath({ start, end }: CallElement, text: string, offset: number): { lead: string; word: Span } {
  const written = text.slice(start, end);
  let word = { start: offset, end: offset };
  for (const { index, 0: segment } of written.matchAll(SEGMENT)) {
    const [from, to] = [start + index, start + index + segment.length];
    if (from > offset) break;
    const separates = segment === '/' || segment === '@' || (segment === '.' && (index > 0 || to < offset));
    if (to >= offset && !separates) word = { start: from, end: to };
  }
  return { lead: text.slice(start, word.start), word };
}
