import type { Judge } from './judge';

/** Whether a judge's template reads `{{criterion}}` at all. */
export function readsCriterion({ compiled }: Pick<Judge, 'compiled'>): boolean {
  return compiled.inputVariables.some(({ name }) => name === 'criterion');
}

/**
 * Whether a judge has anything to judge a case by. One that cannot do without a criterion, and has none of its own, judges
 * only the cases that bring one along; the others are nothing to it.
 */
export function judgesCase(
  { compiled, settings }: Pick<Judge, 'compiled' | 'settings'>,
  { criterion }: { criterion?: readonly string[] },
): boolean {
  if (criterion !== undefined || settings.criterion !== undefined) return true;
  return !compiled.inputVariables.some(({ name, required }) => name === 'criterion' && required);
}

const ALL_OF = {
  en: 'Each of the following has to be met; the answer is as good as the one that it meets least:',
  'zh-TW': '以下每一項都要符合，並以符合得最少的一項為準：',
} as const;

/** Criteria as one text for the judge, in the language of its rubric. */
export function criterionText(criteria: readonly string[], language: keyof typeof ALL_OF): string {
  const [only, ...others] = criteria;
  if (only !== undefined && others.length === 0) return only;
  return [ALL_OF[language], ...criteria.map((each, index) => `${index + 1}. ${each}`)].join('\n');
}
