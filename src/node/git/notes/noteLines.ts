/** A note of more bytes is none that Assay writes, and is not read. */
export const MOST_NOTE_BYTES = 8 * 1024 * 1024;
/** More lines of a note are not read. */
const MOST_LINES = 10_000;

/** The lines of a note, without empty ones. */
export function linesOf(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return text
    .split('\n', 2 * MOST_LINES)
    .filter(Boolean)
    .slice(0, MOST_LINES);
}

/**
 * All lines once, in the order of their bytes, as git's own `cat_sort_uniq` puts them: so whoever merges the same two
 * notes gets the same text. Where that is more than is bounded, the first are left out.
 */
export function joinLines(...parts: readonly (readonly string[])[]): string[] {
  const unique = [...new Set(parts.flat())].map((line) => ({ line, bytes: Buffer.from(line, 'utf8') }));
  unique.sort((a, b) => Buffer.compare(a.bytes, b.bytes));
  let size = 0;
  let from = unique.length;
  while (from > 0 && unique.length - from < MOST_LINES) {
    size += (unique[from - 1]?.bytes.length ?? 0) + 1;
    if (size > MOST_NOTE_BYTES) break;
    from--;
  }
  return unique.slice(from).map(({ line }) => line);
}

/** The text of a note. */
export function noteText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
