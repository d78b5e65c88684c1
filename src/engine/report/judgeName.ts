/** A judge's name for people: `tone` for `./judges/tone.prompt`. */
export function judgeName(judge: string): string {
  return (judge.split('/').at(-1) ?? judge).replace(/\.prompt$/, '');
}
