import { BOUNDS } from './bounds';
import { templateTags } from './templateTags';

/** Where a template passes a bound, and which one. */
export interface BoundFault {
  code: 'prompt.too-many-tags' | 'prompt.too-many-words' | 'prompt.template-too-deep';
  /** Offset in the template. */
  offset: number;
  args: { limit: number };
}

/**
 * Looks for what would make the template engine slow before it sees the template: thousands of tags and arguments, blocks,
 * brackets and paths without end (5,000 nested blocks take it seconds, 20,000 minutes). An `{{else if}}` nests as well: the
 * engine makes a block in the block before of it.
 */
export function templateBoundFault(template: string): BoundFault | undefined {
  let tags = 0;
  let words = 0;
  let depth = 0;
  const open: number[] = [];
  for (const tag of templateTags(template)) {
    const fault = (code: BoundFault['code'], limit: number): BoundFault => ({
      code,
      offset: tag.start,
      args: { limit },
    });
    tags++;
    words += tag.words;
    if (tags > BOUNDS.tags) return fault('prompt.too-many-tags', BOUNDS.tags);
    if (words > BOUNDS.words) return fault('prompt.too-many-words', BOUNDS.words);
    if (tag.kind === 'close') depth -= open.pop() ?? 0;
    else if (tag.kind === 'open') open.push(1);
    else if (tag.kind === 'else-if' && open.length > 0) open.push((open.pop() ?? 0) + 1);
    if (tag.kind === 'open' || (tag.kind === 'else-if' && open.length > 0)) depth++;
    if (depth + tag.brackets > BOUNDS.templateDepth || tag.segments > BOUNDS.templateDepth) {
      return fault('prompt.template-too-deep', BOUNDS.templateDepth);
    }
  }
  return undefined;
}
