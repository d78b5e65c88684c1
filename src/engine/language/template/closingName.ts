import type { SyntaxTag } from '../../prompt/syntax/templateSyntax';
import { callOf } from './calls';

/** What a block is closed with: its name as it is written, with brackets; empty where it has none. */
export function closingName(tag: SyntaxTag, text: string): string {
  const [name] = callOf(tag).elements;
  return name === undefined || name.kind === 'call' ? '' : text.slice(name.start, name.end);
}
