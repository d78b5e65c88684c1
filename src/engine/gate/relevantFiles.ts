import { TEST_SET_ENDINGS } from '../testset/findTestSet';

/** Paths relative to a repository's root, with `/`: whether a change of the file may move scores. */
export function isRelevant(path: string): boolean {
  return /\.prompt$/i.test(path) || isTestSet(path) || isScript(path);
}

/** A prompt of its own, not a partial. */
export function isPrompt(path: string): boolean {
  return /\.prompt$/i.test(path) && !isPartial(path);
}

export function isPartial(path: string): boolean {
  return /(^|\/)_[^/]*\.prompt$/i.test(path);
}

/** What may be a test set by its ending. */
export function isTestSet(path: string): boolean {
  return TEST_SET_ENDINGS.some((ending) => path.toLowerCase().endsWith(ending)) && !path.startsWith('.assay/');
}

/** What a check may name as a function of the user's. Most scripts of a repository are something else. */
export function isScript(path: string): boolean {
  return /\.[cm]?js$/i.test(path) && !path.startsWith('.assay/');
}

/**
 * By what a script is found in texts that name it: the end of its path, from the last space or folder on.
 * @param path of a script
 */
export function scriptKey(path: string): string {
  return path.split(/[\s/\\]/).at(-1) ?? path;
}

/** No name of a file is longer. */
const LONGEST_NAME = 255;

/** The keys of all scripts that a text may name, found from their endings on. */
export function scriptKeysIn(text: string): string[] {
  return [...text.matchAll(/\.[cm]?js(?![\w$])/gi)].flatMap(({ index, 0: ending }) => {
    let start = index;
    while (index - start < LONGEST_NAME && /[^\s/\\"'`,:{}[\]()]/.test(text.charAt(start - 1))) start--;
    return start === index ? [] : [text.slice(start, index) + ending];
  });
}
