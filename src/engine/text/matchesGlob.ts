/**
 * Whether a whole text matches a pattern in which `*` stands for any characters and `?` for one.
 * Takes time proportional to the product of the lengths at worst, so that no pattern can hang a run.
 */
export function matchesGlob(text: string, pattern: string): boolean {
  const characters = [...text];
  const wanted = [...pattern];
  let at = 0;
  let want = 0;
  let star = -1;
  let resumeAt = 0;
  while (at < characters.length) {
    if (wanted[want] === '*') {
      star = want++;
      resumeAt = at;
    } else if (want < wanted.length && (wanted[want] === '?' || wanted[want] === characters[at])) {
      at++;
      want++;
    } else if (star >= 0) {
      want = star + 1;
      at = ++resumeAt;
    } else {
      return false;
    }
  }
  while (wanted[want] === '*') want++;
  return want === wanted.length;
}
