import type { SyntaxTag } from '../../prompt/syntax/templateSyntax';

/** A block that is open at a place. */
export interface OpenBlock {
  /** As its closing tag has to say it. */
  name: string;
  tag: SyntaxTag;
  /** Whether a plain `else` has begun its last part. */
  hasElse: boolean;
}

const OPENS: ReadonlySet<string> = new Set(['open', 'inverse', 'open-partial', 'open-decorator', 'raw-open']);

/** Whether a tag begins a block. */
export function opensBlock({ kind }: SyntaxTag): boolean {
  return OPENS.has(kind);
}

/** The blocks that are open where a tag begins, the outermost first. */
export function openBlocksAt(tags: readonly SyntaxTag[], text: string, offset: number): OpenBlock[] {
  const open: OpenBlock[] = [];
  for (const tag of tags) {
    if (tag.start >= offset) break;
    take(tag, nameIn(tag, text), open);
  }
  return open;
}

/** What follows in a block behind an offset: another part of it, before it ends. */
export function partAhead(tags: readonly SyntaxTag[], offset: number): 'else' | 'else-if' | undefined {
  let depth = 0;
  for (const { kind, start } of tags) {
    if (start < offset) continue;
    if (OPENS.has(kind)) depth++;
    else if (kind === 'close' || kind === 'raw-close') depth--;
    if (depth < 0) return undefined;
    if (depth === 0 && (kind === 'else' || kind === 'else-if')) return kind;
  }
  return undefined;
}

/**
 * Whether a tag that begins a block lacks its closing tag: there is one fault less without it.
 * @param name what it is taken to be called
 */
export function lacksClose(
  tags: readonly SyntaxTag[],
  text: string,
  tag: SyntaxTag,
  name = nameIn(tag, text),
): boolean {
  const without = faultsWithout.get(tag) ?? faultsIn(tags, text, tag, undefined);
  faultsWithout.set(tag, without);
  // Where all else is right there is nothing that could close it.
  return without === 0 || faultsIn(tags, text, tag, name) > without;
}

/** A tag may be tried under several names. */
const faultsWithout = new WeakMap<SyntaxTag, number>();

/** Faults of nesting, with a tag under a name, or without it where that is undefined. */
function faultsIn(tags: readonly SyntaxTag[], text: string, special: SyntaxTag, name: string | undefined): number {
  const open: OpenBlock[] = [];
  let faults = 0;
  for (const tag of tags) {
    if (tag.start !== special.start) faults += take(tag, nameIn(tag, text), open);
    else if (name !== undefined) open.push({ name, tag: special, hasElse: false });
  }
  return faults + open.length;
}

/** Follows a tag as the parser does. @returns how many faults of nesting it makes */
function take(tag: SyntaxTag, name: string, open: OpenBlock[]): number {
  const { kind } = tag;
  if (OPENS.has(kind)) open.push({ name, tag, hasElse: false });
  const inner = open.at(-1);
  if (kind === 'else' && inner !== undefined) inner.hasElse = true;
  if (kind !== 'close' && kind !== 'raw-close') return 0;
  const at = open.findLastIndex(
    (block) => block.name === name && (block.tag.kind === 'raw-open') === (kind === 'raw-close'),
  );
  if (at < 0) {
    open.pop();
    return 1;
  }
  const unclosed = open.length - at - 1;
  open.length = at;
  return unclosed;
}

/** The first name in a tag, without brackets: `each`, `user.items`. */
export function nameIn({ tokens }: SyntaxTag, text: string): string {
  let name = '';
  let end: number | undefined;
  for (const token of tokens) {
    const isPart = token.type === 'id' || token.type === 'separator' || token.type === 'data';
    if (!isPart && !(name === '' && token.type === 'string')) break;
    if (end !== undefined && token.start !== end) break;
    const written = text.slice(token.start, token.end);
    name += /^(?:\[.*\]|".*"|'.*')$/s.test(written) ? written.slice(1, -1) : written;
    end = token.end;
  }
  return name;
}
