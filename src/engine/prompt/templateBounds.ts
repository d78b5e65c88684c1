import { BOUNDS } from './bounds';

/** Where a template passes a bound, and which one. */
export interface BoundFault {
  code: 'prompt.too-many-tags' | 'prompt.template-too-deep';
  /** Offset in the template. */
  offset: number;
  args: { limit: number };
}

/**
 * Looks for what would make the template engine slow before it sees the template: thousands of tags, blocks and brackets
 * nested without end (5,000 nested blocks take it seconds, 20,000 minutes). One pass over the text, nothing recursive.
 */
export function templateBoundFault(template: string): BoundFault | undefined {
  let tags = 0;
  let depth = 0;
  for (const { start, end, kind } of tagsOf(template)) {
    tags++;
    if (tags > BOUNDS.tags) return { code: 'prompt.too-many-tags', offset: start, args: { limit: BOUNDS.tags } };
    if (kind === 'open') depth++;
    else if (kind === 'close') depth--;
    const brackets = deepestBracket(template, start, end);
    if (Math.max(depth, 0) + brackets > BOUNDS.templateDepth) {
      return { code: 'prompt.template-too-deep', offset: start, args: { limit: BOUNDS.templateDepth } };
    }
  }
  return undefined;
}

/** The number of tags in a template, comments included. */
export function countTags(template: string): number {
  let tags = 0;
  for (const _ of tagsOf(template)) tags++;
  return tags;
}

function* tagsOf(template: string): Generator<{ start: number; end: number; kind: 'open' | 'close' | 'other' }> {
  const opening = /\{\{+~?\s*([#^/!>&*]*)/g;
  for (let tag = opening.exec(template); tag !== null; tag = opening.exec(template)) {
    const sigils = tag[1] ?? '';
    const comment = sigils.startsWith('!');
    const closing = comment && template.startsWith('--', opening.lastIndex) ? '--}}' : '}}';
    const found = template.indexOf(closing, opening.lastIndex);
    const end = found < 0 ? template.length : found + closing.length;
    const kind = /^[#^]/.test(sigils) ? 'open' : sigils.startsWith('/') ? 'close' : 'other';
    // `{{^}}` is an else, not a block.
    const isElse = sigils === '^' && /^\s*~?\}\}/.test(template.slice(opening.lastIndex, opening.lastIndex + 8));
    yield { start: tag.index, end, kind: isElse ? 'other' : kind };
    if (comment) opening.lastIndex = end;
  }
}

function deepestBracket(template: string, start: number, end: number): number {
  let depth = 0;
  let deepest = 0;
  for (let index = start; index < end; index++) {
    const character = template[index];
    if (character === '(') deepest = Math.max(deepest, ++depth);
    else if (character === ')') depth--;
  }
  return deepest;
}
