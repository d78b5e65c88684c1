/** So many characters of a text are shown in a sentence. */
const LONGEST = 120;

/** The beginning of a text for use in a sentence, on one line; never cut inside a character. */
export function excerpt(text: string, longest = LONGEST): string {
  const line = text
    .slice(0, longest * 4)
    .replace(/\s+/gu, ' ')
    .trim();
  const characters = [...line];
  return characters.length > longest || text.length > longest * 4 ? `${characters.slice(0, longest).join('')}…` : line;
}
