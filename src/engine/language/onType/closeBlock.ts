import type { PromptDocument } from '../document/promptDocument';
import { closingName } from '../template/closingName';
import { lacksClose, openBlocksAt, opensBlock } from '../template/openBlocks';

/** Behind the brace that ends `{{#if x}}`: `{{/if}}`, unless something closes it already. */
export function closeBlock({ tags, text }: PromptDocument, offset: number): string | undefined {
  const tag = tags.find(({ end }) => end === offset);
  if (tag === undefined || !tag.closed || !opensBlock(tag) || tag.kind === 'raw-open') return undefined;
  const name = closingName(tag, text);
  return name !== '' && lacksClose(tags, text, tag) ? `{{/${name}}}` : undefined;
}

/** Behind `{{/`: the name of the block that it closes, and the braces where they are missing. */
export function nameClosingTag({ tags, text }: PromptDocument, offset: number): string | undefined {
  const tag = tags.find(({ innerStart, kind }) => innerStart === offset && kind === 'close');
  if (tag === undefined || tag.tokens.length > 0) return undefined;
  const block = openBlocksAt(tags, text, tag.start).at(-1);
  const name = block === undefined || block.tag.kind === 'raw-open' ? '' : closingName(block.tag, text);
  if (name === '') return undefined;
  return tag.closed || tag.innerEnd < tag.end ? name : `${name}}}`;
}
