import type { SyntaxTag, TemplateToken } from '../../prompt/syntax/templateSyntax';

/**
 * A tag with one space between its parts and none at its ends: `{{#each  items as | item | }}` becomes
 * `{{#each items as |item|}}`. Names, texts in quotes and the `~` of white space control stay as they are.
 * @param text the file that the tag's offsets are in
 * @returns the same text for comments, for tags that are broken and for those over several lines
 */
export function formatTag({ kind, start, end, innerStart, innerEnd, closed, tokens }: SyntaxTag, text: string): string {
  const written = text.slice(start, end);
  if (!closed || kind === 'comment' || kind === 'raw-open' || kind === 'raw-close' || /[\r\n]/.test(written))
    return written;
  const opener = text.slice(start, innerStart);
  const closer = text.slice(innerEnd, end);
  if (kind === 'else')
    return `${opener.replace(/\s/g, '').replace(/else$/, '')}${/\^/.test(opener) ? '' : 'else'}${closer}`;
  const inside = joined(tokens, text);
  const lead =
    kind === 'else-if'
      ? `${opener.replace(/\s+/g, '')} `
      : kind === 'partial' || kind === 'open-partial'
        ? `${opener} `
        : opener;
  return `${lead}${inside}${closer}`;
}

function joined(tokens: readonly TemplateToken[], text: string): string {
  let written = '';
  let inParams = false;
  for (const [index, token] of tokens.entries()) {
    const previous = tokens[index - 1];
    const piece = token.type === 'open-params' ? 'as |' : text.slice(token.start, token.end);
    if (previous !== undefined && needsSpace(previous, token, inParams, text)) written += ' ';
    if (token.type === 'open-params') inParams = true;
    if (token.type === 'close-params') inParams = false;
    written += piece;
  }
  return written;
}

function needsSpace(previous: TemplateToken, token: TemplateToken, inParams: boolean, text: string): boolean {
  const touched = previous.end === token.start;
  if (token.type === 'equals' || previous.type === 'equals') return false;
  if (token.type === 'close-bracket' || previous.type === 'open-bracket') return false;
  if (inParams && (previous.type === 'open-params' || token.type === 'close-params')) return false;
  if (token.type === 'open-params') return true;
  // The parts of a path touch one another; what touches nothing else stays apart.
  const parts = new Set(['id', 'separator', 'data']);
  if (touched && parts.has(previous.type) && parts.has(token.type)) return false;
  if (previous.type === 'separator' || previous.type === 'data' || token.type === 'separator')
    return !touched && text[token.start] !== '/';
  return true;
}
