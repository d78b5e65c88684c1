/** A value as a model wrote it. `complete` is false where the text ends before the value surely does. */
export type LenientValue =
  | { kind: 'text'; text: string; complete: boolean }
  /** A number, or a bare word. */
  | { kind: 'bare'; text: string; complete: boolean }
  | { kind: 'object'; object: LenientObject }
  | { kind: 'list'; items: LenientValue[]; complete: boolean };

export interface LenientObject {
  entries: { key: string; value: LenientValue }[];
  /** Where the object ends in the text. */
  end: number;
  /** Whether its closing brace is there. */
  closed: boolean;
}

const DEEPEST = 8;
/** A bare value ends at a comma; at a full-width one only where a key follows. */
const BARE = /[^,，}\]\n\r]*(?:，(?!\s{0,8}["'“])[^,，}\]\n\r]*)*/y;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };
const QUOTES: Readonly<Record<string, string>> = { '"': '"', "'": "'", '“': '”' };

/**
 * Reads an object the way models write them: JSON, but also with single quotes, bare keys, line breaks in strings,
 * trailing commas, or cut off in the middle.
 * @param text any text
 * @param start place of the opening brace
 * @returns undefined where this is no object at all
 */
export function readLenientObject(text: string, start: number): LenientObject | undefined {
  return new Reader(text, start).object(0);
}

/** Reads a list, as `readLenientObject` does. */
export function readLenientList(text: string, start: number): LenientValue | undefined {
  return new Reader(text, start).value(0);
}

class Reader {
  readonly #text: string;
  #at: number;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#at = start;
  }

  object(depth: number): LenientObject | undefined {
    if (depth > DEEPEST || this.#peek() !== '{') return undefined;
    this.#at++;
    const entries: LenientObject['entries'] = [];
    for (;;) {
      this.#skip(/[\s,，]*/y);
      if (this.#peek() === '}') return { entries, end: ++this.#at, closed: true };
      if (this.#ended()) return { entries, end: this.#at, closed: false };
      const key = this.#key();
      if (key === undefined) return undefined;
      this.#skip(/\s*/y);
      if (this.#ended()) return { entries, end: this.#at, closed: false };
      if (!/[:=：]/.test(this.#peek())) return undefined;
      this.#at++;
      this.#skip(/\s*/y);
      if (this.#ended()) return { entries, end: this.#at, closed: false };
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      entries.push({ key, value });
      this.#skip(/\s*/y);
      if (!this.#ended() && !/[,，}\n"']/.test(this.#peek())) return undefined;
    }
  }

  value(depth: number): LenientValue | undefined {
    if (depth > DEEPEST) return undefined;
    const first = this.#peek();
    if (first === '{') {
      const object = this.object(depth);
      return object && { kind: 'object', object };
    }
    if (first === '[') return this.#list(depth);
    if (QUOTES[first] !== undefined) return this.#string(QUOTES[first]);
    const bare = this.#skip(BARE).trim();
    if (bare === '') return undefined;
    return { kind: 'bare', text: bare, complete: !this.#ended() };
  }

  #list(depth: number): LenientValue | undefined {
    this.#at++;
    const items: LenientValue[] = [];
    for (;;) {
      this.#skip(/[\s,，]*/y);
      if (this.#peek() === ']') {
        this.#at++;
        return { kind: 'list', items, complete: true };
      }
      if (this.#ended()) return { kind: 'list', items, complete: false };
      const item = this.value(depth + 1);
      if (item === undefined) return undefined;
      items.push(item);
    }
  }

  #key(): string | undefined {
    const close = QUOTES[this.#peek()];
    if (close !== undefined) {
      const key = this.#string(close);
      return key?.kind === 'text' ? key.text : undefined;
    }
    const bare = this.#skip(/[\p{L}\p{N}_$ -]{1,60}/uy).trim();
    return bare === '' ? undefined : bare;
  }

  #string(close: string): LenientValue {
    this.#at++;
    let text = '';
    while (!this.#ended()) {
      const character = this.#peek();
      this.#at++;
      if (character === '\\') text += this.#escape();
      else if (character === close && this.#endsString(close)) return { kind: 'text', text, complete: true };
      else text += character;
    }
    return { kind: 'text', text, complete: false };
  }

  /** An apostrophe inside of a single-quoted string, or a quote that was not escaped, does not end it. */
  #endsString(close: string): boolean {
    const behind = this.#text.slice(this.#at, this.#at + 80);
    if (/^\s{0,40}(?:[,:：}\]]|$|，\s{0,8}["'“][^"'”\n]{1,20}["'”]\s{0,8}[:：])/u.test(behind)) return true;
    return close === '"' && !this.#laterClose();
  }

  /** Whether a quote follows on the same line that could be the string's end. */
  #laterClose(): boolean {
    return /^[^\n]{0,2000}"\s*[,}\]]/u.test(this.#text.slice(this.#at, this.#at + 2100));
  }

  #escape(): string {
    const escaped = this.#peek();
    this.#at++;
    if (escaped !== 'u') return ESCAPES[escaped] ?? escaped;
    const hex = this.#text.slice(this.#at, this.#at + 4);
    if (!/^[\da-f]{4}$/i.test(hex)) return '';
    this.#at += 4;
    return String.fromCharCode(Number.parseInt(hex, 16));
  }

  #peek(): string {
    return this.#text[this.#at] ?? '';
  }

  #ended(): boolean {
    return this.#at >= this.#text.length;
  }

  #skip(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += match.length;
    return match;
  }
}
