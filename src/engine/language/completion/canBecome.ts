/** Whether an editor could find what is typed in a text: all of its characters in their order, whatever their case. */
export function canBecome(typed: string, text: string): boolean {
  const wanted = typed.trimStart().toLowerCase();
  const written = text.toLowerCase();
  if (written.startsWith(wanted)) return true;
  let at = -1;
  for (const character of wanted) {
    at = written.indexOf(character, at + 1);
    if (at < 0) return false;
  }
  return true;
}
