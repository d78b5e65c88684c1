import type { SyntaxTag } from '../../prompt/syntax/templateSyntax';
import type { PromptDocument, Span } from './promptDocument';

/** The tags of one block. */
export interface BlockPair {
  open: SyntaxTag;
  /** `else` and `else if`. */
  between: SyntaxTag[];
  close: SyntaxTag;
}

const OPENS: ReadonlySet<string> = new Set(['open', 'inverse', 'open-decorator', 'open-partial', 'raw-open']);
const CLOSES: ReadonlySet<string> = new Set(['close', 'raw-close']);

/**
 * The blocks of a template that are closed, by the name that they were opened with; what is broken is left out. A document
 * has them as its `blocks`.
 */
export function blockPairs(document: Pick<PromptDocument, 'tags' | 'text'>): BlockPair[] {
  const pairs: BlockPair[] = [];
  const open: { tag: SyntaxTag; name: string; between: SyntaxTag[] }[] = [];
  for (const tag of document.tags) {
    if (OPENS.has(tag.kind)) open.push({ tag, name: blockName(document, tag), between: [] });
    else if (tag.kind === 'else' || tag.kind === 'else-if') open.at(-1)?.between.push(tag);
    else if (CLOSES.has(tag.kind)) {
      const name = blockName(document, tag);
      const raw = tag.kind === 'raw-close';
      const at = open.findLastIndex((each) => each.name === name && (each.tag.kind === 'raw-open') === raw);
      if (at < 0) continue;
      const [block] = open.splice(at);
      if (block !== undefined) pairs.push({ open: block.tag, between: block.between, close: tag });
    }
  }
  return pairs;
}

/** Where the name stands that a tag begins with: `user.tags` in `{{#user.tags}}`. */
export function blockNameSpan({ innerStart, tokens }: SyntaxTag): Span {
  const [first] = tokens;
  if (first === undefined) return { start: innerStart, end: innerStart };
  if (first.type === 'string') return { start: first.start, end: first.end };
  let { end } = first;
  // Names and separators take turns: what follows a name without one is an argument.
  for (const [index, { type, end: next }] of tokens.entries()) {
    const before = tokens[index - 1]?.type;
    if (index > 0 && type !== 'separator' && before !== 'separator' && before !== 'data') break;
    end = next;
  }
  return { start: first.start, end };
}

/** As Handlebars compares the names of tags: a name in brackets or quotes is what is in them. */
function blockName(document: { text: string }, tag: SyntaxTag): string {
  const { start, end } = blockNameSpan(tag);
  const written = document.text.slice(start, end);
  if (/^["']/.test(written)) return written.slice(1, -1);
  return written.replace(/\[((?:\\\]|[^\]])*)\]/g, (_, inside: string) => inside.replace(/\\([\\\]])/g, '$1'));
}
