import type { CheckSpec } from '../../testset/testSet';
import { badArgument, type CheckFault, type CheckSubject } from './check';

/** A text as the user wrote it; numbers and booleans count as their text. Undefined for everything else. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A list of texts from a list, or from one text; undefined where it is neither or empty. */
export function textsOf(value: unknown): string[] | undefined {
  const items = Array.isArray(value) ? value : [value];
  const texts = items.map(textOf).filter((text) => text !== undefined && text !== '');
  return texts.length === items.length && texts.length > 0 ? (texts as string[]) : undefined;
}

/** The text to compare with: the check's own argument, or the case's expected answer where it has none. */
export function wantedText({ argument }: CheckSpec, { expected }: CheckSubject): string | undefined {
  return argument === undefined ? textOf(expected) : textOf(argument);
}

/** For checks that take one text, or compare with the expected answer. */
export function textFault(spec: CheckSpec): CheckFault | undefined {
  if (spec.argument === undefined) return undefined;
  const text = textOf(spec.argument);
  return text === undefined || text === '' ? badArgument(spec, 'text') : undefined;
}
