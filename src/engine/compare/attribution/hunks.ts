import { diffArrays } from 'diff';

/** A run of lines that differ between two texts of one file. */
export interface Hunk {
  /** Absolute path. */
  file: string;
  /** First line in the newer text, from 0; where lines were only taken away, the line that now stands there. */
  line: number;
  /** The older and the newer lines, each with its line break; one of them may be empty. */
  before: string[];
  after: string[];
}

/**
 * The hunks that make the newer text of the older one, from the top; lines that were edited one for one are a hunk each.
 * Lines are compared with their line breaks, so that
 * applying and reverting them gives exact texts, CRLF and a missing last line break included.
 */
export function hunksOf(file: string, before: string, after: string): Hunk[] {
  const hunks: Hunk[] = [];
  let line = 0;
  let open: Hunk | undefined;
  for (const { added, removed, value } of diffArrays(linesOf(before), linesOf(after))) {
    if (!added && !removed) {
      open = undefined;
      line += value.length;
      continue;
    }
    if (open === undefined) {
      open = { file, line, before: [], after: [] };
      hunks.push(open);
    }
    if (removed) open.before.push(...value);
    else {
      open.after.push(...value);
      line += value.length;
    }
  }
  return hunks.flatMap(byLine);
}

/** Lines that were edited one for one are changes of their own, though they stand together. */
function byLine(hunk: Hunk): Hunk[] {
  const { file, line, before, after } = hunk;
  if (before.length !== after.length) return [hunk];
  return before.map((old, index) => ({ file, line: line + index, before: [old], after: [after[index] as string] }));
}

/**
 * The newer text with some of its hunks taken back.
 * @param hunks of this text, from `hunksOf`
 */
export function revertHunks(after: string, hunks: readonly Hunk[]): string {
  const lines = linesOf(after);
  // From the bottom, so that the places of those above stay what they are.
  for (const hunk of [...hunks].sort((a, b) => b.line - a.line)) {
    lines.splice(hunk.line, hunk.after.length, ...hunk.before);
  }
  return lines.join('');
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}
