import type { Position, Range } from 'vscode-languageserver-types';
import { blockNameSpan } from '../document/blockPairs';
import type { LanguageDocument } from '../languageContext';

/** The name of a block in its first and its last tag, which are typed together; undefined where the position is in neither. */
export function linkedNames(document: LanguageDocument, position: Position): Range[] | undefined {
  if (document.kind !== 'prompt') return undefined;
  const { prompt } = document;
  const offset = prompt.offsetAt(position);
  for (const { open, close } of prompt.blocks) {
    const spans = [blockNameSpan(open), blockNameSpan(close)];
    if (!spans.some(({ start, end }) => start <= offset && offset <= end)) continue;
    // In brackets or quotes in one of them only, they are not the same text.
    const [one, other] = spans.map(({ start, end }) => prompt.text.slice(start, end));
    return one === other ? spans.map((span) => prompt.range(span)) : undefined;
  }
  return undefined;
}
