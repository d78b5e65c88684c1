import { type LabelKind, labelKind } from './labels';

/** A label with its place in the text. */
export interface LabelLine {
  kind: LabelKind;
  /** Where the line begins. */
  start: number;
  /** Where the label's value begins. */
  value: number;
  /** Where the line ends. */
  end: number;
}

/** List and heading marks, bold marks, emoji, table bars: what may stand before a label. Quotes may not. */
const LEAD = /^(?:\s|[-*+•‣▪·#_~`|【[(]|\d{1,2}[.)]\s|\p{So}|\p{Sk}|\uFE0F|\u200D)*/u;

/** "On a scale of 1 to 5," in front of a label. */
const SCALE_FIRST = /^on a scale (?:of|from) [\d.]+ ?(?:to|-|–) ?[\d.]+[,:]?\s*/iu;

const SEPARATOR =
  /^([^:=|→\n"“「『]{1,60}?)(?:[*_`~】\])]*\s*(?::|=(?!=)|\||→|\s[-–—]{1,2}(?=\s)|\s?は(?=\s*\d)|\s+is(?=\s+[*_`]*\d))|[】\]]+(?=\s*[\d★一二三四五])|[*_`~】\]]*\s*$)/u;

/** A label, a space and a score, with nothing between. */
const UNSEPARATED = /^((?:final |overall )?(?:score|rating|grade))\s+(?=[*_`]*[\d★][\d./\s★☆*_`]*$)/iu;

/**
 * The labels that begin a line, in their order, without those in block quotes and in quotations over several lines.
 * @param text half-width text
 */
export function labelLines(text: string): LabelLine[] {
  const labels: LabelLine[] = [];
  const quoted = quotations(text);
  let start = 0;
  for (const line of text.split('\n')) {
    const end = start + line.length;
    if (!/^\s*>/.test(line) && !quoted(start)) {
      const label = labelOf(line);
      if (label !== undefined) labels.push({ kind: label.kind, start, value: start + label.value, end });
    }
    start = end + 1;
  }
  return labels;
}

function labelOf(line: string): { kind: LabelKind; value: number } | undefined {
  if (line.length > 20_000) return labelOf(line.slice(0, 20_000));
  let lead = LEAD.exec(line)?.[0].length ?? 0;
  lead += SCALE_FIRST.exec(line.slice(lead))?.[0].length ?? 0;
  const rest = line.slice(lead);
  const bare = UNSEPARATED.exec(rest);
  if (bare !== null) {
    const kind = labelKind(bare[1] ?? '');
    return kind === undefined ? undefined : { kind, value: lead + bare[0].length };
  }
  const match = SEPARATOR.exec(rest);
  if (match === null) return undefined;
  const kind = labelKind((match[1] ?? '').replace(/[*_`~]/g, ''));
  if (kind === undefined) return undefined;
  let value = lead + match[0].length;
  value += /^[*_`~]{0,3}\s*/u.exec(line.slice(value))?.[0].length ?? 0;
  return { kind, value };
}

/**
 * Tells whether a place lies inside a quotation over several lines, opened before it and closed after it. The places
 * asked for only ever go up.
 */
function quotations(text: string): (place: number) => boolean {
  const spans: { start: number; end: number }[] = [];
  const straight: number[] = [];
  let curly: { open: number; close: string } | undefined;
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? '';
    if (character === '"' && text[index - 1] !== '\\') straight.push(index);
    else if (curly === undefined && CLOSES[character] !== undefined) curly = { open: index, close: CLOSES[character] };
    else if (curly !== undefined && character === curly.close) {
      spans.push({ start: curly.open, end: index });
      curly = undefined;
    }
  }
  for (let pair = 0; pair + 1 < straight.length; pair += 2) {
    spans.push({ start: straight[pair] ?? 0, end: straight[pair + 1] ?? 0 });
  }
  // Only quotations over several lines matter: a label stands at the beginning of one.
  const long = spans.filter(({ start, end }) => text.slice(start, end).includes('\n'));
  long.sort((a, b) => a.end - b.end);
  let next = 0;
  return (place) => {
    while (next < long.length && (long[next]?.end ?? 0) < place) next++;
    return (long[next]?.start ?? Number.POSITIVE_INFINITY) < place;
  };
}

const CLOSES: Readonly<Record<string, string>> = { '“': '”', '「': '」', '『': '』', '«': '»' };
