import { count } from '../quantities';
import type { ReportOptions } from '../report';
import type { SelectedTraining } from './selectTraining';
import { TRAINING_FORMATS } from './trainingFormats';

/** What is to be said of exported training data, a sentence each: where it comes from, and what was left out and why. */
export function trainingWords(selected: SelectedTraining, { say }: Pick<ReportOptions, 'say'>): string[] {
  const { format, sources, heldOut, leftOut, otherVersions } = selected;
  const { takes, least } = TRAINING_FORMATS[format];
  const comma = say('report.comma');
  const total = sources.reduce((sum, each) => sum + each.count, 0);
  const lines: string[] = [];
  if (total > 0) {
    const from = sources.map((each) => say(`export.source-${each.source}`, { count: count(each.count) })).join(comma);
    lines.push(say(`export.${takes}`, { count: count(total), from }));
  }
  if (heldOut !== undefined) {
    lines.push(say('export.held-out', { train: count(selected.count), heldOut: count(heldOut.count) }));
  }
  const reasons = Object.entries(leftOut).map(([reason, number]) =>
    say(`export.left-out-${reason}`, { count: count(number) }),
  );
  if (reasons.length > 0) lines.push(say('export.left-out', { reasons: reasons.join(comma) }));
  if (otherVersions > 0) lines.push(say('export.other-versions', { count: count(otherVersions) }));
  if (selected.count > 0 && selected.count < least) lines.push(say('export.too-few', { least }));
  return lines;
}
