import type { Weighing } from '../../compare/weight/weighing';
import { shownPath } from '../casePlace';
import type { ReportOptions } from '../report';

/** For programs: all numbers, with lines and columns from 1, the end not included. */
export function weightJsonReport(weighing: Weighing, { base }: Pick<ReportOptions, 'base'>): string {
  const { text: _text, file, sentences, ...rest } = weighing;
  const record = {
    file: shownPath(file, base),
    ...rest,
    sentences: sentences.map(({ text, range, skipped, sentIn, tokens, weight }) => ({
      line: range.start.line + 1,
      column: range.start.character + 1,
      endLine: range.end.line + 1,
      endColumn: range.end.character + 1,
      text,
      verdict: weight?.verdict ?? null,
      skipped,
      cases: sentIn.length,
      tokens,
      weight,
    })),
  };
  return `${JSON.stringify(record, null, 2)}\n`;
}
