import type { Span } from '../document/promptDocument';
import type { NamePlace } from './fileFacts';

/** The names in a test set that is written as most are, found line by line. */
export interface ScannedCases {
  ids: NamePlace[];
  /** Keys of the inputs. */
  inputs: NamePlace[];
  /** Where the list of judges stands with its key, for who wants to parse it. */
  judges?: Span;
}

/** A key with what stands behind its colon: plain, or in quotes without anything special in them. */
const ENTRY = /(?:([\p{L}_][^\s:#,[\]{}"'&*!|>%@`?\\]*)|"([^"\\\n\r]+)"|'([^'\n\r]+)')[ ]*:(?: +|$)/uy;
const FLOW_KEY = /\s*(?:([\p{L}_][^\s:#,[\]{}"'&*!|>%@`?\\]*)|"([^"\\\n\r]+)"|'([^'\n\r]+)')\s*:(?=\s)/uy;
/** A value of a flow map on one line, up to what ends it. */
const FLOW_VALUE =
  /\s*(?:"(?:\\.|[^"\\\n\r])*"|'(?:''|[^'\n\r])*'|[^\s,[\]{}"'&*!|>%@`#?:-](?:[^,[\]{}\n\r:#]|:(?![\s,[\]{}])|(?<=\S)#)*)?\s*/uy;
const LINE = /[^\r\n]*/y;

/**
 * Finds the names in a test set in YAML without parsing it, which takes fifty times as long: in block style, with maps of
 * input in flow style on one line.
 * @returns undefined where anything is written in another way: then it has to be parsed
 */
export function scanYamlCases(text: string): ScannedCases | undefined {
  const scan = new Scan(text);
  return scan.all() ? scan.found : undefined;
}

interface Line {
  number: number;
  start: number;
  /** Without its line break. */
  text: string;
  indent: number;
}

class Scan {
  readonly found: ScannedCases = { ids: [], inputs: [] };
  readonly #text: string;
  #next = 0;
  #number = 0;
  /** A line that was looked at and not taken. */
  #line: Line | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  all(): boolean {
    let hasCases = false;
    for (let line = this.#take(); line !== undefined; line = this.#take()) {
      const entry = entryAt(line, 0);
      if (line.indent !== 0 || entry === undefined) return false;
      const rest = line.text.slice(entry.behind);
      if (entry.name === 'cases') {
        if (hasCases || !isNothing(rest) || !this.#cases()) return false;
        hasCases = true;
      } else if (!this.#section(entry.name, line, rest)) return false;
    }
    return hasCases;
  }

  /** A key of the file beside `cases`. */
  #section(name: string, line: Line, rest: string): boolean {
    const end = this.#value(0, line, rest);
    if (end === undefined) return false;
    if (name === 'judges') this.found.judges = { start: line.start, end };
    return true;
  }

  #cases(): boolean {
    const first = this.#peek();
    if (first === undefined || !/^ *-(?: |$)/.test(first.text)) return first === undefined || first.indent === 0;
    const { indent } = first;
    for (let line = this.#peek(); line !== undefined && line.indent >= indent; line = this.#peek()) {
      if (line.indent > indent) return false;
      if (!/^ *- /.test(line.text)) return line.indent === 0;
      if (!this.#case(this.#take() as Line)) return false;
    }
    return true;
  }

  #case(line: Line): boolean {
    const column = line.indent + 1 + (/^ +/.exec(line.text.slice(line.indent + 1))?.[0].length ?? 0);
    for (let here: Line | undefined = line; here !== undefined; here = this.#takeAt(column)) {
      const entry = entryAt(here, column);
      if (entry === undefined) return false;
      const rest = here.text.slice(entry.behind);
      if (entry.name === 'id') {
        const id = idIn(here, entry.behind);
        // An id that goes on in the next line.
        if (id === undefined || (this.#peek()?.indent ?? 0) > column) return false;
        this.found.ids.push(id);
      }
      if (entry.name !== 'input') {
        if (this.#value(column, here, rest) === undefined) return false;
      } else if (isNothing(rest) ? !this.#input(column) : !this.#flow(here, entry.behind)) return false;
    }
    return true;
  }

  #input(column: number): boolean {
    const first = this.#peek();
    if (first === undefined || first.indent <= column) return true;
    if (first.text.startsWith('-', first.indent)) return false;
    for (let line = this.#takeAt(first.indent); line !== undefined; line = this.#takeAt(first.indent)) {
      const entry = entryAt(line, first.indent);
      if (entry === undefined) return false;
      this.found.inputs.push(entry.place);
      const rest = line.text.slice(entry.behind);
      if (this.#value(first.indent, line, rest) === undefined) return false;
    }
    return (this.#peek()?.indent ?? 0) <= column;
  }

  /** `input: { question: …, lang: en }` on one line. */
  #flow({ number, text }: Line, from: number): boolean {
    if (text[from] !== '{') return false;
    let at = from + 1;
    const rest = text.slice(at);
    if (/^\s*\}\s*(?:#.*)?$/.test(rest)) return true;
    for (;;) {
      FLOW_KEY.lastIndex = at;
      const key = FLOW_KEY.exec(text);
      if (key === null) return false;
      const name = key[1] ?? key[2] ?? key[3] ?? '';
      if (isOdd(key)) return false;
      const start = at + key[0].indexOf(name);
      this.found.inputs.push(placeOf(name, number, start));
      FLOW_VALUE.lastIndex = at + key[0].length;
      const value = FLOW_VALUE.exec(text);
      if (value === null) return false;
      at = FLOW_VALUE.lastIndex;
      const end = text[at];
      at++;
      if (end === ',' && !/^\s*\}/.test(text.slice(at, at + 80))) continue;
      return end === '}' && /^\s*(?:#.*)?$/.test(text.slice(at));
    }
  }

  /** Passes over the value of a key that stands in a column: lists may begin in the column of their key. */
  #value(column: number, line: Line, rest: string): number | undefined {
    const next = isNothing(rest) ? this.#peek() : undefined;
    const inList = next?.indent === column && /^ *-(?: |$)/.test(next.text);
    return this.#skip(inList ? column : column + 1, line, rest, inList);
  }

  /**
   * Passes over a value and the lines that belong to it.
   * @param least lines that are indented so far, or further, belong to it
   * @param inList lines at just that depth belong to it where they begin with a dash
   * @returns where it ends; undefined where nobody can tell without parsing
   */
  #skip(least: number, line: Line, rest: string, inList = false): number | undefined {
    const [first = ''] = rest;
    if (/[&*!%@`?]/.test(first)) return undefined;
    let end = line.start + line.text.length;
    if (first === '"' || first === "'") {
      if (!/^(?:"(?:\\.|[^"\\])*"|'(?:''|[^'])*')\s*(?:\s#.*)?$/.test(rest)) return undefined;
    } else if (first === '{' || first === '[') {
      // A flow value that goes on in the next line shows by what is open in this one.
      if (!/[}\]]\s*(?:\s#.*)?$/.test(rest) || /["'#&*!]/.test(unquotedText(rest))) return undefined;
      if (depthOf(rest) !== 0) return undefined;
    }
    const block = /^[|>]/.test(rest);
    for (let next = this.#peek(block); next !== undefined; next = this.#peek(block)) {
      const blank = next.text.trim() === '';
      if (!blank && next.indent < least) break;
      if (inList && next.indent === least && !/^ *-(?: |$)/.test(next.text)) break;
      if (!block && !isNothing(rest) && !blank && first !== '' && /["'{[]/.test(first)) return undefined;
      this.#take(block);
      if (!block && isUnclear(next)) return undefined;
      if (!blank) end = next.start + next.text.length;
    }
    // Behind the block, what says nothing is passed over again.
    if (block && this.#line !== undefined && isNothing(this.#line.text)) this.#line = undefined;
    return end;
  }

  #takeAt(column: number): Line | undefined {
    const line = this.#peek();
    return line?.indent === column && !/^ *-(?: |$)/.test(line.text) ? this.#take() : undefined;
  }

  #peek(raw = false): Line | undefined {
    this.#line ??= this.#read(raw);
    return this.#line;
  }

  #take(raw = false): Line | undefined {
    const line = this.#peek(raw);
    this.#line = undefined;
    return line;
  }

  /** The next line that says something; in a block of text every one does. */
  #read(raw: boolean): Line | undefined {
    while (this.#next < this.#text.length) {
      LINE.lastIndex = this.#next;
      const line = LINE.exec(this.#text)?.[0] ?? '';
      const start = this.#next;
      const number = this.#number;
      const behind = this.#text.startsWith('\r\n', start + line.length) ? 2 : 1;
      this.#next = start + line.length + behind;
      this.#number++;
      const indent = /^ */.exec(line)?.[0].length ?? 0;
      if (raw || !/^\s*(?:#.*)?$/.test(line)) return { number, start, text: line, indent };
    }
    return undefined;
  }
}

/** Whether only a comment follows. */
function isNothing(rest: string): boolean {
  return /^\s*(?:#.*)?$/.test(rest);
}

/** Lines whose meaning depends on more than their indentation: texts over several lines, anchors, tabs. */
function isUnclear({ text, indent }: Line): boolean {
  if (text[indent] === '\t') return true;
  const value = text
    .slice(indent)
    .replace(/^(?:- +)+/, '')
    .replace(/^[^\s:"']+:(?: +|$)/, '');
  if (/^[&*!%@`?|>]/.test(value)) return true;
  if (/^["']/.test(value)) return !/^(?:"(?:\\.|[^"\\])*"|'(?:''|[^'])*')\s*(?::|,|#|$)/.test(value);
  return /^[[{]/.test(value) && (depthOf(value) !== 0 || /["'#&*!]/.test(unquotedText(value)));
}

/** A text without what is in quotes in it. */
function unquotedText(text: string): string {
  return text.replace(/"(?:\\.|[^"\\])*"|'(?:''|[^'])*'/g, '');
}

function depthOf(text: string): number {
  let depth = 0;
  for (const character of unquotedText(text)) {
    if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
  }
  return depth;
}

function entryAt(
  { text, number }: Line,
  column: number,
): { name: string; place: NamePlace; behind: number } | undefined {
  ENTRY.lastIndex = column;
  const found = ENTRY.exec(text);
  if (found === null || isOdd(found)) return undefined;
  const name = found[1] ?? found[2] ?? found[3] ?? '';
  const quote = found[1] === undefined ? 1 : 0;
  return { name, place: placeOf(name, number, column + quote), behind: column + found[0].length };
}

/** Words that are no names to the parser. */
function isOdd([, plain]: RegExpExecArray): boolean {
  return plain !== undefined && /^(?:true|false|null|\.inf|\.nan)$/i.test(plain);
}

function idIn({ text, number }: Line, from: number): NamePlace | undefined {
  const rest = text.slice(from);
  const quoted = /^(?:"([^"\\]+)"|'([^']+)')\s*(?:\s#.*)?$/.exec(rest);
  if (quoted !== null) return placeOf(quoted[1] ?? quoted[2] ?? '', number, from + 1);
  const [plain = ''] = /^[\p{L}\p{N}_][^\s:#,[\]{}"'\\]*(?=\s*(?:\s#.*)?$)/u.exec(rest) ?? [];
  if (plain === '' || /^(?:true|false|null)$/i.test(plain)) return undefined;
  return placeOf(plain, number, from);
}

function placeOf(name: string, line: number, character: number): NamePlace {
  return { name, range: { start: { line, character }, end: { line, character: character + name.length } } };
}
