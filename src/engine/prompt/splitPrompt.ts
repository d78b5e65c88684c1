/** The parts of a `.prompt` file, as offsets into its text in UTF-16 units. */
export interface PromptParts {
  /** The YAML between the fences; absent where there is no frontmatter. */
  frontmatter?: { start: number; end: number };
  /** The template: trimmed where there is frontmatter, else all of the text. */
  template: { start: number; end: number };
  /** Where a first fence stands that looks like the beginning of frontmatter and is never closed. */
  unclosedFence?: number;
}

const OPENING = /^(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*---[^\S\r\n]*(?:\r\n|\r|\n|$)/;
const CLOSING = /^---[^\S\r\n]*$/;
/** A YAML key at the beginning of a line. */
const KEY = /^[\w."'()?*-]+[ \t]*:(?:\s|$)/;

/**
 * Divides a prompt into frontmatter and template. The fences are lines of three dashes (LF, CRLF or CR); blank lines and
 * `#` comments may stand before the first one, and nothing has to follow the last one.
 * @param text without a byte order mark
 */
export function splitPrompt(text: string): PromptParts {
  const whole = { template: { start: 0, end: text.length } };
  const opening = OPENING.exec(text);
  if (opening === null) return whole;
  const start = opening[0].length;
  for (const { line, offset, next } of linesFrom(text, start)) {
    if (!CLOSING.test(line)) continue;
    return { frontmatter: { start, end: offset }, template: trimmed(text, next) };
  }
  const [first] = linesFrom(text, start);
  const looksLikeYaml = first !== undefined && KEY.test(first.line);
  return looksLikeYaml ? { ...whole, unclosedFence: opening[0].trimEnd().length - 3 } : whole;
}

function* linesFrom(text: string, start: number): Generator<{ line: string; offset: number; next: number }> {
  const breaks = /\r\n|\r|\n/g;
  let offset = start;
  while (offset < text.length) {
    breaks.lastIndex = offset;
    const found = breaks.exec(text);
    const end = found?.index ?? text.length;
    const next = end + (found?.[0].length ?? 0);
    yield { line: text.slice(offset, end), offset, next: Math.max(next, end) };
    if (found === null) return;
    offset = next;
  }
}

/** The same white space as `String.prototype.trim`. */
function trimmed(text: string, from: number): { start: number; end: number } {
  const body = text.slice(from);
  const start = from + (body.length - body.trimStart().length);
  return { start, end: Math.max(start, from + body.trimEnd().length) };
}
