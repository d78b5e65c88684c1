import { type Content, scanTags } from '../syntax/scanTags';
import type { SyntaxTag } from '../syntax/templateSyntax';
import type { PieceMarks } from './traceMarks';

/** Helpers that leave a marker of their own and no text. */
const MARKERS = /^\s*(?:role|history|media|section)\b/;

/**
 * A template with marks around each line of its text and around each value, for tracing what it renders to. The marks stand only
 * where they cannot change what white space control does: beside characters that are no white space, and beside tags that
 * take none away.
 * @param template without faults of syntax
 */
export function markTemplate(template: string, marks: PieceMarks): string {
  let marked = '';
  let from = 0;
  let raw = false;
  const around = (start: number, end: number, kind: 'text' | 'value') => {
    const { before, behind } = marks.around({ start, end, kind });
    marked += `${template.slice(from, start)}${before}${template.slice(start, end)}${behind}`;
    from = end;
  };
  for (const piece of scanTags(template, [])) {
    if ('content' in piece) {
      if (!raw) for (const { start, end } of lines(template, piece.content)) around(start, end, 'text');
      continue;
    }
    const { tag } = piece;
    if (tag.kind === 'raw-open') raw = true;
    else if (tag.kind === 'raw-close') raw = false;
    else if (isTraced(template, tag)) around(tag.start, tag.end, 'value');
  }
  return marked + template.slice(from);
}

function isTraced(template: string, { kind, start, end, innerStart, innerEnd }: SyntaxTag): boolean {
  if (kind !== 'value' || MARKERS.test(template.slice(innerStart, innerEnd))) return false;
  const takesWhiteSpace =
    template.slice(start, innerStart).includes('~') || template.slice(innerEnd, end).includes('~');
  // A backslash before the braces would be before a mark instead, and mean something else.
  return !takesWhiteSpace && template[start - 1] !== '\\';
}

/** The part of each line of a text that is no white space at its ends, without the backslashes that escape a tag. */
function* lines(template: string, { start, end, value }: Content): Generator<{ start: number; end: number }> {
  // Text behind `\` begins with braces, which have to stay next to it.
  const first = template[start - 1] === '\\' && template.startsWith('{{', start) ? start + 2 : start;
  let last = Math.min(end, start + value.length);
  while (last > first && template[last - 1] === '\\') last--;
  for (const { index, 0: line } of template.slice(first, last).matchAll(/[^\r\n]+/g)) {
    const lead = line.length - line.trimStart().length;
    const length = line.trim().length;
    if (length > 0) yield { start: first + index + lead, end: first + index + lead + length };
  }
}
