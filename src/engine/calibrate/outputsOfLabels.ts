import type { Scale } from '../judge/judgeScale';
import { currentLabels, type HumanLabel } from '../judge/labels';
import type { LabelledOutput } from './labelledOutput';

/**
 * The outputs that people have scored for a judge, each once with the scores of all people.
 * @param labels in any order, also those that no longer count
 * @param judge the name that the labels give the judge
 * @param scale scores on another scale, from before it was changed, are left out
 */
export function outputsOfLabels(labels: readonly HumanLabel[], judge: string, scale: Scale): LabelledOutput[] {
  const outputs = new Map<string, LabelledOutput>();
  const timesSeen = new Map<string, number>();
  for (const label of currentLabels(labels)) {
    const { prompt, caseId, outputDigest, score, min, max, by, note, input, output, expected, context, criterion } =
      label;
    if (label.judge !== judge || score === undefined || min !== scale.min || max !== scale.max) continue;
    const key = JSON.stringify([prompt, caseId, outputDigest]);
    const rating = { by, score, ...(note !== undefined && { note }) };
    const known = outputs.get(key);
    if (known !== undefined) {
      known.ratings.push(rating);
      continue;
    }
    // A case has several outputs where the prompt was changed or run more than once.
    const name = JSON.stringify([prompt, caseId]);
    const seen = (timesSeen.get(name) ?? 0) + 1;
    timesSeen.set(name, seen);
    outputs.set(key, {
      id: seen === 1 ? caseId : `${caseId} (${seen})`,
      subject: {
        caseId,
        input: input ?? {},
        output,
        ...(expected !== undefined && { expected }),
        ...(context !== undefined && { context }),
        ...(criterion !== undefined && { criterion }),
      },
      ratings: [rating],
      tags: [],
    });
  }
  return [...outputs.values()];
}
