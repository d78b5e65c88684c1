import { sortedLabels } from './cohenKappa';
import type { Label } from './confusionMatrix';

/**
 * Krippendorff's alpha of any number of raters, some of whom may have left items out: 1 − observed / expected
 * disagreement over all pairable values (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability",
 * https://repository.upenn.edu/asc_papers/43).
 * @param raters one array a rater, one value an item, null where missing
 * @param options.metric `nominal`: any two values differ alike; `ordinal`: by the ranks between them; `interval`: by the
 *   square of their difference, for numbers only
 * @returns at most 1; null where it is undefined: no item with two values, all values the same, or an interval between
 *   what is no number
 */
export function krippendorffAlpha(
  raters: readonly (readonly (Label | null)[])[],
  { metric }: { metric: 'nominal' | 'ordinal' | 'interval' },
): number | null {
  const items = Math.max(0, ...raters.map((rater) => rater.length));
  const units = Array.from({ length: items }, (_, item) => raters.flatMap((rater) => rater[item] ?? [])).filter(
    (values) => values.length > 1,
  );
  if (metric === 'interval') return alphaOfIntervals(units.map((values) => values.map(Number)));
  const labels = sortedLabels(units.flat());
  const places = new Map(labels.map((label, place) => [label, place]));
  const size = labels.length;
  const coincidences = new Float64Array(size * size);
  for (const values of units) {
    const counts = new Map<number, number>();
    for (const value of values) {
      const place = places.get(value) as number;
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    // All ordered pairs of values of different raters, each item weighing as much as it has values.
    for (const [first, count] of counts) {
      for (const [second, other] of counts) {
        const pairs = count * (first === second ? other - 1 : other);
        coincidences[first * size + second] =
          (coincidences[first * size + second] as number) + pairs / (values.length - 1);
      }
    }
  }
  const totals = labels.map((_, row) => {
    let sum = 0;
    for (let column = 0; column < size; column++) sum += coincidences[row * size + column] as number;
    return sum;
  });
  const n = totals.reduce((sum, total) => sum + total, 0);
  const difference = metric === 'nominal' ? () => 1 : ranksApart(totals);
  let observed = 0;
  let expected = 0;
  for (let row = 0; row < size; row++) {
    for (let column = row + 1; column < size; column++) {
      const apart = difference(row, column);
      observed += 2 * (coincidences[row * size + column] as number) * apart;
      expected += (2 * (totals[row] as number) * (totals[column] as number) * apart) / (n - 1);
    }
  }
  return expected === 0 || n <= 1 ? null : 1 - observed / expected;
}

/** The squared number of values from the one place to the other, those at the ends counting half. */
function ranksApart(totals: readonly number[]): (a: number, b: number) => number {
  const upTo = [0];
  for (const total of totals) upTo.push((upTo.at(-1) as number) + total);
  return (a, b) => {
    const between = (upTo[b + 1] as number) - (upTo[a] as number);
    return (between - ((totals[a] as number) + (totals[b] as number)) / 2) ** 2;
  };
}

/**
 * The same for squared differences, without looking at every two values: those of m values add up to 2 m Σ (x − mean)².
 * Scores off any lattice would otherwise make a table of all their distinct values.
 */
function alphaOfIntervals(units: readonly (readonly number[])[]): number | null {
  const all = units.flat();
  const within = units.reduce((sum, values) => sum + (squares(values) * values.length) / (values.length - 1), 0);
  const total = squares(all);
  return all.length > 1 && total > 0 ? 1 - (within * (all.length - 1)) / (total * all.length) : null;
}

/** Σ (x − mean)²; exactly 0 where all are the same. */
function squares(values: readonly number[]): number {
  const origin = values[0] ?? 0;
  const shift = values.reduce((sum, value) => sum + value - origin, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - origin - shift) ** 2, 0);
}
