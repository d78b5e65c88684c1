/** A line of block YAML taken apart: `  - key: value # comment`. */
export interface YamlLine {
  start: number;
  end: number;
  /** Where its dashes stand. */
  dashes: readonly number[];
  key?: { name: string; start: number; end: number; colon: number };
  /** What is behind the dashes and the key, without a comment. */
  value?: { start: number; end: number };
  /** Where its comment begins. */
  comment?: number;
  /** Where the first of these stands; absent on a blank line, or one that is a comment. */
  content?: number;
}

/** Takes the line between two offsets apart. */
export function yamlLine(text: string, start: number, end: number): YamlLine {
  let at = skipSpaces(text, start, end);
  const dashes: number[] = [];
  while (text[at] === '-' && at < end && (at + 1 === end || /[ \t]/.test(text[at + 1] as string))) {
    dashes.push(at);
    at = skipSpaces(text, at + 1, end);
  }
  if (at >= end) return { start, end, dashes, ...(dashes[0] !== undefined && { content: dashes[0] }) };
  if (text[at] === '#')
    return { start, end, dashes, comment: at, ...(dashes[0] !== undefined && { content: dashes[0] }) };
  const content = dashes[0] ?? at;
  const key = keyAt(text, at, end);
  if (key !== undefined) at = skipSpaces(text, key.colon + 1, end);
  const { valueEnd, comment } = valueFrom(text, at, end);
  return {
    start,
    end,
    dashes,
    content,
    ...(key && { key }),
    ...(valueEnd > at && { value: { start: at, end: valueEnd } }),
    ...(comment !== undefined && { comment }),
  };
}

function skipSpaces(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && (text[at] === ' ' || text[at] === '\t')) at++;
  return at;
}

const QUOTED = /"(?:\\.|[^"\\\r\n])*"|'(?:''|[^'\r\n])*'/y;

function keyAt(text: string, start: number, end: number): YamlLine['key'] {
  const first = text[start] as string;
  if (/[[\]{},#&*!|>%@`]/.test(first)) return undefined;
  if (first === '"' || first === "'") {
    QUOTED.lastIndex = start;
    const written = QUOTED.exec(text)?.[0];
    if (written === undefined) return undefined;
    const colon = skipSpaces(text, start + written.length, end);
    if (text[colon] !== ':' || !/^[\s]?$/.test(text[colon + 1] ?? '')) return undefined;
    return { name: nameIn(written), start, end: start + written.length, colon };
  }
  for (let at = start; at < end; at++) {
    if (text[at] === '#' && /[ \t]/.test(text[at - 1] ?? '')) return undefined;
    if (text[at] !== ':' || (at + 1 < end && !/[ \t]/.test(text[at + 1] as string))) continue;
    const name = text.slice(start, at).trimEnd();
    return { name, start, end: start + name.length, colon: at };
  }
  return undefined;
}

/** What a text in quotes is without them, also where the second one is missing. */
export function nameIn(written: string): string {
  const quote = written[0];
  if (quote !== '"' && quote !== "'") return written;
  const inside = written.slice(1, written.length > 1 && written.endsWith(quote) ? -1 : undefined);
  return quote === '"' ? inside.replace(/\\(["\\/])/g, '$1') : inside.replaceAll("''", "'");
}

/** Where the value that begins at an offset ends on its line, and where a comment begins. */
function valueFrom(text: string, start: number, end: number): { valueEnd: number; comment?: number } {
  let at = start;
  const first = text[start];
  if (first === '"' || first === "'") {
    QUOTED.lastIndex = start;
    at += QUOTED.exec(text)?.[0].length ?? 0;
  }
  for (; at < end; at++) {
    if (text[at] !== '#' || (at > start && !/[ \t]/.test(text[at - 1] as string))) continue;
    return { valueEnd: start + text.slice(start, at).trimEnd().length, comment: at };
  }
  return { valueEnd: start + text.slice(start, end).trimEnd().length };
}
