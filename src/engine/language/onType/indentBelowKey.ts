import { lineStart } from '../../text/lineStart';
import { lineEnd } from '../data/flowTree';
import { frontmatterRegion } from '../data/frontmatterRegion';
import { yamlLine } from '../data/yamlLine';
import type { PromptDocument } from '../document/promptDocument';
import type { Indentation } from './onType';

/** Keys of the frontmatter whose value stands on their line. */
const ON_THEIR_LINE: ReadonlySet<string> = new Set([
  'model',
  'name',
  'variant',
  'version',
  'description',
  'format',
  'assay.tests',
  'assay.scale',
]);

/** On a new line below a key of the frontmatter that has no value yet: the indentation that makes it one. */
export function indentBelowKey(
  document: PromptDocument,
  offset: number,
  { tabSize, insertSpaces }: Indentation,
): string | undefined {
  const { text } = document;
  const region = frontmatterRegion(document);
  const start = lineStart(text, offset);
  if (region === undefined || start <= region.start || offset > region.end) return undefined;
  const isBlank = /^[ \t]*$/.test(text.slice(start, lineEnd(text, offset)));
  const before = start - (text.startsWith('\r\n', start - 2) ? 2 : 1);
  const { key, value, comment, start: above } = yamlLine(text, lineStart(text, before), before);
  if (!isBlank || key === undefined || value !== undefined || comment !== undefined) return undefined;
  if (ON_THEIR_LINE.has(key.name)) return undefined;
  // YAML takes no tabs.
  const column = key.start - above + (insertSpaces ? tabSize : 2);
  const written = offset - start;
  return column > written && !text.slice(start, offset).includes('\t') ? ' '.repeat(column - written) : undefined;
}
