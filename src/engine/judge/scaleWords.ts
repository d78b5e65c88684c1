import type { JsonSchema } from '../prompt/message';
import type { Scale } from './judgeScale';

/** How a rubric names the steps of a scale: what its five levels are called, and what an answer may be. */
export interface ScaleWords {
  /** In a sentence: "a whole number from 1 to 5", "one of the words fail, pass". */
  scale: string;
  /** What stands for the best of the rubric's five levels, and so on down to the worst. */
  best: string;
  good: string;
  middle: string;
  poor: string;
  worst: string;
}

const LEVELS = ['worst', 'poor', 'middle', 'good', 'best'] as const;

/**
 * The words for a scale in a rubric that is written in five levels, so that one rubric serves every scale. Five steps
 * take a level each; where there are more, a level is a range of them (`9–10`), where there are fewer, several levels
 * share one (`fail`).
 */
export function scaleWords(scale: Scale, language: 'en' | 'zh-TW' = 'en'): ScaleWords {
  const marks = levelMarks(scale);
  return {
    scale: sentence(scale, language),
    ...(Object.fromEntries(LEVELS.map((level, index) => [level, marks[index]])) as Record<
      (typeof LEVELS)[number],
      string
    >),
  };
}

/** Whether the steps of a scale are whole numbers: all but scales of one unit and less, and those with broken ends. */
export function isWhole({ min, max, labels }: Scale): boolean {
  return labels === undefined && Number.isInteger(min) && Number.isInteger(max) && max - min >= 2;
}

/** What a reply's `score` has to be. */
export function scoreSchema(scale: Scale): JsonSchema {
  const { min, max, labels } = scale;
  if (labels !== undefined) return { type: 'string', enum: labels.map(({ label }) => label) };
  return { type: isWhole(scale) ? 'integer' : 'number', minimum: min, maximum: max };
}

function sentence(scale: Scale, language: 'en' | 'zh-TW'): string {
  const { min, max, labels } = scale;
  if (language === 'zh-TW') {
    if (labels !== undefined) return `下列字詞之一：${labels.map(({ label }) => label).join('、')}`;
    return isWhole(scale) ? `${min} 到 ${max} 的整數` : `${min} 到 ${max} 的數字，可以有小數`;
  }
  if (labels !== undefined) return `one of the words ${labels.map(({ label }) => label).join(', ')}`;
  return isWhole(scale)
    ? `a whole number from ${min} to ${max}`
    : `a number from ${min} to ${max}, such as ${middle(scale)}`;
}

function middle({ min, max }: Scale): number {
  return Number(((min + max) / 2).toFixed(2));
}

/** From the worst to the best. */
function levelMarks(scale: Scale): string[] {
  const steps = stepsOf(scale);
  if (steps === undefined) {
    const { min, max } = scale;
    return LEVELS.map((_, index) => String(Number((min + (index / 4) * (max - min)).toFixed(2))));
  }
  if (steps.length < LEVELS.length) return LEVELS.map((_, level) => steps[stepOf(level, steps.length)] ?? '');
  return LEVELS.map((_, level) => {
    const share = steps.filter((_, step) => levelOf(step, steps.length) === level);
    const [first = '', last = first] = [share[0], share.at(-1)];
    return first === last ? first : `${first}–${last}`;
  });
}

/** The steps of a scale in words, from the worst; undefined where it has none. */
function stepsOf(scale: Scale): string[] | undefined {
  const { min, max, labels } = scale;
  if (labels !== undefined) return labels.map(({ label }) => label);
  if (!isWhole(scale) || max - min >= 100) return undefined;
  return Array.from({ length: max - min + 1 }, (_, index) => String(min + index));
}

/** Which of the five levels a step belongs to. */
function levelOf(step: number, steps: number): number {
  return Math.min(LEVELS.length - 1, Math.floor((step / steps) * LEVELS.length));
}

/** Which step a level falls on where there are fewer steps than levels; in doubt the lower one. */
function stepOf(level: number, steps: number): number {
  // A level passes only where its share of the way up does: "good", three quarters up, is the upper of two steps.
  const share = level / (LEVELS.length - 1);
  return steps === 2 ? Number(share >= 0.75) : Math.floor(share * (steps - 1));
}
