import { shownPath } from '../casePlace';
import { jsonText } from '../jsonText';
import type { ReportOptions } from '../report';
import { type ReportedAttack, withstands } from './attackReport';

/** For programs: all numbers, as `docs/json-output.md` describes them. */
export function attackJson(reported: ReportedAttack, { base }: Pick<ReportOptions, 'base'>): string {
  const { attacked, maxRate } = reported;
  const { terms, file, labelsFile, seed, bad, whole, models, failure, stopped, knownCost } = attacked;
  const { model, ...results } = whole;
  const { min, max, threshold, labels } = terms;
  const record = {
    schema: 1,
    judge: terms.judge,
    file: shownPath(file, base),
    labels: labelsFile === undefined ? null : shownPath(labelsFile, base),
    model,
    scale: { min, max, threshold, labels: labels ?? null },
    seed,
    maxRate,
    withstands: withstands(reported),
    bad,
    ...results,
    models,
    failure: failure ?? null,
    stopped: stopped ?? null,
    knownCost,
  };
  return `${jsonText(record, 2)}\n`;
}
