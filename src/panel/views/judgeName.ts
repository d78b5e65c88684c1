import { visibleText } from '../visibleText';

/** A judge without folder and ending: `./judges/tone.prompt` as `tone`. */
export function judgeName(judge: string): string {
  return visibleText((judge.split('/').at(-1) ?? judge).replace(/\.prompt$/, ''));
}
