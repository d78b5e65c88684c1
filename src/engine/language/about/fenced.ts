/** A text between marks that do not stand in it: code in Markdown. */
export function fenced(text: string, mark: string): string {
  let fence = mark;
  while (text.includes(fence)) fence += '`';
  return `${fence}${text}${fence}`;
}

/** A text over several lines, as code of a language. */
export function codeBlock(text: string, language: string): string {
  return fenced(`${language}\n${text}\n`, '```');
}
