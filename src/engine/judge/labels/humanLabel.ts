/**
 * What a person said of one output. Labels belong to an output, not to a case: when the prompt answers something else,
 * nobody has said anything of that yet.
 */
export interface HumanLabel {
  /** UUID. */
  id: string;
  /** The prompt's path relative to the workspace, with `/`. */
  prompt: string;
  caseId: string;
  /** Whom the score answers: a judge's name; absent for the output as a whole. */
  judge?: string;
  /** The output as the person saw it. */
  output: string;
  /** SHA-256 of `output` in UTF-8, 64 hex digits. */
  outputDigest: string;
  /** What else a judge is shown of the case, so that a label can be used where the test set is not what it was. */
  input?: Record<string, unknown>;
  expected?: unknown;
  context?: string[];
  criterion?: string[];
  /** On `min`..`max`: the judge's own scale, 1 to 5 for the output as a whole. */
  score?: number;
  min?: number;
  max?: number;
  thumb?: 'up' | 'down';
  /** What the output should have been. */
  corrected?: string;
  note?: string;
  /** Who said it: `Ada <ada@example.com>` as git has it, or a name alone. */
  by: string;
  /** ISO 8601, UTC, with milliseconds. */
  at: string;
  /** Id of the label that this one takes the place of. */
  replaces?: string;
  /** The person takes back what they said before. */
  withdrawn?: true;
}

/** What a label is about. */
export type LabelSubject = Pick<
  HumanLabel,
  'prompt' | 'caseId' | 'judge' | 'output' | 'input' | 'expected' | 'context' | 'criterion'
>;

/** What a person says in it. */
export type Opinion = Pick<HumanLabel, 'score' | 'thumb' | 'corrected' | 'note'>;

/** The order of the keys in a line, in which people read a diff: who and when, of what, what they said, the long texts. */
const ORDER = [
  'id',
  'at',
  'by',
  'prompt',
  'caseId',
  'judge',
  'score',
  'min',
  'max',
  'thumb',
  'note',
  'corrected',
  'replaces',
  'withdrawn',
  'outputDigest',
  'output',
  'input',
  'expected',
  'context',
  'criterion',
] as const satisfies readonly (keyof HumanLabel)[];

/** A label as one line of JSON, without the line break: equal labels are equal lines. */
export function formatLabel(label: HumanLabel): string {
  return JSON.stringify(Object.fromEntries(ORDER.map((key) => [key, label[key]])));
}

/** Whether a label says anything. */
export function saysAnything({ score, thumb, corrected, note }: Opinion): boolean {
  return score !== undefined || thumb !== undefined || corrected !== undefined || note !== undefined;
}
