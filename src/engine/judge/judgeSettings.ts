import type { Problem } from '../problem';
import { FILE_START } from '../problem';
import type { ParsedPrompt } from '../prompt/promptFile';
import type { Aggregate, JudgeExample, JudgeReference } from '../testset/testSet';
import { nearestName } from '../text/nearestName';
import { MEASURES } from './measures';

/** How a judge goes about it, from its own frontmatter and what the test set says over that. */
export interface JudgeSettings {
  /** Name of a formula in `MEASURES` that computes the score from the reply; absent where the reply has the score. */
  measure?: string;
  /** Compares the output with the expected answer, in both orders. */
  pairwise: boolean;
  /** Never looks at the output, only at what was retrieved. */
  judgesContext: boolean;
  /** What an output that holds nothing to judge is worth: the worst score, or the best (nothing toxic was said). */
  empty: 'worst' | 'best';
  /** How often each model is asked. */
  repeat: number;
  /** How the scores of several models become one. */
  aggregate: Aggregate;
  /** Ask for log-probabilities and weigh the score by them. */
  logprobs: boolean;
  /** `provider/name` of the embeddings that the formula needs. */
  embedding?: string;
  /** What is judged, in a sentence. */
  criterion?: string;
  temperature?: number;
  examples: JudgeExample[];
  examplesFromLabels: number;
  language: 'en' | 'zh-TW';
}

/** What a judge's frontmatter may say under `assay`; other keys there belong to prompts in general. */
const OWN_KEYS: Readonly<Record<string, { wanted: string; fits(value: unknown): boolean }>> = {
  measure: { wanted: '', fits: (value) => typeof value === 'string' && Object.hasOwn(MEASURES, value) },
  pairwise: flag(),
  empty: oneOf('worst', 'best'),
  repeat: {
    wanted: '1–20',
    fits: (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 20,
  },
  aggregate: oneOf('mean', 'median', 'majority'),
  logprobs: flag(),
  subject: oneOf('output', 'context'),
  embedding: { wanted: 'provider/name', fits: isText },
  criterion: { wanted: 'criterion: …', fits: isText },
  language: oneOf('en', 'zh-TW'),
  examples: {
    wanted: '[{output: …, score: …}]',
    fits: (value) => Array.isArray(value) && value.length <= 50 && value.every(isExample),
  },
};

function flag() {
  return { wanted: 'true, false', fits: (value: unknown) => typeof value === 'boolean' };
}

function oneOf(...allowed: readonly string[]) {
  return { wanted: allowed.join(', '), fits: (value: unknown) => allowed.includes(value as string) };
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

/** The settings of a judge, and what is wrong with those in its frontmatter. */
export function judgeSettings(
  parsed: ParsedPrompt,
  reference: JudgeReference,
): { settings: JudgeSettings; problems: Problem[] } {
  const written = parsed.metadata.ext?.assay ?? {};
  const problems: Problem[] = [];
  const own: Record<string, unknown> = {};
  for (const [key, { fits }] of Object.entries(OWN_KEYS)) {
    const value = written[key];
    if (value === undefined) continue;
    if (fits(value)) own[key] = value;
    else problems.push(badSetting(parsed, key, value));
  }
  const frontmatter = own as Partial<JudgeSettings>;
  const measure = frontmatter.measure === undefined ? undefined : MEASURES[frontmatter.measure];
  const optional = {
    measure: frontmatter.measure,
    embedding: reference.embedding ?? frontmatter.embedding,
    criterion: reference.criterion ?? frontmatter.criterion,
    temperature: reference.temperature,
  };
  const settings: JudgeSettings = {
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as typeof optional),
    pairwise: frontmatter.pairwise ?? false,
    judgesContext: measure?.judgesContext ?? written.subject === 'context',
    empty: frontmatter.empty ?? 'worst',
    repeat: reference.repeat ?? frontmatter.repeat ?? 1,
    aggregate: reference.aggregate ?? frontmatter.aggregate ?? 'mean',
    logprobs: reference.logprobs ?? frontmatter.logprobs ?? false,
    examples: [...(frontmatter.examples ?? []), ...(reference.examples ?? [])],
    examplesFromLabels: reference.examplesFromLabels ?? 0,
    language: frontmatter.language ?? 'en',
  };
  return { settings, problems };
}

function badSetting(parsed: ParsedPrompt, key: string, value: unknown): Problem {
  const range = parsed.ranges.get(`assay.${key}`)?.value ?? FILE_START;
  const found = typeof value === 'object' ? JSON.stringify(value).slice(0, 60) : String(value);
  if (key !== 'measure') {
    const args = { key: `assay.${key}`, found, wanted: OWN_KEYS[key]?.wanted ?? '' };
    return { code: 'judge.bad-setting', severity: 'error', file: parsed.file, range, args };
  }
  const known = Object.keys(MEASURES);
  const suggestion = nearestName(found, known) ?? known.join(', ');
  return { code: 'judge.unknown-measure', severity: 'error', file: parsed.file, range, args: { found, suggestion } };
}

function isExample(value: unknown): value is JudgeExample {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { output, score } = value as Record<string, unknown>;
  return typeof output === 'string' && (typeof score === 'number' || typeof score === 'string');
}
