import type { CheckSpec } from '../../testset/testSet';
import { characterFScore } from '../../text/characterNgrams';
import { textOf } from './argumentText';
import { badArgument, type Check, type CheckFinding } from './check';
import { fold } from './fold';

/** An output passes from here on where the check names no bound. */
const DEFAULT_MIN = 0.5;

/**
 * How much the output is like the expected answer: the character n-gram F-score chrF (Popović 2015, see
 * `characterFScore`), 0..1. `similarity: 0.6` asks for at least 0.6; `similarity: { min: 0.6, to: text }` compares with
 * a text of its own. The score of the check is the measure itself.
 */
export const similarity: Check = {
  fault: (spec) => (optionsOf(spec) === undefined ? badArgument(spec, 'similarity') : undefined),
  run(spec, { output, expected }): CheckFinding {
    const { min, to } = optionsOf(spec) ?? { min: DEFAULT_MIN };
    const reference = to ?? (typeof expected === 'object' ? JSON.stringify(expected) : textOf(expected));
    if (reference === undefined) return { holds: false, score: 0, args: { min }, unknown: 'check.nothing-expected' };
    const score = characterFScore(fold(output, spec), fold(reference, spec));
    return { holds: score >= min, score, args: { score: Number(score.toFixed(2)), min } };
  },
};

function optionsOf({ argument }: CheckSpec): { min: number; to?: string } | undefined {
  if (argument === undefined) return { min: DEFAULT_MIN };
  if (typeof argument === 'number') return isShare(argument) ? { min: argument } : undefined;
  if (typeof argument !== 'object' || argument === null || Array.isArray(argument)) return undefined;
  const { min = DEFAULT_MIN, to, ...rest } = argument as Record<string, unknown>;
  if (Object.keys(rest).length > 0 || !isShare(min)) return undefined;
  if (to === undefined) return { min };
  return typeof to === 'string' && to !== '' ? { min, to } : undefined;
}

function isShare(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}
