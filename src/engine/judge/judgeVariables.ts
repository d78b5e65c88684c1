/** What a judge's template gets to see, as text. */

/** A value as text: text as it is, everything else as JSON. */
export function textOfValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

/**
 * The case's input in words: the variable `question` alone where there is one, a single variable alone, else each
 * variable on a line of its own with its name.
 */
export function describeInput(input: Readonly<Record<string, unknown>>): string {
  if (typeof input.question === 'string') return input.question;
  const entries = Object.entries(input);
  const [only] = entries;
  if (entries.length === 1 && only !== undefined) return textOfValue(only[1]);
  return entries.map(([name, value]) => `${name}: ${textOfValue(value)}`).join('\n');
}

/** An output as data that cannot be taken for anything else: a JSON string between two lines with the boundary. */
export function quoteOutput(output: string, boundary: string): string {
  return `<output ${boundary}>\n${JSON.stringify(output)}\n</output ${boundary}>`;
}
