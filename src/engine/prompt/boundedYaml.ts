import { type Document, Lexer, parseDocument } from 'yaml';

/** A fault in YAML text: offsets in UTF-16 units from the beginning of that text. */
export interface YamlFault {
  kind: 'syntax' | 'duplicate-key' | 'alias' | 'too-deep' | 'too-large';
  start: number;
  end: number;
  /** The parser's own words, or the bound that was passed. */
  args: Record<string, string | number>;
}

export interface BoundedYaml {
  /** Absent where a bound was passed: then the parser never saw the text. */
  document?: Document.Parsed;
  faults: YamlFault[];
}

/** Nesting deeper than this is refused: parsing 5,000 open brackets makes Node abort, and nothing can catch that. */
export const DEEPEST_YAML = 64;

/**
 * Parses YAML that somebody else wrote: core schema only, no aliases, nesting and size bounded before the (recursive)
 * parser sees the text. Anchors without an alias do no harm and are let through.
 * @param options.maxLength in UTF-16 units
 * @param options.uniqueKeys whether a key that stands twice in a map is a fault; looking for it takes quadratic time in the
 *   size of one map
 */
export function parseBoundedYaml(
  text: string,
  { maxLength, uniqueKeys = true }: { maxLength: number; uniqueKeys?: boolean },
): BoundedYaml {
  if (text.length > maxLength) {
    return {
      faults: [{ kind: 'too-large', start: maxLength, end: maxLength, args: { limit: Math.floor(maxLength / 1024) } }],
    };
  }
  const deep = tooDeepAt(text);
  if (deep !== undefined) {
    return { faults: [{ kind: 'too-deep', start: deep, end: deep + 1, args: { limit: DEEPEST_YAML } }] };
  }
  const document = parseDocument(text, { schema: 'core', uniqueKeys, prettyErrors: false, logLevel: 'silent' });
  const faults = document.errors.map(({ code, message, pos: [start, end] }): YamlFault => {
    const kind = code === 'DUPLICATE_KEY' ? 'duplicate-key' : 'syntax';
    return { kind, start, end: Math.max(end, start + 1), args: { fault: message } };
  });
  return { document, faults: [...faults, ...aliases(text)] };
}

/** What the lexer says between the pieces of the text; these stand for no text of their own. */
const DOCUMENT = '\u0002';
const FLOW_END = '\u0018';
const SCALAR = '\u001f';

/** The pieces of YAML text in their order, found without recursion. */
function* pieces(text: string): Generator<{ piece: string; offset: number; scalar: boolean }> {
  let offset = 0;
  let scalar = false;
  for (const piece of new Lexer().lex(text)) {
    if (piece === DOCUMENT || piece === FLOW_END) continue;
    if (piece === SCALAR) {
      scalar = true;
      continue;
    }
    yield { piece, offset, scalar };
    scalar = false;
    offset += piece.length;
  }
}

/**
 * Where nesting passes the bound. Block collections nest by indentation and by several dashes in one line, flow
 * collections by brackets: the sum of the three is never less than the true depth.
 */
function tooDeepAt(text: string): number | undefined {
  const indents: number[] = [];
  let indent = 0;
  let atLineStart = true;
  let dashes = 0;
  let brackets = 0;
  for (const { piece, offset, scalar } of pieces(text)) {
    if (piece === '\n' || piece === '\r\n') {
      atLineStart = true;
      indent = 0;
      dashes = 0;
      continue;
    }
    if (atLineStart && /^[ \t]+$/.test(piece)) {
      indent = piece.length;
      continue;
    }
    if (atLineStart && brackets === 0) {
      while ((indents.at(-1) ?? -1) >= indent) indents.pop();
      indents.push(indent);
    }
    atLineStart = false;
    if (!scalar && (piece === '[' || piece === '{')) brackets++;
    else if (!scalar && (piece === ']' || piece === '}')) brackets--;
    else if (!scalar && (piece === '-' || piece === '?')) dashes++;
    if (indents.length + dashes + brackets > DEEPEST_YAML) return offset;
  }
  return undefined;
}

/** Aliases would have to be expanded, and could be so without end. */
function aliases(text: string): YamlFault[] {
  if (!text.includes('*')) return [];
  const found: YamlFault[] = [];
  for (const { piece, offset, scalar } of pieces(text)) {
    if (scalar || piece.length < 2 || !piece.startsWith('*')) continue;
    found.push({ kind: 'alias', start: offset, end: offset + piece.length, args: { name: piece } });
  }
  return found;
}
