import type { Range } from 'vscode-languageserver-types';
import { FILE_START } from '../problem';
import type { ParsedPrompt } from '../prompt/promptFile';
import type { ScaleLabel } from './verdict/rankedLabels';

export type { ScaleLabel } from './verdict/rankedLabels';

export interface Scale {
  min: number;
  max: number;
  /** From the worst to the best; absent on a scale of numbers. */
  labels?: ScaleLabel[];
}

export interface JudgeScale extends Scale {
  /** From here on an output passes, where the test set says nothing else. */
  threshold: number;
}

interface ScaleProblem {
  code: 'judge.bad-scale' | 'judge.bad-threshold';
  range: Range;
  args: Record<string, string | number>;
}

const DEFAULT: Scale = { min: 1, max: 5 };

/** How far up the scale an output has to be to pass: 4 on 1 to 5. */
const PASSING_SHARE = 0.75;

/** More labels than a person tells apart (Miller 1956) are a scale of numbers. */
const MOST_LABELS = 9;

/** Scales of two words that everybody knows, from the worse to the better. */
const WELL_KNOWN: Readonly<Record<string, readonly [string, string]>> = {
  'pass/fail': ['fail', 'pass'],
  'fail/pass': ['fail', 'pass'],
  'yes/no': ['no', 'yes'],
  'no/yes': ['no', 'yes'],
  '通過/不通過': ['不通過', '通過'],
  '合格/不合格': ['不合格', '合格'],
};

/**
 * A judge's scale: `assay.scale` in its frontmatter, else `minimum` and `maximum` of `score` in its output schema, or the
 * least and the greatest of its `enum`; else 1 to 5.
 */
export function judgeScale(parsed: ParsedPrompt): JudgeScale | ScaleProblem {
  const extension = parsed.metadata.ext?.assay ?? {};
  const at = (key: string) => parsed.ranges.get(key)?.value ?? FILE_START;
  const written = extension.scale === undefined ? scaleOfSchema(parsed) : readScale(extension.scale);
  if (written === undefined) {
    return { code: 'judge.bad-scale', range: at('assay.scale'), args: { found: asWritten(extension.scale) } };
  }
  const threshold = extension.threshold === undefined ? usualThreshold(written) : onScale(extension.threshold, written);
  if (threshold === undefined) {
    const { min, max } = written;
    const args = { found: String(extension.threshold), min, max };
    return { code: 'judge.bad-threshold', range: at('assay.threshold'), args };
  }
  return { ...written, threshold };
}

/** Where a scale is passed if nobody says: three quarters up. */
export function usualThreshold({ min, max, labels }: Scale): number {
  // Of labels the best is passed where there are two, and one of those in the upper quarter where there are more.
  const exact = min + PASSING_SHARE * (max - min);
  return labels?.find(({ score }) => score >= exact)?.score ?? exact;
}

/** A score that is written as a number or as a label; undefined where it is not on the scale. */
export function onScale(written: unknown, { min, max, labels }: Scale): number | undefined {
  if (typeof written === 'number') return written >= min && written <= max ? written : undefined;
  const wanted = typeof written === 'string' ? written.trim().toLowerCase() : undefined;
  return labels?.find(({ label }) => label.toLowerCase() === wanted)?.score;
}

/**
 * Reads a scale as people write it.
 *
 * - `1-10`, `0-1`, `-1 to 1` or `[1, 10]`: its two ends
 * - `pass/fail`, or any list of words from the worst to the best: evenly spaced from 0 to 1
 * - `{contradicts: 0, partly: 0.6, agrees: 1}`: words with their scores
 * @returns undefined where it is no scale
 */
export function readScale(written: unknown): Scale | undefined {
  if (Array.isArray(written)) {
    if (written.length === 2 && written.every((end) => typeof end === 'number')) return bounds(written[0], written[1]);
    return written.every((label): label is string => typeof label === 'string') ? evenly(written) : undefined;
  }
  if (typeof written === 'string') {
    const known = WELL_KNOWN[written.trim().toLowerCase().replaceAll(/\s/g, '')];
    if (known !== undefined) return evenly(known);
    const match = /^\s*(-?\d+(?:\.\d+)?)\s*(?:-|–|\.\.|to)\s*(-?\d+(?:\.\d+)?)\s*$/.exec(written);
    return match === null ? undefined : bounds(Number(match[1]), Number(match[2]));
  }
  if (typeof written !== 'object' || written === null) return undefined;
  const labels = Object.entries(written).map(([label, score]) => ({ label, score: score as unknown }));
  return labels.every((each): each is ScaleLabel => typeof each.score === 'number') ? labelled(labels) : undefined;
}

function evenly(words: readonly string[]): Scale | undefined {
  return labelled(words.map((label, index) => ({ label, score: words.length < 2 ? 0 : index / (words.length - 1) })));
}

function labelled(labels: readonly ScaleLabel[]): Scale | undefined {
  const sorted = [...labels].sort((a, b) => a.score - b.score);
  const distinct = new Set(sorted.map(({ label }) => label.trim().toLowerCase()));
  if (distinct.size !== labels.length || distinct.has('') || labels.length > MOST_LABELS) return undefined;
  const range = bounds(sorted[0]?.score, sorted.at(-1)?.score);
  return range && { ...range, labels: sorted };
}

function scaleOfSchema(parsed: ParsedPrompt): Scale | undefined {
  const properties = parsed.metadata.output?.schema?.properties as Record<string, unknown> | undefined;
  const score = properties?.score;
  if (typeof score !== 'object' || score === null) return DEFAULT;
  const { minimum, maximum, enum: values } = score as { minimum?: unknown; maximum?: unknown; enum?: unknown };
  if (typeof minimum === 'number' && typeof maximum === 'number') return bounds(minimum, maximum);
  if (Array.isArray(values)) {
    const numbers = values.filter((value): value is number => typeof value === 'number');
    if (numbers.length > 1) return bounds(Math.min(...numbers), Math.max(...numbers));
  }
  return DEFAULT;
}

function bounds(min: unknown, max: unknown): Scale | undefined {
  return typeof min === 'number' && typeof max === 'number' && Number.isFinite(min) && Number.isFinite(max) && min < max
    ? { min, max }
    : undefined;
}

function asWritten(written: unknown): string {
  return typeof written === 'object' ? JSON.stringify(written) : String(written ?? '');
}
