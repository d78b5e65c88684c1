import type { CheckSpec } from '../../testset/testSet';
import { textOf } from './argumentText';
import type { Check, CheckFault, CheckFinding, CheckSubject } from './check';

/** How an argument says what to compare with and how much is enough. */
export interface MeasuredArgument {
  /** Texts to compare with; those of the case where there are none. */
  to?: string[];
  atLeast: number;
  /** What else the check takes, as it is written. */
  more: Readonly<Record<string, unknown>>;
}

/**
 * Reads `check: 0.6`, `check: { at-least: 0.6, to: text }`, where `to` may be a list of texts.
 * @param usual the bound where none is given
 * @param keys other keys that the check takes
 * @returns undefined where it is none of these
 */
export function measuredArgument(
  { argument }: CheckSpec,
  usual: number,
  keys: readonly string[] = [],
): MeasuredArgument | undefined {
  if (argument === undefined) return { atLeast: usual, more: {} };
  if (typeof argument === 'number') return isShare(argument) ? { atLeast: argument, more: {} } : undefined;
  if (typeof argument !== 'object' || argument === null || Array.isArray(argument)) return undefined;
  const { 'at-least': atLeast = usual, to, ...more } = argument as Record<string, unknown>;
  if (!isShare(atLeast) || Object.keys(more).some((key) => !keys.includes(key))) return undefined;
  if (to === undefined) return { atLeast, more };
  const texts = [to].flat().filter((text): text is string => typeof text === 'string' && text !== '');
  return texts.length > 0 && texts.length === [to].flat().length ? { atLeast, to: texts, more } : undefined;
}

/** The texts to compare with: the check's own, or the expected answer; undefined where there is neither. */
export function referencesOf({ to }: Pick<MeasuredArgument, 'to'>, { expected }: CheckSubject): string[] | undefined {
  if (to !== undefined) return to;
  if (Array.isArray(expected)) {
    const texts = expected.map(textOf);
    return texts.every((text) => text !== undefined) ? (texts as string[]) : [JSON.stringify(expected)];
  }
  const text = typeof expected === 'object' && expected !== null ? JSON.stringify(expected) : textOf(expected);
  return text === undefined ? undefined : [text];
}

/** A check whose score is a measure of likeness to one or several texts, 0..1. */
export function measure(
  usual: number,
  score: (output: string, references: readonly string[], more: MeasuredArgument['more']) => number,
  { keys = [], fault }: { keys?: readonly string[]; fault?: (more: MeasuredArgument['more']) => boolean } = {},
): Check {
  const read = (spec: CheckSpec) => {
    const argument = measuredArgument(spec, usual, keys);
    return argument === undefined || fault?.(argument.more) ? undefined : argument;
  };
  return {
    fault: (spec): CheckFault | undefined =>
      read(spec) === undefined ? { code: 'check.argument-measure', args: { check: spec.kind } } : undefined,
    run(spec, subject): CheckFinding {
      const argument = read(spec) ?? { atLeast: usual, more: {} };
      const { atLeast } = argument;
      const references = referencesOf(argument, subject);
      if (references === undefined) {
        return { holds: false, score: 0, args: { min: atLeast }, unknown: 'check.nothing-expected' };
      }
      const found = score(subject.output, references, argument.more);
      return { holds: found >= atLeast, score: found, args: { score: Number(found.toFixed(3)), min: atLeast } };
    },
  };
}

function isShare(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}
