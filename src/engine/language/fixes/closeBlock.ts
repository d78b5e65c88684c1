import { blocksOf } from './blocks';
import type { PromptFix } from './fix';
import { lineBreakOf, lineEnd, lineStart } from './mapEdits';
import { sound } from './sound';

/**
 * The end of a block is written where it most likely is: with the line of its beginning where that goes on behind it, else as
 * late as possible.
 */
export const closeBlock: PromptFix = ({ code, range }, document) => {
  const { start } = document.span(range);
  const { text } = document;
  const block = blocksOf(document).find(({ open }) => open.start === start);
  if (block === undefined) return [];
  const close = `{{/${block.name}}}`;
  const line = { start: lineStart(text, start), end: lineEnd(text, block.open.end) };
  const goesOn = text.slice(block.open.end, line.end).trim() !== '';
  const isAlone = text.slice(line.start, start).trim() === '' && !goesOn;
  const ends = [block.end];
  // Not where that would tear off an `else` further down, or go through an inner block: then it is not sound.
  if (goesOn && line.end < block.end) ends.unshift(line.end);
  const indent = text.slice(line.start, start);
  for (const end of ends) {
    const before = text.slice(0, end).trimEnd().length;
    const at = isAlone || end === line.end ? Math.max(before, block.open.end) : end;
    const written = isAlone ? `${lineBreakOf(text)}${indent}${close}` : close;
    const proposals = sound(document, code, 'fix.close', [{ start: at, end: at, text: written }], { text: close });
    if (proposals.length > 0) return proposals;
  }
  return [];
};
