import { labelKind } from './labels';

/** What a criterion may hold but its number: a unit, a maximum, marks. */
const PART = /^[\s*_`]*(\d{1,4}(?:\.\d{1,2})?)[\s*_`]*(?:\/\s*\d{1,4})?[\s*_`]*(?:分|點|点|점|points?)?[\s*_`.。,]*$/iu;

/**
 * Whether a score is the sum of several criteria. It is then on a scale of its own, even where it happens to lie on the
 * judge's: 2 and 3 make 5, which is not 5 of 5.
 * @param parts what stands where the scores of criteria do, in half-width forms
 */
export function isSum(score: number | null, parts: readonly string[]): boolean {
  if (score === null) return false;
  const numbers = parts.map((part) => PART.exec(part)?.[1]).filter((number) => number !== undefined);
  const sum = numbers.reduce((total, number) => total + Number(number), 0);
  return numbers.length > 1 && Math.abs(sum - score) < 1e-9 && numbers.every((number) => Number(number) < score);
}

/** A criterion with its number: `Accuracy: 4/5`, `**語氣**：3 分`, `| Tone | 3 |`. */
const CRITERION =
  /^[\s*_#>•·・|-]*(?:\d{1,2}[.)]\s)?([^:|\n\d]{1,40})(?:\([^()\n]{1,20}\))?[*_]*[:|]([^|\n]{1,24})\|?[ \t]*$/gmu;

/** Nobody judges by more criteria. */
const MOST_PARTS = 50;

/** What stands behind the names of criteria, each on its own line, in half-width forms. */
export function partsOf(half: string): string[] {
  const parts: string[] = [];
  let lines = 0;
  for (const [, name = '', value = ''] of half.matchAll(CRITERION)) {
    if (++lines > MOST_PARTS) return [];
    const kind = labelKind(name.replace(/[*_]/g, ''));
    if (kind === undefined || kind === 'dimension') parts.push(value);
  }
  return parts;
}
