/** The types that a field of Picoschema may have without a name of its own. */
export const SCALARS: ReadonlySet<string> = new Set(['any', 'boolean', 'integer', 'null', 'number', 'string']);

/** A type and what follows its first comma, which may take several lines. */
export function typeAndDescription(text: string): { type: string; description?: string } {
  const comma = text.indexOf(',');
  if (comma < 0) return { type: text.trim() };
  // The line break that ends a block of YAML belongs to no description.
  const description = text.slice(comma + 1).replace(/^ +|[\r\n]+$/g, '');
  return { type: text.slice(0, comma).trim(), ...(description !== '' && { description }) };
}

/** Whether a value is a map of YAML or JSON: no list, no null. */
export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
