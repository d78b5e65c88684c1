/** The parts of a long test set in YAML: offsets of its list of cases, cut between cases. */
export interface SplitCases {
  /** Offset of the key `cases`. */
  key: number;
  /** Some cases each. */
  pieces: { start: number; end: number }[];
  /** Where the list ends: other keys may follow. */
  end: number;
}

/** So many cases go into one piece. */
const CASES_A_PIECE = 100;

/**
 * Cuts the block list under a top-level key `cases:` between its items, by indentation alone: whatever belongs to an item
 * has to be indented further than the item's dash, so that a line with a dash at that depth always begins an item.
 * @returns undefined where the text is not written so; then it has to be read as a whole
 */
export function splitCases(text: string): SplitCases | undefined {
  const opening = /^cases:[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*(?=( *)-(?:[ \t\r\n]|$))/m.exec(text);
  if (opening === null || /^(?:---|\.\.\.)(?:\s|$)/m.test(text.slice(opening.index))) return undefined;
  const indent = opening[1]?.length ?? 0;
  const start = opening.index + opening[0].length;
  const end = endOfList(text, start, indent);
  const item = new RegExp(`^ {${indent}}-(?=[ \\t\\r\\n]|$)`, 'gm');
  item.lastIndex = start;
  const pieces: SplitCases['pieces'] = [];
  let count = 0;
  for (let match = item.exec(text); match !== null && match.index < end; match = item.exec(text)) {
    if (count % CASES_A_PIECE === 0) pieces.push({ start: match.index, end });
    const previous = pieces.at(-2);
    if (previous !== undefined && count % CASES_A_PIECE === 0) previous.end = match.index;
    count++;
  }
  return { key: opening.index, pieces, end };
}

/** The first line that is indented less than the items, or as they are but without a dash; comments do not count. */
function endOfList(text: string, start: number, indent: number): number {
  const outside = new RegExp(`^ {0,${indent}}(?=[^\\s#])(?! *-(?:[ \\t\\r\\n]|$))`, 'gm');
  outside.lastIndex = start;
  return outside.exec(text)?.index ?? text.length;
}
