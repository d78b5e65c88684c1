import { lineStart } from '../../../text/lineStart';
import { lacksClose } from '../../template/openBlocks';
import type { Offer } from '../offer';
import type { TemplatePlace } from './templatePlace';

/**
 * The text that opens a block, and closes it where nothing does yet: over lines of its own where the tag has one to itself.
 * @param opening a snippet from the word on, without the braces: `each ${1:items}`
 * @param name as the closing tag says it
 * @param start where the text begins, where that is not at the word
 */
export function blockText(
  opening: string,
  name: string,
  { document, cursor, missing }: TemplatePlace,
  start = cursor.word.start,
): Pick<Offer, 'text' | 'snippet' | 'span'> {
  const { text, tags } = document;
  const { tag, word } = cursor;
  const inTag = { text: `${opening}${missing}`, snippet: true, span: { start, end: word.end } };
  // The braces are in the way of what comes behind them, and an item has to stay on one line.
  const isLast = missing !== '' || /^[ \t]*$/.test(text.slice(word.end, tag.innerEnd));
  const plain = name.replace(/^\[|\]$/g, '');
  if (!isLast || !lacksClose(tags, text, tag, plain)) return inTag;
  const end = missing === '' ? tag.end : word.end;
  const braces = missing || text.slice(tag.innerEnd, tag.end);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const body = isAlone(text, tag.start, end) ? `${eol}$0${eol}` : '$0';
  return { text: `${opening}${braces}${body}{{/${name}}}`, snippet: true, span: { start, end } };
}

/** Whether a stretch has its line to itself. */
function isAlone(text: string, start: number, end: number): boolean {
  const before = text.slice(lineStart(text, start), start);
  const after = /^[^\r\n]*/.exec(text.slice(end, end + 200))?.[0] ?? '';
  return /^[ \t]*$/.test(before) && /^[ \t]*$/.test(after);
}
