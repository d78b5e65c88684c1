import type { CheckSpec } from '../../testset/testSet';
import { badArgument, type Check } from './check';

/**
 * The output is no longer than a number of characters, `length: 200`; or within bounds, in a unit of one's choice:
 * `length: { min: 10, max: 50, unit: words }`. Units: `characters` as people see them (grapheme clusters, the default),
 * `words` (Unicode segmentation, so that Chinese and Japanese count as well), `bytes` of UTF-8.
 */
export const length: Check = {
  fault: (spec) => (boundsOf(spec) === undefined ? badArgument(spec, 'length') : undefined),
  run(spec, { output }) {
    const { min, max, unit } = boundsOf(spec) ?? { min: 0, max: Number.POSITIVE_INFINITY, unit: 'characters' };
    const size = measure(output, unit);
    const bounds = Number.isFinite(max) ? `${min}–${max}` : `≥ ${min}`;
    return { holds: size >= min && size <= max, args: { size, bounds, unit } };
  },
};

const UNITS = ['characters', 'words', 'bytes'] as const;
type Unit = (typeof UNITS)[number];

function boundsOf({ argument }: CheckSpec): { min: number; max: number; unit: Unit } | undefined {
  if (typeof argument === 'number') return argument >= 0 ? { min: 0, max: argument, unit: 'characters' } : undefined;
  if (typeof argument !== 'object' || argument === null || Array.isArray(argument)) return undefined;
  const { min = 0, max = Number.POSITIVE_INFINITY, unit = 'characters', ...rest } = argument as Record<string, unknown>;
  if (Object.keys(rest).length > 0 || (min === 0 && max === Number.POSITIVE_INFINITY)) return undefined;
  if (typeof min !== 'number' || typeof max !== 'number' || min < 0 || max < min) return undefined;
  return UNITS.includes(unit as Unit) ? { min, max, unit: unit as Unit } : undefined;
}

function measure(text: string, unit: Unit): number {
  if (unit === 'bytes') return new TextEncoder().encode(text).length;
  const granularity = unit === 'words' ? 'word' : 'grapheme';
  let count = 0;
  for (const { isWordLike } of new Intl.Segmenter('und', { granularity }).segment(text)) {
    if (unit === 'characters' || isWordLike) count++;
  }
  return count;
}
