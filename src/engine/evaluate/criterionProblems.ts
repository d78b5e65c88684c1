import { readsCriterion } from '../judge/criterion';
import type { Judge } from '../judge/judge';
import type { Problem } from '../problem';
import type { TestSet } from '../testset/testSet';

/** Criteria of cases that nobody would judge by: the first of them is enough to see what is missing. */
export function criterionProblems({ cases, file }: TestSet, judges: readonly Pick<Judge, 'compiled'>[]): Problem[] {
  const first = cases.find(({ criterion }) => criterion !== undefined);
  if (first === undefined || judges.some(readsCriterion)) return [];
  const range = first.criterionRange ?? first.titleRange;
  return [{ code: 'evaluate.criterion-unread', severity: 'error', file, range, args: { id: first.id } }];
}
