import { type Document, isScalar, Lexer, type Pair, parseDocument, visit } from 'yaml';

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

/** A text that is wrong from end to end is wrong at its first places: more of them help nobody. */
const MOST_FAULTS = 50;

/**
 * Parses YAML that somebody else wrote: core schema only, no aliases, nesting and size bounded before the (recursive)
 * parser sees the text. Anchors without an alias do no harm and are let through.
 * @param options.maxLength in UTF-16 units
 * @param options.uniqueKeys whether a key that stands twice in a map is a fault
 * @param options.aliases true to let aliases through, for who expands them within bounds
 */
export function parseBoundedYaml(
  text: string,
  {
    maxLength,
    uniqueKeys = true,
    aliases: letThrough = false,
  }: { maxLength: number; uniqueKeys?: boolean; aliases?: boolean },
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
  // The parser's own search for duplicate keys takes quadratic time in the size of a map.
  const document = parseDocument(text, { schema: 'core', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  const faults = document.errors.slice(0, MOST_FAULTS).map(({ message, pos: [start, end] }): YamlFault => {
    return { kind: 'syntax', start, end: Math.max(end, start + 1), args: { fault: message } };
  });
  if (uniqueKeys) faults.push(...duplicateKeys(document, text));
  if (!letThrough) faults.push(...aliases(text));
  return { document, faults: faults.sort((one, other) => one.start - other.start).slice(0, MOST_FAULTS) };
}

/** Keys that stand in their map a second time; `1` and `"1"` are two keys, as the parser has it. */
function duplicateKeys(document: Document.Parsed, text: string): YamlFault[] {
  const found: YamlFault[] = [];
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items as Pair[]) {
        if (!isScalar(key) || !key.range) continue;
        const [start, end] = key.range;
        const name = typeof key.value === 'string' ? key.value : text.slice(start, end);
        if (seen.has(key.value))
          found.push({ kind: 'duplicate-key', start, end: Math.max(end, start + 1), args: { key: name } });
        seen.add(key.value);
      }
    },
  });
  return found;
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
 * Where nesting passes the bound. Block collections nest by the columns where their items begin, also within one line
 * (`- - - a`), flow collections by brackets.
 */
function tooDeepAt(text: string): number | undefined {
  const columns: number[] = [];
  let lineStart = 0;
  /** Whether the next piece begins an item: it stands first in its line or behind an indicator. */
  let fresh = true;
  let brackets = 0;
  for (const { piece, offset, scalar } of pieces(text)) {
    if (piece === '\n' || piece === '\r\n') {
      lineStart = offset + piece.length;
      fresh = true;
      continue;
    }
    if (!scalar && /^[ \t#\uFEFF]/.test(piece)) continue;
    if (fresh && brackets === 0) {
      const column = offset - lineStart;
      while ((columns.at(-1) ?? -1) >= column) columns.pop();
      columns.push(column);
    }
    // A value on its own line may begin the next level: `: - a`.
    fresh = !scalar && (piece === '-' || piece === '?' || (piece === ':' && fresh));
    if (!scalar && (piece === '[' || piece === '{')) brackets++;
    // A closing bracket without an opening one must not make room for more of these.
    else if (!scalar && (piece === ']' || piece === '}')) brackets = Math.max(0, brackets - 1);
    // What stands behind an indicator is a level as well.
    if (columns.length + brackets + (fresh ? 1 : 0) > DEEPEST_YAML) return offset;
    const lastBreak = piece.lastIndexOf('\n');
    if (lastBreak >= 0) lineStart = offset + lastBreak + 1;
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
