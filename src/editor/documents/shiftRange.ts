import type { Position, Range } from 'vscode-languageserver-types';

/** One replacement in a text, in positions before it. */
export interface TextChange {
  range: Range;
  text: string;
}

/**
 * Where a range stands after a change elsewhere in its file. What is inserted right before it pushes it on;
 * where the change overlaps it, it keeps what is left of it.
 */
export function shiftRange(range: Range, change: TextChange): Range {
  const start = shiftPosition(range.start, change, 'after');
  const end = shiftPosition(range.end, change, 'before');
  return compare(end, start) < 0 ? { start, end: start } : { start, end };
}

/** @param atInsertion on which side of a text inserted exactly at the position it ends up */
function shiftPosition(position: Position, { range, text }: TextChange, atInsertion: 'before' | 'after'): Position {
  const beforeChange = compare(position, range.start) < 0;
  const keptAtStart = atInsertion === 'before' && compare(position, range.start) === 0;
  if (beforeChange || keptAtStart) return position;

  const newEnd = endOf(range.start, text);
  if (compare(position, range.end) < 0) return atInsertion === 'before' ? range.start : newEnd;
  return {
    line: position.line + newEnd.line - range.end.line,
    character:
      position.line === range.end.line
        ? position.character + newEnd.character - range.end.character
        : position.character,
  };
}

/** Where a text ends that begins at a position. */
function endOf(start: Position, text: string): Position {
  const lines = text.split(/\r\n|\r|\n/);
  const last = lines.at(-1) ?? '';
  return {
    line: start.line + lines.length - 1,
    character: lines.length === 1 ? start.character + last.length : last.length,
  };
}

function compare(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}
