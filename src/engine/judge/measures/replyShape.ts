/** More parts than that are no verdict on one answer. */
const MOST_PARTS = 500;

/** A list of maps under a key of a reply, each with a non-empty text under `text`; undefined where it has another shape. */
export function partsOf(reply: unknown, key: string): Record<string, unknown>[] | undefined {
  const list = partOf(reply, key);
  if (!Array.isArray(list) || list.length > MOST_PARTS) return undefined;
  return list.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item)) ? list : undefined;
}

/** One value of a reply. */
export function partOf(reply: unknown, key: string): unknown {
  return typeof reply === 'object' && reply !== null && Object.hasOwn(reply, key)
    ? (reply as Record<string, unknown>)[key]
    : undefined;
}

/** Text that is not empty. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

/** Whole numbers from 1 to `most`: passages as a judge counts them. */
export function passageNumbers(value: unknown, most: number): number[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.every((each) => Number.isInteger(each) && each >= 1 && each <= most) ? value : undefined;
}

/** The reason in a part of a reply, where it gives one. */
export function reasonOf(part: Record<string, unknown>): { reason?: string } {
  return isText(part.reason) ? { reason: part.reason } : {};
}
