import { fenced } from './fenced';

const MOST_SAMPLES = 5;
const LONGEST_SAMPLE = 60;

/** Some values in one line of Markdown, each once; empty where there are none. */
export function sampleValues(values: readonly unknown[]): string {
  return [...new Set(values.map(sampleText))].slice(0, MOST_SAMPLES).join(', ');
}

function sampleText(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  const cut = text.length > LONGEST_SAMPLE ? `${text.slice(0, LONGEST_SAMPLE - 1)}…` : text;
  return fenced(cut, '`');
}
