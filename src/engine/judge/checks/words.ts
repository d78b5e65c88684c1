/** Scripts that are written without spaces: each of their characters is a word. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/**
 * The words of a text as measures of overlap count them: runs of letters and digits, in small letters, without marks, as
 * `rouge-score` does; and each character of Chinese, Japanese and Thai by itself, as sacreBLEU's `zh` does.
 */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const [run] of text.toLowerCase().matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    let word = '';
    for (const character of run) {
      if (!UNSPACED.test(character)) word += character;
      else {
        if (word !== '') words.push(word);
        words.push(character);
        word = '';
      }
    }
    if (word !== '') words.push(word);
  }
  return words;
}

/** The words of a text as BLEU counts them: split at white space, marks of their own and case kept, Chinese as above. */
export function tokensOf(text: string): string[] {
  return text
    .replace(/([\p{P}\p{S}])/gu, ' $1 ')
    .replace(/([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])/gu, ' $1 ')
    .split(/\s+/u)
    .filter((token) => token !== '');
}

/** How often each run of `n` words occurs. */
export function ngramCounts(words: readonly string[], n: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let start = 0; start + n <= words.length; start++) {
    const ngram = words.slice(start, start + n).join('\u0000');
    counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
  }
  return counts;
}
