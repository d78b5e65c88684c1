import type { TemplateFault, TemplateToken, TokenType } from './templateSyntax';

/** The braces that a tag has to end with: `}}`, `}}}` or `}}}}`. */
export type Braces = 'two' | 'three' | 'raw';

export interface Inside {
  tokens: TemplateToken[];
  /** Where the closing braces begin. */
  innerEnd: number;
  /** Behind the closing braces. */
  end: number;
  /** Whether the braces are there and are the right ones. */
  closed: boolean;
  faults: TemplateFault[];
}

/** In the order in which the lexer of Handlebars 4.7 tries them. */
const TOKENS: readonly (readonly [RegExp, TokenType])[] = [
  [/\(/y, 'open-bracket'],
  [/\)/y, 'close-bracket'],
  [/=/y, 'equals'],
  [/\.\./y, 'id'],
  [/\.(?=[=~}\s/.)|])/y, 'id'],
  [/[/.]/y, 'separator'],
  [/"(?:\\"|[^"])*"/y, 'string'],
  [/'(?:\\'|[^'])*'/y, 'string'],
  [/@/y, 'data'],
  [/(?:true|false)(?=[~}\s)])/y, 'boolean'],
  [/undefined(?=[~}\s)])/y, 'undefined'],
  [/null(?=[~}\s)])/y, 'null'],
  [/-?[0-9]+(?:\.[0-9]+)?(?=[~}\s)])/y, 'number'],
  [/as\s+\|/y, 'open-params'],
  [/\|/y, 'close-params'],
  [/[^\s!"#%-,./;->@[-^`{-~]+(?=[=~}\s/.)|])/y, 'id'],
  [/\[(?:\\\]|[^\]])*\]/y, 'id'],
];

const SPACE = /\s+/y;
const CLOSERS: readonly (readonly [RegExp, Braces])[] = [
  [/\}\}\}\}/y, 'raw'],
  [/\}~?\}\}/y, 'three'],
  [/~?\}\}/y, 'two'],
];
const WORD = /[^\s!"#%-,./;->@[-^`{-~]+/y;

/** A template with what is looked up in it again and again, so that broken tags by the thousand take no longer than right ones. */
export class ScannedText {
  readonly text: string;
  readonly #last = new Map<string, number>();
  #lineEnd = -1;

  constructor(text: string) {
    this.text = text;
  }

  /** Whether a character occurs behind an offset. */
  has(character: string, after: number): boolean {
    const last = this.#last.get(character) ?? this.text.lastIndexOf(character);
    this.#last.set(character, last);
    return last > after;
  }

  /** Where the line ends that an offset is in; asked in the order of the text. */
  lineEnd(from: number): number {
    if (this.#lineEnd >= from) return this.#lineEnd;
    const found = /\r|\n/g;
    found.lastIndex = from;
    this.#lineEnd = found.exec(this.text)?.index ?? this.text.length;
    return this.#lineEnd;
  }
}

/**
 * The pieces of a tag from behind its opening braces to behind its closing ones.
 * @param braces the closing braces that are wanted
 */
export function scanInside(template: ScannedText, from: number, braces: Braces): Inside {
  const whole = scan(template, from, braces, template.text.length);
  if (whole.closed || whole.faults.every(({ code }) => code === 'prompt.wrong-braces')) return whole;
  // Something is missing. What is on the line of the tag's beginning is all that can be meant.
  return scan(template, from, braces, template.lineEnd(from));
}

/** @param limit where the text ends for this tag */
function scan(template: ScannedText, from: number, braces: Braces, limit: number): Inside {
  const text = limit === template.text.length ? template.text : template.text.slice(0, limit);
  const tokens: TemplateToken[] = [];
  const faults: TemplateFault[] = [];
  const fault = (code: string, start: number, end: number, args: TemplateFault['args'] = {}) => {
    // One fault a tag: the next ones mostly follow from it.
    if (faults.length === 0) faults.push({ code, start, end, args });
  };
  let lastEnd = from;
  const unclosed = (): Inside => {
    fault('prompt.tag-not-closed', lastEnd, lastEnd, { end: { two: '}}', three: '}}}', raw: '}}}}' }[braces] });
    return { tokens, innerEnd: lastEnd, end: lastEnd, closed: false, faults };
  };
  for (let at = from; ; ) {
    at = behind(SPACE, text, at) ?? at;
    if (at >= text.length || text.startsWith('{{', at)) return unclosed();
    const closer = closerAt(text, at);
    if (closer !== undefined) {
      const { end, found } = closer;
      if (found !== braces)
        fault('prompt.wrong-braces', at, end, { wanted: BRACES[braces], found: text.slice(at, end) });
      return { tokens, innerEnd: at, end, closed: found === braces && faults.length === 0, faults };
    }
    const token = hasEnd(template, text, at) ? tokenAt(text, at) : undefined;
    if (token === undefined) {
      // A quote or a bracket that nothing ends, or a character that has no meaning here.
      const quote = text[at] === '"' || text[at] === "'" || text[at] === '[';
      const rest = quote ? endOfUnclosed(text, at) : (behind(WORD, text, at) ?? at + 1);
      const word = !quote && rest > at + 1;
      tokens.push({ type: quote ? 'string' : word || isWordAt(text, at) ? 'id' : 'invalid', start: at, end: rest });
      if (quote) fault('prompt.string-not-closed', at, rest, { quote: text[at] === '[' ? ']' : (text[at] ?? '') });
      else if (rest < text.length) fault('prompt.unexpected-in-tag', at, rest, { found: text.slice(at, rest) });
      at = lastEnd = rest;
      continue;
    }
    tokens.push(token);
    at = lastEnd = token.end;
  }
}

const BRACES: Readonly<Record<Braces, string>> = { two: '}}', three: '}}}', raw: '}}}}' };

/** False for a quote or a bracket that nothing ends: looking for the end would go through all of the text. */
function hasEnd(template: ScannedText, text: string, at: number): boolean {
  const first = text[at] ?? '';
  return first === '[' ? template.has(']', at) : (first !== '"' && first !== "'") || template.has(first, at);
}

function closerAt(text: string, at: number): { end: number; found: Braces } | undefined {
  const first = text[at];
  if (first !== '}' && first !== '~') return undefined;
  for (const [pattern, found] of CLOSERS) {
    const end = behind(pattern, text, at);
    if (end !== undefined) return { end, found };
  }
  return undefined;
}

/** Letters that begin no literal and no `as |`: what begins with them can only be a name. */
const BEGINS_NAME = /[b-eg-mo-svw-zB-Z_]/;
const ID = TOKENS[TOKENS.length - 2]?.[0] as RegExp;

function tokenAt(text: string, at: number): TemplateToken | undefined {
  if (BEGINS_NAME.test(text[at] ?? '')) {
    const end = behind(ID, text, at);
    return end === undefined ? undefined : { type: 'id', start: at, end };
  }
  for (const [pattern, type] of TOKENS) {
    const end = behind(pattern, text, at);
    if (end !== undefined) return { type, start: at, end };
  }
  return undefined;
}

function behind(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function isWordAt(text: string, at: number): boolean {
  return behind(WORD, text, at) !== undefined;
}

/** A string without an end goes up to the braces that were meant to end the tag, to the next tag or to the end of the line. */
function endOfUnclosed(text: string, at: number): number {
  const border = /\}\}|\{\{|[\r\n]/g;
  border.lastIndex = at + 1;
  const end = border.exec(text)?.index ?? text.length;
  return Math.max(at + 1, at + text.slice(at, end).trimEnd().length);
}
