import { ScannedText, scanInside } from './scanInside';
import type { SyntaxTag, SyntaxTagKind, TemplateFault } from './templateSyntax';

/** A piece of text between tags. */
export interface Content {
  start: number;
  end: number;
  /** The text without the backslash that escapes the tag behind it. */
  value: string;
}

export type Piece = { tag: SyntaxTag } | { content: Content };

/**
 * Divides a template into text and tags by the rules of Handlebars' lexer (handlebars.l, 4.7), in one pass. It goes on behind
 * what is broken: a tag without an end ends with its line, or where the next one begins.
 */
export function scanTags(template: string, faults: TemplateFault[]): Piece[] {
  return new Scan(template, faults).all();
}

const ELSE = /\{\{~?(?:\^\s*|\s*else\s*)~?\}\}/y;
const ELSE_IF = /\{\{~?\s*else\b/y;

/** What a tag is by its first characters, in the order in which the lexer tries them. */
function openerAt(text: string, start: number): { opener: string; kind: SyntaxTagKind } {
  const mark = text[start + 2] === '~' ? start + 3 : start + 2;
  const upTo = (end: number, kind: SyntaxTagKind) => ({ opener: text.slice(start, end), kind });
  if (text.startsWith('{{{{', start)) return upTo(start + 4, 'raw-open');
  switch (text[mark]) {
    case '>':
      return upTo(mark + 1, 'partial');
    case '#':
      if (text[mark + 1] === '>') return upTo(mark + 2, 'open-partial');
      return text[mark + 1] === '*' ? upTo(mark + 2, 'open-decorator') : upTo(mark + 1, 'open');
    case '/':
      return upTo(mark + 1, 'close');
    case '^': {
      const whole = matchAt(ELSE, text, start);
      return whole === undefined ? upTo(mark + 1, 'inverse') : { opener: whole, kind: 'else' };
    }
    case '{':
    case '&':
      return upTo(mark + 1, 'value');
    case '!':
      return upTo(text.startsWith('--', mark + 1) ? mark + 3 : mark + 1, 'comment');
    case '*':
      return upTo(mark + 1, 'decorator');
    default: {
      // Most tags hold a name: only what may be an `else` is looked at more closely.
      if (!/[\se]/.test(text[mark] ?? '')) return upTo(mark, 'value');
      const whole = matchAt(ELSE, text, start);
      if (whole !== undefined) return { opener: whole, kind: 'else' };
      const chained = matchAt(ELSE_IF, text, start);
      return chained === undefined ? upTo(mark, 'value') : { opener: chained, kind: 'else-if' };
    }
  }
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

const RAW_CLOSE = /\{\{\{\{\/[^\s!"#%-,./;->@[-^`{-~]+\}\}\}\}/y;

class Scan {
  readonly #text: string;
  readonly #scanned: ScannedText;
  readonly #faults: TemplateFault[];
  readonly #pieces: Piece[] = [];

  constructor(text: string, faults: TemplateFault[]) {
    this.#text = text;
    this.#scanned = new ScannedText(text);
    this.#faults = faults;
  }

  all(): Piece[] {
    const text = this.#text;
    const nul = text.indexOf('\0');
    if (nul >= 0) this.#fault('prompt.nul-character', nul, nul + 1);
    for (let from = 0; from < text.length; ) {
      const open = text.indexOf('{{', from);
      if (open < 0) {
        this.#content(from, text.length);
        break;
      }
      const slashes = text[open - 1] === '\\' && open > from ? (text[open - 2] === '\\' && open - 1 > from ? 2 : 1) : 0;
      // `\{{` is text, `\\{{` a tag behind a backslash; either way one backslash is gone.
      this.#content(from, open, slashes > 0 ? 1 : 0);
      from = slashes === 1 ? this.#escaped(open) : this.#tag(open);
    }
    return this.#pieces;
  }

  #content(start: number, end: number, dropped = 0): void {
    const value = this.#text.slice(start, end - dropped);
    if (value !== '') this.#pieces.push({ content: { start, end, value } });
  }

  /** Text that begins with braces and goes on to the next tag, or to what may be an escaped one. */
  #escaped(open: number): number {
    const next = this.#text.indexOf('{{', open + 2);
    let end = next < 0 ? this.#text.length : next;
    for (let count = 0; count < 2 && end > open + 2 && next >= 0 && this.#text[end - 1] === '\\'; count++) end--;
    this.#content(open, end);
    return end;
  }

  #tag(start: number): number {
    const { opener, kind } = openerAt(this.#text, start);
    if (kind === 'comment') return this.#comment(start, opener);
    return kind === 'else' ? this.#whole(kind, start, opener) : this.#inside(kind, start, opener);
  }

  #whole(kind: SyntaxTagKind, start: number, opener: string): number {
    const end = start + opener.length;
    const close = opener.endsWith('~}}') ? 3 : 2;
    const innerEnd = end - close;
    const innerStart = Math.min(innerEnd, start + (/^\{\{~?\^?/.exec(opener)?.[0].length ?? 2));
    this.#pieces.push({ tag: { kind, start, end, innerStart, innerEnd, closed: true, tokens: [] } });
    return end;
  }

  #comment(start: number, opener: string): number {
    const dashes = opener.endsWith('--');
    const closer = dashes ? /--~?\}\}/g : /-?-?~?\}\}/g;
    // The dashes of the beginning may be those of the end: `{{!--}}`.
    closer.lastIndex = start + opener.length - (dashes ? 2 : 0);
    const found = closer.exec(this.#text);
    const end = found === null ? this.#text.length : closer.lastIndex;
    const innerStart = start + opener.length;
    const innerEnd = found === null ? end : Math.max(innerStart, found.index);
    this.#pieces.push({
      tag: { kind: 'comment', start, end, innerStart, innerEnd, closed: found !== null, tokens: [] },
    });
    if (found === null) this.#fault('prompt.comment-not-closed', start, innerStart, { end: dashes ? '--}}' : '}}' });
    return end;
  }

  #inside(kind: SyntaxTagKind, start: number, opener: string): number {
    const innerStart = start + opener.length;
    const unescaped = opener.endsWith('{') && kind === 'value' && opener.length > 2;
    const braces = kind === 'raw-open' ? 'raw' : unescaped ? 'three' : 'two';
    const { tokens, innerEnd, end, closed, faults } = scanInside(this.#scanned, innerStart, braces);
    for (const { code, start: from, end: to, args } of faults) {
      // What has no end is shown at its beginning: that is what somebody has typed.
      const atOpener = code === 'prompt.tag-not-closed';
      this.#fault(code, atOpener ? start : from, atOpener ? Math.max(end, start + 2) : to, args);
    }
    this.#pieces.push({ tag: { kind, start, end, innerStart, innerEnd, closed, tokens } });
    return kind === 'raw-open' && closed ? this.#raw(start, end) : end;
  }

  /** The text of a raw block, which may hold raw blocks, and its end. */
  #raw(opened: number, from: number): number {
    let depth = 1;
    for (let at = this.#text.indexOf('{{{{', from); at >= 0; ) {
      const close = matchAt(RAW_CLOSE, this.#text, at);
      if (close === undefined) {
        const opens = this.#text[at + 4] !== '/' && at + 4 < this.#text.length;
        if (opens) depth++;
        at = this.#text.indexOf('{{{{', at + (opens ? 4 : 1));
        continue;
      }
      const end = at + close.length;
      if (--depth > 0) {
        at = this.#text.indexOf('{{{{', end);
        continue;
      }
      this.#content(from, at);
      const innerStart = at + 5;
      const innerEnd = end - 4;
      const tokens = [{ type: 'id' as const, start: innerStart, end: innerEnd }];
      this.#pieces.push({ tag: { kind: 'raw-close', start: at, end, innerStart, innerEnd, closed: true, tokens } });
      return end;
    }
    this.#content(from, this.#text.length);
    this.#fault('prompt.raw-block-not-closed', opened, from);
    return this.#text.length;
  }

  #fault(code: string, start: number, end: number, args: TemplateFault['args'] = {}): void {
    this.#faults.push({ code, start, end, args });
  }
}
