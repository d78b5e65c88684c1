import { ITEMS, ITEMS_IF_LIST, ROOT, type ValuePath, type ValueStep } from './scope';

/** Whether two ways lead to the same field: `maybe` where one goes through all fields of a map, and the other by a name. */
export type Sameness = 'yes' | 'maybe' | 'no';

/** Compares two ways to a field, which both end with a name. */
export function compareWays(one: ValuePath, other: ValuePath): Sameness {
  if (one.at(-1) !== other.at(-1)) return 'no';
  const rest = follow(one, other);
  return rest.some(({ behind, sure }) => behind.length === 0 && sure)
    ? 'yes'
    : rest.some(({ behind }) => behind.length === 0)
      ? 'maybe'
      : 'no';
}

/**
 * What of a way is left behind the beginning of it, in all readings: an item of a list may also be named by its number, and
 * a block goes through its subject only where that is a list.
 */
export function waysBehind(way: ValuePath, beginning: ValuePath): ValuePath[] {
  const ways = new Map<string, ValuePath>();
  for (const { behind } of follow(beginning, way)) ways.set(wayKey(behind), behind);
  return [...ways.values()];
}

/** Follows a way along another one to the end of the first; what remains of the second is `behind`. */
function follow(first: ValuePath, second: ValuePath): { behind: ValuePath; sure: boolean }[] {
  const [step, ...rest] = first;
  const [other, ...others] = second;
  if (step === undefined) {
    const passed = other === ITEMS_IF_LIST ? follow([], others) : [];
    return [{ behind: second, sure: true }, ...passed];
  }
  if (step === ITEMS_IF_LIST) {
    const inside = other === ITEMS || other === ITEMS_IF_LIST || isNumber(other) ? follow(rest, others) : [];
    return [...inside, ...follow(rest, second)];
  }
  if (other === ITEMS_IF_LIST) {
    return [...(step === ITEMS || isNumber(step) ? follow(rest, others) : []), ...follow(first, others)];
  }
  if (other === undefined) return [];
  if (step === other) return follow(rest, others);
  const items = step === ITEMS || other === ITEMS;
  if (!items || step === ROOT || other === ROOT) return [];
  const sure = isNumber(step) || isNumber(other);
  return follow(rest, others).map((each) => ({ ...each, sure: each.sure && sure }));
}

/** The same way through any item of a list, where it goes through one by its number: all items have the same fields. */
export function anyItem(way: ValuePath): ValuePath {
  return way.map((step, index) => (index > 0 && index < way.length - 1 && isNumber(step) ? ITEMS : step));
}

function isNumber(step: ValueStep | undefined): boolean {
  return typeof step === 'string' && /^\d+$/.test(step);
}

/** A text that is the same for equal ways only. */
export function wayKey(way: ValuePath): string {
  return JSON.stringify(way.map((step) => (typeof step === 'string' ? step : [String(step)])));
}

/** The name at the end of a way; undefined where none is there. */
export function nameOfWay(way: ValuePath): string | undefined {
  const last = way.at(-1);
  return typeof last === 'string' ? last : undefined;
}

/** The way to the field that would be there under another name. */
export function renamedWay(way: ValuePath, name: string): ValuePath {
  return [...way.slice(0, -1), name];
}
