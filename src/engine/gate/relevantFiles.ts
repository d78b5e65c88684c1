import { TEST_SET_ENDINGS } from '../testset/findTestSet';

/** Paths relative to a repository's root, with `/`: whether a change of the file may move scores. */
export function isRelevant(path: string): boolean {
  return /\.prompt$/i.test(path) || isTestSet(path);
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
