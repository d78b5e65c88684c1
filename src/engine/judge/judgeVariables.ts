/**
 * The variables of a judge's template:
 * - `output`: the output under test, quoted (see `quoteOutput`); every judge has to read it
 * - `question`: the case's input in words (see `describeInput`); `input` has the same by variable: `{{input.lang}}`
 * - `expected`, `context`: what the case gives, as text; a judge that reads one outright needs it of every case
 * - `boundary`: the mark around the quoted output, random for each request
 * - `min`, `max`: the ends of the judge's scale
 */
export const JUDGE_VARIABLES: readonly string[] = [
  'output',
  'question',
  'input',
  'expected',
  'context',
  'boundary',
  'min',
  'max',
];

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
