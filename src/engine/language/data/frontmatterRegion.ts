import type { PromptDocument, Span } from '../document/promptDocument';

/** Blank lines and comments, then the first fence. */
const OPENING = /^(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*---[^\S\r\n]*(?:\r\n|\r|\n)/;
const CLOSING = /^---[^\S\r\n]*$/m;

/** Where the YAML of a prompt is, also where nobody has written its second fence yet. */
export function frontmatterRegion({ text, yaml, isPartial }: PromptDocument): Span | undefined {
  if (isPartial) return undefined;
  // The line break before the second fence belongs to it.
  if (yaml !== undefined)
    return yaml.start === yaml.end ? undefined : { start: yaml.start, end: withoutBreak(text, yaml.end) };
  const start = OPENING.exec(text)?.[0].length;
  return start === undefined || CLOSING.test(text.slice(start)) ? undefined : { start, end: text.length };
}

function withoutBreak(text: string, end: number): number {
  if (text.startsWith('\r\n', end - 2)) return end - 2;
  return /[\r\n]/.test(text[end - 1] ?? '') ? end - 1 : end;
}
