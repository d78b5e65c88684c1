import type { Range } from 'vscode-languageserver-types';
import type { Span } from '../document/promptDocument';
import { unquoted } from '../index/testSetFacts';

/** How a name is written where it stands: what another name would have to look like there. */
export type NameForm =
  /** A segment of a path, in brackets where it needs them. */
  | { in: 'template' }
  /** The name of a partial behind its folders, which may have dots in it. */
  | { in: 'partial' }
  /** `{{"first name"}}` */
  | { in: 'quotes'; quote: string }
  /** Between the bars of `as |item|`, where there are no brackets. */
  | { in: 'bars' }
  /** A key or a text that is, or begins with, the name: `items?(array, what to list)`. */
  | { in: 'yaml'; text: string; from: number; to: number; pico?: boolean }
  /** The same; `ascii` where the file writes everything else as escapes. */
  | { in: 'json'; text: string; from: number; to: number; ascii: boolean }
  /** The first row of a table; `quoted` where other cells of it have quotes that they could do without. */
  | { in: 'cell'; delimiter: string; quoted: boolean }
  /** A key or cell that holds the id of a case, which may be a number. */
  | { in: 'id'; format: 'yaml' | 'json' | 'cell'; delimiter: string };

/** What a place has to do with what its name stands for; in the order in which a definition is looked for. */
export type PlaceKind =
  | 'schema'
  | 'default'
  | 'column'
  | 'value'
  | 'example'
  | 'required'
  | 'use'
  | 'argument'
  | 'file';

/** A place where a name stands. */
export interface Occurrence {
  file: string;
  /** The name alone. */
  range: Range;
  /** What a new name is put in the place of: with quotes or brackets. */
  token: Range;
  /** The text of that. */
  written: string;
  name: string;
  form: NameForm;
  kind: PlaceKind;
}

/** The part of a document that places are given in. */
export interface Places {
  readonly file: string;
  readonly text: string;
  range(span: Span): Range;
}

/** A name in a template, `[first name]` with its brackets. */
export function inTemplate(document: Places, kind: PlaceKind, name: string, token: Span, quote?: string): Occurrence {
  const written = document.text.slice(token.start, token.end);
  const bracket = written.startsWith('[') && written.endsWith(']') ? 1 : 0;
  const span = { start: token.start + bracket, end: token.end - bracket };
  const form: NameForm = quote === undefined ? { in: 'template' } : { in: 'quotes', quote };
  return { file: document.file, range: document.range(span), token: document.range(token), written, name, form, kind };
}

/** The name of a partial where it is included, without the folders before it: `foot` in `{{> shared/foot}}`. */
export function partialIn(document: Places, name: string, whole: Span): Occurrence {
  const { text, file } = document;
  const written = text.slice(whole.start, whole.end);
  const quote = /^["']/.exec(written)?.[0];
  const inside = quote === undefined ? whole : { start: whole.start + 1, end: whole.end - 1 };
  // A slash in brackets parts nothing.
  const folders = /^(?:(?:\[(?:\\\]|[^\]])*\]|[^[/])*\/)*/.exec(text.slice(inside.start, inside.end))?.[0] ?? '';
  const token = { start: inside.start + folders.length, end: inside.end };
  const own = name.slice(name.lastIndexOf('/') + 1);
  const place = inTemplate(document, 'use', own, token, quote);
  return quote === undefined ? { ...place, file, form: { in: 'partial' } } : place;
}

interface DataName {
  /** What the key or the text says. */
  text: string;
  name: string;
  start: number;
  end: number;
  /** Where in the text the name begins. */
  from?: number;
  pico?: boolean;
}

/** A name that is, or stands in, a key or a text of YAML or JSON. */
export function inData(
  document: Places,
  kind: PlaceKind,
  format: 'yaml' | 'json',
  { text, name, start, end, from = 0, pico }: DataName,
): Occurrence {
  const to = from + name.length;
  const form: NameForm =
    format === 'yaml'
      ? { in: format, text, from, to, ...(pico && { pico }) }
      : { in: format, text, from, to, ascii: isAscii(document.text) };
  const span = spanInToken(document.text, { start, end }, { name, from, to });
  const written = document.text.slice(start, end);
  const token = document.range({ start, end });
  return { file: document.file, range: document.range(span), token, written, name, form, kind };
}

/** A name in the first row of a table: without the space around it. */
export function inCell(
  document: Places,
  name: string,
  cell: Span,
  { delimiter, quoted }: { delimiter: string; quoted: boolean },
): Occurrence {
  const { file, text } = document;
  const inner = trimmed(text, cell);
  const range = document.range(trimmed(text, unquoted(text, inner.start, inner.end)));
  const written = text.slice(cell.start, cell.end);
  const form: NameForm = { in: 'cell', delimiter, quoted };
  return { file, range, token: document.range(cell), written, name, form, kind: 'column' };
}

/** The id of a case. */
export function caseId(document: Places, format: 'yaml' | 'json' | 'cell', id: string, value: Span): Occurrence {
  const { file, text } = document;
  const written = text.slice(value.start, value.end);
  const form: NameForm = { in: 'id', format, delimiter: file.toLowerCase().endsWith('.tsv') ? '\t' : ',' };
  const inner = trimmed(text, value);
  const range = document.range(unquoted(text, inner.start, inner.end));
  return { file, range, token: document.range(value), written, name: id, form, kind: 'value' };
}

let asked: { text: string; ascii: boolean } | undefined;

/** Whether a text of JSON has escapes in the place of all that is not ASCII; one text is asked about many times in a row. */
function isAscii(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the bounds of ASCII
  if (asked?.text !== text) asked = { text, ascii: /\\u[\da-f]{4}/i.test(text) && !/[^\x00-\x7f]/.test(text) };
  return asked.ascii;
}

/** Where in a token a part of what it says stands; all that is between its quotes where escapes are in the way. */
function spanInToken(text: string, token: Span, { name, from, to }: { name: string; from: number; to: number }): Span {
  const inside = unquoted(text, token.start, token.end);
  const exact = { start: inside.start + from, end: inside.start + to };
  return text.slice(exact.start, exact.end) === name && exact.end <= inside.end ? exact : inside;
}

function trimmed(text: string, { start, end }: Span): Span {
  const written = text.slice(start, end);
  const lead = written.length - written.trimStart().length;
  return lead === written.length ? { start, end } : { start: start + lead, end: start + written.trimEnd().length };
}
