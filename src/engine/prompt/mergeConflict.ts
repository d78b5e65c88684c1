/** The lines that git writes around two versions, in their order. */
const LINES = [/^<{7}(?: [^\r\n]*)?$/gm, /^={7}$/gm, /^>{7}(?: [^\r\n]*)?$/gm];

/** The first line of a merge conflict that nobody has resolved, as offsets; undefined where there is none. */
export function mergeConflict(text: string): { start: number; end: number } | undefined {
  // Looked for at every key stroke: hardly any text has one.
  if (!text.includes('<<<<<<<')) return undefined;
  let first: { start: number; end: number } | undefined;
  let from = 0;
  for (const line of LINES) {
    line.lastIndex = from;
    const found = line.exec(text);
    if (found === null) return undefined;
    from = found.index + found[0].length;
    first ??= { start: found.index, end: from };
  }
  return first;
}
