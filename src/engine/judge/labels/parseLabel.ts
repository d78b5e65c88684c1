import { type HumanLabel, saysAnything } from './humanLabel';
import { outputDigest } from './outputDigest';

/** Why a line is no label. */
export type LabelFault = 'conflict' | 'not-json' | 'not-a-label' | 'off-scale' | 'other-output';

/** Reads a line that anybody may have written. Keys that it does not know are left out. */
export function parseLabel(line: string): { label: HumanLabel } | { fault: LabelFault; detail: string } {
  if (/^(<{7}|={7}|>{7}|\|{7})/.test(line)) return { fault: 'conflict', detail: '' };
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { fault: 'not-json', detail: '' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { fault: 'not-a-label', detail: '' };
  const wrong = Object.entries(FIELDS).find(([key, field]) => !field((value as Record<string, unknown>)[key]));
  if (wrong !== undefined) return { fault: 'not-a-label', detail: wrong[0] };
  const label = known(value as HumanLabel);
  const { score, min, max } = label;
  if ((score === undefined) !== (min === undefined) || (score === undefined) !== (max === undefined)) {
    return { fault: 'not-a-label', detail: 'score' };
  }
  if (score !== undefined && min !== undefined && max !== undefined && !(min < max && min <= score && score <= max)) {
    return { fault: 'off-scale', detail: `${score}` };
  }
  if (label.withdrawn === undefined && !saysAnything(label)) return { fault: 'not-a-label', detail: 'score' };
  if (outputDigest(label.output) !== label.outputDigest) return { fault: 'other-output', detail: '' };
  return { label };
}

type Field = (value: unknown) => boolean;

const text: Field = (value) => typeof value === 'string';
const name: Field = (value) => typeof value === 'string' && value !== '';
const number: Field = (value) => typeof value === 'number' && Number.isFinite(value);
const anything: Field = () => true;
const time: Field = (value) =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) &&
  !Number.isNaN(Date.parse(value));
const optional =
  (field: Field): Field =>
  (value) =>
    value === undefined || field(value);
const oneOf =
  (...values: readonly unknown[]): Field =>
  (value) =>
    values.includes(value);

const FIELDS: { readonly [Key in keyof Required<HumanLabel>]: Field } = {
  id: name,
  prompt: name,
  caseId: text,
  judge: optional(name),
  output: text,
  outputDigest: text,
  input: optional((value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
  expected: anything,
  context: optional((value) => Array.isArray(value) && value.every(text)),
  criterion: optional((value) => Array.isArray(value) && value.length > 0 && value.every(text)),
  score: optional(number),
  min: optional(number),
  max: optional(number),
  thumb: optional(oneOf('up', 'down')),
  corrected: optional(text),
  note: optional(text),
  by: name,
  at: time,
  replaces: optional(name),
  withdrawn: optional(oneOf(true)),
};

function known(value: HumanLabel): HumanLabel {
  const kept = Object.keys(FIELDS).filter((key) => value[key as keyof HumanLabel] !== undefined);
  return Object.fromEntries(kept.map((key) => [key, value[key as keyof HumanLabel]])) as unknown as HumanLabel;
}
