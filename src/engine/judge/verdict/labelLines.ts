import { type LabelKind, labelKind } from './labels';
import { isRuler } from './tableVerdict';

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
const LEAD = /^(?:\s|[-*+•‣▪·・#_~`|【[(]|\d{1,2}[.)]\s|\p{So}|\p{Sk}|[\u2460-\u2473]|\uFE0F|\u200D)*/u;

/** A label stands within so many characters from the beginning of its line. */
const LONGEST_LABEL = 400;

/** Nobody writes more lines around a verdict; of more only the first and the last are looked at. */
const MOST_LINES = 600;

/** "On a scale of 1 to 5," in front of a label. */
const SCALE_FIRST = /^on a scale (?:of|from) [\d.]+ ?(?:to|-|–) ?[\d.]+[,:]?\s*/iu;

const SEPARATOR =
  /^([^:=|→\n"“「『]{1,60}?)(?:[*_`~】\])]*\s*(?::|=(?![=>])|\||→|[-=]>|\s[-–—]{1,2}(?=\s)|—(?=\s*[\d★])|\s?(?:は|是|為|为|은|는)(?=\s*[*_`]*(?:\d|[一二三四五兩两]\s*分))|\s+(?:is|es|est|ist)(?=\s+[*_`]*\d))|[*_`~】\]]*\s*$)/u;

/** A label in brackets needs no separator behind it: `【評分】4`, `[Reason] clear`. */
const BRACKETED = /^([^【】[\]:\n]{1,40})[】\]][*_`~]*\s*:?/u;

/** A label, a space and a score, with nothing between. */
const UNSEPARATED =
  /^((?:final |overall )?(?:score|rating|grade)|[最終总總綜综合]{0,2}(?:分數|分数|評分|评分|得分|給分|给分)|(?:最終|総合)?(?:スコア|評価|点数|得点|採点)|(?:최종 |종합 )?(?:점수|평점|별점))\s+(?=[*_`]*[\d★][\d./\s★☆*_`分点점]*$)/iu;

/** A word for a score behind an opening quote is somebody else's: `it says 'Score: 5'`. */
const OPENS_QUOTATION = /[«„‘‹]|(?<=[\s\p{L}])['`]/u;

/** The same for a reason. */
const UNSEPARATED_REASON = /^(理由|이유)\s+(?=[^\s:=/([])/u;

/**
 * The labels that begin a line, in their order, without those in block quotes and in quotations over several lines.
 * @param text half-width text
 */
export function labelLines(text: string): LabelLine[] {
  const labels: LabelLine[] = [];
  const quoted = quotations(text);
  let start = 0;
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const end = start + line.length;
    const isMiddle = index >= MOST_LINES / 2 && index < lines.length - MOST_LINES / 2;
    if (!isMiddle && !/^\s*>/.test(line) && !quoted(start) && !isTableHeader(line, lines[index + 1] ?? '')) {
      const label = labelOf(line);
      if (label !== undefined) labels.push({ kind: label.kind, start, value: start + label.value, end });
    }
    start = end + 1;
  }
  return labels;
}

/** The names of columns are no labels, unless a score stands among them: some write rows as headers. */
function isTableHeader(line: string, next: string): boolean {
  return isRuler(next) && line.includes('|') && !/[\d★]/.test(line);
}

function labelOf(line: string): { kind: LabelKind; value: number } | undefined {
  if (line.length > LONGEST_LABEL) return labelOf(line.slice(0, LONGEST_LABEL));
  let lead = LEAD.exec(line)?.[0].length ?? 0;
  lead += SCALE_FIRST.exec(line.slice(lead))?.[0].length ?? 0;
  const rest = line.slice(lead);
  const bare = UNSEPARATED.exec(rest) ?? UNSEPARATED_REASON.exec(rest);
  if (bare !== null) {
    const kind = labelKind(bare[1] ?? '');
    return kind === undefined ? undefined : { kind, value: lead + bare[0].length };
  }
  const opened = /[[【][*_`~]*$/u.test(line.slice(0, lead));
  const match = (opened ? BRACKETED.exec(rest) : null) ?? SEPARATOR.exec(rest);
  if (match === null || OPENS_QUOTATION.test(match[1] ?? '')) return undefined;
  const kind = labelKind((match[1] ?? '').replace(/(?<=\w)_(?=\w)/g, ' ').replace(/[*_`~]/g, ''));
  // "Its readability score is 4" is a sentence about one criterion.
  const separator = match[0].slice(match[1]?.length ?? 0).trim();
  if (kind === undefined || (kind === 'dimension' && /^\p{L}/u.test(separator))) return undefined;
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
