import type { Range } from 'vscode-languageserver-types';
import { FILE_START } from '../problem';
import type { ParsedPrompt } from '../prompt/promptFile';

export interface JudgeScale {
  min: number;
  max: number;
  /** From here on an output passes, where the test set says nothing else. */
  threshold: number;
}

interface ScaleProblem {
  code: 'judge.bad-scale' | 'judge.bad-threshold';
  range: Range;
  args: Record<string, string | number>;
}

const DEFAULT = { min: 1, max: 5 };

/** How far up the scale an output has to be to pass: 4 on 1 to 5. */
const PASSING_SHARE = 0.75;

/**
 * A judge's scale: `assay.scale` in its frontmatter (`1-10`, `0-1` or `[1, 10]`), else `minimum` and `maximum` of
 * `score` in its output schema, or the least and the greatest of its `enum`; else 1 to 5.
 */
export function judgeScale(parsed: ParsedPrompt): JudgeScale | ScaleProblem {
  const extension = parsed.metadata.ext?.assay ?? {};
  const at = (key: string) => parsed.ranges.get(key)?.value ?? FILE_START;
  const written = extension.scale === undefined ? scaleOfSchema(parsed) : readScale(extension.scale);
  if (written === undefined || written.min >= written.max) {
    return { code: 'judge.bad-scale', range: at('assay.scale'), args: { found: String(extension.scale ?? '') } };
  }
  const { min, max } = written;
  const threshold = extension.threshold ?? min + PASSING_SHARE * (max - min);
  if (typeof threshold !== 'number' || threshold < min || threshold > max) {
    return { code: 'judge.bad-threshold', range: at('assay.threshold'), args: { found: String(threshold), min, max } };
  }
  return { min, max, threshold };
}

function readScale(written: unknown): { min: number; max: number } | undefined {
  if (Array.isArray(written) && written.length === 2) return bounds(written[0], written[1]);
  if (typeof written !== 'string') return undefined;
  const match = /^\s*(-?\d+(?:\.\d+)?)\s*(?:-|–|\.\.|to)\s*(-?\d+(?:\.\d+)?)\s*$/.exec(written);
  return match === null ? undefined : bounds(Number(match[1]), Number(match[2]));
}

function scaleOfSchema(parsed: ParsedPrompt): { min: number; max: number } | undefined {
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

function bounds(min: unknown, max: unknown): { min: number; max: number } | undefined {
  return typeof min === 'number' && typeof max === 'number' && Number.isFinite(min) && Number.isFinite(max)
    ? { min, max }
    : undefined;
}
