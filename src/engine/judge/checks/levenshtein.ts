import type { CheckSpec } from '../../testset/testSet';
import { textOf } from './argumentText';
import { badArgument, type Check, type CheckFinding } from './check';
import { fold } from './fold';

/** Longer texts are not compared: the number of steps grows with the product of their lengths. */
const LONGEST = 20_000;

/**
 * At most so many single characters have to be put in, taken out or exchanged to make the expected answer of the output:
 * `levenshtein: 5`, `levenshtein: { at-most: 5, to: text }` (Levenshtein 1966). Without a bound the texts have to be equal.
 */
export const levenshtein: Check = {
  fault: (spec) => (optionsOf(spec) === undefined ? badArgument(spec, 'number') : undefined),
  async run(spec, { output, expected }): Promise<CheckFinding> {
    const { atMost, to } = optionsOf(spec) ?? { atMost: 0 };
    const reference = to ?? (typeof expected === 'object' ? JSON.stringify(expected) : textOf(expected));
    if (reference === undefined) return { holds: false, args: { limit: atMost }, unknown: 'check.nothing-expected' };
    const [a, b] = [fold(output, spec), fold(reference, spec)];
    if (a.length > LONGEST || b.length > LONGEST) {
      return { holds: false, args: { limit: LONGEST }, unknown: 'check.levenshtein-too-long' };
    }
    const { distance } = await import('fastest-levenshtein');
    const found = distance(a, b);
    const longest = Math.max(a.length, b.length);
    return { holds: found <= atMost, score: longest === 0 ? 1 : 1 - found / longest, args: { found, limit: atMost } };
  },
};

function optionsOf({ argument }: CheckSpec): { atMost: number; to?: string } | undefined {
  if (argument === undefined) return { atMost: 0 };
  if (typeof argument === 'number') return isCount(argument) ? { atMost: argument } : undefined;
  if (typeof argument !== 'object' || argument === null || Array.isArray(argument)) return undefined;
  const { 'at-most': atMost = 0, to, ...rest } = argument as Record<string, unknown>;
  if (Object.keys(rest).length > 0 || !isCount(atMost)) return undefined;
  if (to === undefined) return { atMost };
  return typeof to === 'string' ? { atMost, to } : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
