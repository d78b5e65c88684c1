/** So many characters of a text are shown in a sentence. */
const LONGEST = 120;

/** The beginning of a text for use in a sentence, on one line; never cut inside a character. */
export function excerpt(text: string): string {
  const line = text
    .slice(0, LONGEST * 4)
    .replace(/\s+/gu, ' ')
    .trim();
  const characters = [...line];
  return characters.length > LONGEST || text.length > LONGEST * 4 ? `${characters.slice(0, LONGEST).join('')}…` : line;
}
