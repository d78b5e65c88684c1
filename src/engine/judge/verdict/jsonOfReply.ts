import { withoutThoughts } from './hiddenThoughts';

/** Longer replies are no verdict. */
const LONGEST = 200_000;

/**
 * The JSON object in a reply: all of it, what one code fence holds, or from the first brace to the last. Strict: nothing
 * is repaired, because a lost claim would change what a formula counts.
 * @returns undefined where there is none
 */
export function jsonOfReply(text: string): Record<string, unknown> | undefined {
  if (text.length > LONGEST) return undefined;
  const plain = withoutThoughts(text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'))?.trim();
  if (plain === undefined) return undefined;
  return objectIn(plain) ?? objectIn(plain.slice(plain.indexOf('{'), plain.lastIndexOf('}') + 1));
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
