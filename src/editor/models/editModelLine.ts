import type { Range } from 'vscode-languageserver-types';
import type { ParsedPrompt } from '../../engine/prompt/promptFile';

/**
 * The one edit that makes a prompt run on another model: its `model:` line, or a new one where it has none.
 * @param model `provider/name`
 * @param eol the line ending of the document
 */
export function editModelLine(
  { ranges, frontmatterRange }: Pick<ParsedPrompt, 'ranges' | 'frontmatterRange'>,
  model: string,
  eol: string,
): { range: Range; text: string } {
  const value = yamlText(model);
  const existing = ranges.get('model');
  if (existing) {
    const { value: place, key } = existing;
    const empty = place.start.line === place.end.line && place.start.character === place.end.character;
    // `model:` with nothing after it: the value's place says little, the key's end is certain.
    return empty ? { range: { start: key.end, end: place.end }, text: `: ${value}` } : { range: place, text: value };
  }
  const start = frontmatterRange?.start ?? { line: 0, character: 0 };
  const line = `model: ${value}${eol}`;
  return { range: { start, end: start }, text: frontmatterRange ? line : `---${eol}${line}---${eol}` };
}

/** A name as YAML text: plain where that is safe, quoted where it is not. */
function yamlText(name: string): string {
  return /^[\w][\w./:@+-]*[\w]$/.test(name) ? name : JSON.stringify(name);
}
