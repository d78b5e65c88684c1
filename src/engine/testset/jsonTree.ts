import { type Node, type ParseError, type ParseErrorCode, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { SourceEntry, SourceNode } from './sourceNode';

/** A fault in JSON text: offset and length in the file, and the parser's name for it. */
export interface JsonFault {
  code: 'testset.json-syntax' | 'testset.duplicate-key' | 'testset.too-deep';
  offset: number;
  length: number;
  args: Record<string, string | number>;
}

/** Deeper nesting is refused before the (recursive) parser sees it. */
const DEEPEST = 64;

/**
 * Reads strict JSON (RFC 8259: no comments, no trailing commas) with the place of every value.
 * @param text the JSON text alone
 * @param base offset of the text in its file, added to every place
 * @returns the value, absent where the text is empty or too deep; and all faults in their order
 */
export function jsonTree(text: string, base = 0): { node?: SourceNode; faults: JsonFault[] } {
  const deep = tooDeepAt(text);
  if (deep !== undefined) {
    return { faults: [{ code: 'testset.too-deep', offset: base + deep, length: 1, args: { limit: DEEPEST } }] };
  }
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
  // What follows the first syntax error is guesswork of the parser.
  const faults: JsonFault[] = errors.slice(0, 1).map(({ error, offset, length }) => ({
    code: 'testset.json-syntax',
    offset: base + offset,
    length,
    args: { fault: faultName(error) },
  }));
  if (tree === undefined) return { faults };
  return { node: convert(tree, base, faults), faults };
}

function convert(node: Node, base: number, faults: JsonFault[]): SourceNode {
  const place = { start: base + node.offset, end: base + node.offset + node.length };
  if (node.type === 'array') {
    return { kind: 'list', ...place, items: (node.children ?? []).map((child) => convert(child, base, faults)) };
  }
  if (node.type === 'object') {
    const entries: SourceEntry[] = [];
    const seen = new Set<string>();
    for (const { children } of node.children ?? []) {
      const [key, value] = children ?? [];
      if (key === undefined || value === undefined) continue;
      const name = String(key.value);
      if (seen.has(name)) {
        const { offset, length } = key;
        faults.push({ code: 'testset.duplicate-key', offset: base + offset, length, args: { key: name } });
      }
      seen.add(name);
      const keyStart = base + key.offset;
      entries.push({ key: name, keyStart, keyEnd: keyStart + key.length, value: convert(value, base, faults) });
    }
    return { kind: 'map', ...place, entries };
  }
  return { kind: 'scalar', ...place, value: node.value ?? null };
}

/** Words for a fault: `CommaExpected` as "comma expected". */
function faultName(error: ParseErrorCode): string {
  return printParseErrorCode(error)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
}

/** Offset of the first bracket that is nested too deeply, found without recursion. */
function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (quoted) {
      if (character === '\\') index++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{' || character === '[') {
      depth++;
      if (depth > DEEPEST) return index;
    } else if (character === '}' || character === ']') depth--;
  }
  return undefined;
}
