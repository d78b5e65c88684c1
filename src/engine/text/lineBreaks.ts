/**
 * A text with `\n` for `\r\n`. Git may convert line breaks on the way into the work tree and back, so that a file that
 * nobody has touched differs from a commit in every line: such texts count as the same.
 */
export function withLf(text: string): string {
  return text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
}
