/** A text without structure in brackets: quoted, or plain. */
export interface FlowScalar {
  kind: 'scalar';
  start: number;
  end: number;
  quote?: '"' | "'";
  /** Of a quoted text: whether its second quote is there. */
  closed: boolean;
}

/** What stands between two commas: `key: value`, a key alone, or a value. */
export interface FlowSlot {
  start: number;
  /** Where the comma or the closing bracket stands. */
  end: number;
  key?: FlowScalar;
  /** Where the colon stands. */
  colon?: number;
  value?: FlowScalar | FlowFrame;
}

/** A pair of brackets with what is in it. */
export interface FlowFrame {
  kind: 'map' | 'list';
  start: number;
  /** Behind its closing bracket; where the text ends, where that is missing. */
  end: number;
  closed: boolean;
  slots: FlowSlot[];
}

/** Deeper nesting is nobody's. */
const DEEPEST = 64;

/**
 * Reads brackets in YAML, or JSON, as far as they can be read: strings without an end go up to the end of their line, and a
 * missing comma is taken for one.
 * @param start where the first bracket stands
 * @param limit where the text ends for it
 */
export function flowTree(text: string, start: number, limit: number, json: boolean): FlowFrame {
  const root = frameAt(text, start);
  const open: FlowFrame[] = [root];
  let at = start + 1;
  begin(root, at);
  while (open.length > 0) {
    const frame = open.at(-1) as FlowFrame;
    at = skipBlank(text, at, limit, json);
    const slot = frame.slots.at(-1) as FlowSlot;
    const character = text[at];
    if (at >= limit || character === undefined || open.length > DEEPEST) {
      for (const each of open) {
        each.end = limit;
        (each.slots.at(-1) as FlowSlot).end = limit;
      }
      return root;
    }
    if (character === '}' || character === ']') {
      slot.end = at;
      at++;
      frame.end = at;
      frame.closed = true;
      open.pop();
    } else if (character === ',') {
      slot.end = at;
      at++;
      begin(frame, at);
    } else if (character === ':' && slot.colon === undefined) {
      // What stood first was a key.
      if (slot.key === undefined && slot.value?.kind === 'scalar') {
        slot.key = slot.value;
        delete slot.value;
      }
      slot.colon = at;
      at++;
    } else {
      const target = slot.value === undefined ? slot : next(frame, at);
      if (character === '{' || character === '[') {
        const inner = frameAt(text, at);
        target.value = inner;
        at++;
        begin(inner, at);
        open.push(inner);
      } else {
        const scalar = scalarAt(text, at, limit, json);
        target.value = scalar;
        at = scalar.end;
      }
    }
  }
  return root;
}

function frameAt(text: string, start: number): FlowFrame {
  return { kind: text[start] === '[' ? 'list' : 'map', start, end: start + 1, closed: false, slots: [] };
}

function begin(frame: FlowFrame, start: number): FlowSlot {
  const slot = { start, end: start };
  frame.slots.push(slot);
  return slot;
}

/** A slot after one that is full, where the comma is missing. */
function next(frame: FlowFrame, at: number): FlowSlot {
  (frame.slots.at(-1) as FlowSlot).end = at;
  return begin(frame, at);
}

const BLANK = /\s*/y;
const COMMENT = /#[^\r\n]*/y;

/** Behind white space and comments. */
function skipBlank(text: string, from: number, limit: number, json: boolean): number {
  let at = behind(BLANK, text, from);
  while (!json && text[at] === '#' && /[\s,[{]/.test(text[at - 1] ?? ' ')) {
    at = behind(BLANK, text, behind(COMMENT, text, at));
  }
  return Math.min(at, limit);
}

/** Where a piece ends that begins at an offset; the offset itself where there is none. */
function behind(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}

export function lineEnd(text: string, from: number, limit = text.length): number {
  const found = /[\r\n]/g;
  found.lastIndex = from;
  return Math.min(limit, found.exec(text)?.index ?? text.length);
}

const DOUBLE = /"(?:\\[^\r\n]|[^"\\\r\n])*"/y;
const SINGLE = /'(?:''|[^'\r\n])*'/y;
/** A text without its second quote ends before what can only be the brackets' own. */
const UNCLOSED = /["'][^,:\]}\r\n]*/y;
const PLAIN_JSON = /[^\s,:[\]{}"]+/y;
/** In YAML a colon belongs to a text where no space follows, and so does a `#` where none goes before. */
const PLAIN_YAML = /(?:[^\s,:[\]{}]|:(?![\s,[\]{}]|$)|[ \t]+(?![\s#,:[\]{}])|[ \t]+:(?![\s,[\]{}]|$))+/y;

function scalarAt(text: string, start: number, limit: number, json: boolean): FlowScalar {
  const first = text[start];
  if (first === '"' || (first === "'" && !json)) {
    const end = behind(first === '"' ? DOUBLE : SINGLE, text, start);
    if (end > start && end <= limit) return { kind: 'scalar', start, end, quote: first, closed: true };
    const rest = text.slice(start, behind(UNCLOSED, text, start)).trimEnd().length;
    return { kind: 'scalar', start, end: Math.min(limit, start + rest), quote: first, closed: false };
  }
  const end = behind(json ? PLAIN_JSON : PLAIN_YAML, text, start);
  return { kind: 'scalar', start, end: Math.min(limit, Math.max(end, start + 1)), closed: true };
}
