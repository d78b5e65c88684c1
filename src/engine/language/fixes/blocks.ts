import type { SyntaxTag } from '../../prompt/syntax/templateSyntax';
import type { PromptDocument } from '../document/promptDocument';

/** The tags of a block, by offsets in the file. */
export interface BlockTags {
  name: string;
  open: SyntaxTag;
  elses: SyntaxTag[];
  /** The tag that ends it, under its own name or another one. */
  close?: SyntaxTag;
  /** Where it ends: at its end tag, else where the parser gave it up. */
  end: number;
}

const OPENS = new Set<SyntaxTag['kind']>(['open', 'open-decorator', 'inverse', 'open-partial']);

/** The blocks of a template, closed or not, as `parseTemplateSyntax` takes them to be. */
export function blocksOf({ tags, text, template }: PromptDocument): BlockTags[] {
  const blocks: BlockTags[] = [];
  const open: BlockTags[] = [];
  for (const tag of tags) {
    if (OPENS.has(tag.kind)) {
      const block = { name: nameIn(tag, text), open: tag, elses: [], end: template.end };
      blocks.push(block);
      open.push(block);
    } else if (tag.kind === 'else' || tag.kind === 'else-if') open.at(-1)?.elses.push(tag);
    else if (tag.kind === 'close') {
      const name = nameIn(tag, text);
      const fitting = open.findLastIndex((block) => name === '' || block.name === name);
      // Closed under another name, the innermost one ends.
      const closed = open.splice(fitting < 0 ? Math.max(0, open.length - 1) : fitting);
      for (const [index, block] of closed.entries()) {
        block.end = tag.start;
        if (index === 0) block.close = tag;
      }
    }
  }
  return blocks;
}

/** The first name in a tag. */
export function nameIn({ innerStart, innerEnd }: SyntaxTag, text: string): string {
  return /^\s*([^\s|()~}]*)/.exec(text.slice(innerStart, innerEnd))?.[1] ?? '';
}
