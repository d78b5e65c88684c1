/** Where the line begins that an offset is in. */
export function lineStart(text: string, offset: number): number {
  if (offset === 0) return 0;
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  // A carriage return may end a line by itself; most texts have none, and looking for it must not go through them.
  return start + text.slice(start, offset).lastIndexOf('\r') + 1;
}
