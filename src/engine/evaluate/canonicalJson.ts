/**
 * JSON with sorted keys, so that equal values give equal text. What JSON has no word for (undefined, functions) is
 * left out as `JSON.stringify` does.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, child: unknown) => (isPlainObject(child) ? withSortedKeys(child) : child)) ?? '';
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withSortedKeys(object: Record<string, unknown>): Record<string, unknown> {
  const keys = Object.keys(object);
  const sorted: Record<string, unknown> = Object.create(null);
  for (const key of keys.sort()) sorted[key] = object[key];
  return sorted;
}
