/**
 * The variables of a judge's template:
 * - `output`: the output under test, quoted (see `quoted`); every judge but those of pairs and of contexts has to read it
 * - `question`: the case's input in words (see `describeInput`); `input` has the same by variable: `{{input.lang}}`
 * - `expected`, `context`: what the case gives, as text; a judge that reads one outright needs it of every case
 * - `passages`: the context passage by passage, quoted and numbered from 1
 * - `boundary`: the mark around everything quoted, random for each request
 * - `min`, `max`: the ends of the judge's scale
 * - `scale`: in words what the score may be; `best`, `good`, `middle`, `poor`, `worst`: what it is on five levels, so that
 *   a rubric in five levels serves every scale
 * - `criterion`: what is judged, where the case or the test set says it
 * - `examples`: judged examples as data, empty where there are none
 * - `first`, `second`: the two answers of a pair, quoted
 */
export const JUDGE_VARIABLES: readonly string[] = [
  'output',
  'question',
  'input',
  'expected',
  'context',
  'passages',
  'boundary',
  'min',
  'max',
  'scale',
  'best',
  'good',
  'middle',
  'poor',
  'worst',
  'criterion',
  'examples',
  'first',
  'second',
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

/**
 * A text as data that cannot be taken for anything else: a JSON string between two lines with the boundary.
 * @param name what stands in the two lines: `output`, `passage 1`
 */
export function quoted(text: string, name: string, boundary: string): string {
  return `<${name} ${boundary}>\n${JSON.stringify(text)}\n</${name} ${boundary}>`;
}
