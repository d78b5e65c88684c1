import { isWhole, labelKind } from './labels';
import type { Scale } from './scale';
import { readOnlyScore } from './scoreValue';
import { isSum } from './sumOfParts';
import type { Verdict } from './verdict';

/**
 * Reads a verdict from a Markdown table with a column for the score: that of its only row, or of the row that is named
 * as the whole. Several rows are several criteria, and no verdict.
 * @param text the reply; `half` the same in half-width forms
 * @returns undefined where there is no such table
 */
export function readTable(text: string, half: string, scale: Scale): Verdict | undefined {
  const lines = linesOf(text, half);
  for (const [index, header] of lines.entries()) {
    const ruler = lines[index + 1];
    if (ruler === undefined || !isRuler(ruler.half)) continue;
    const columns = cellsOf(header.half).map((cell) => labelKind(cell.replace(/[*_`]/g, '')));
    const score = columns.findIndex((kind) => kind === 'score' || kind === 'final');
    if (score < 0) continue;
    const rows: { half: string[]; text: string[] }[] = [];
    for (const row of lines.slice(index + 2)) {
      if (!row.half.includes('|')) break;
      rows.push({ half: cellsOf(row.half), text: cellsOf(row.text) });
    }
    const whole = rows.filter(({ half: [first = ''] }) => isWhole(first.replace(/[*_`]/g, '').trim()));
    const [row, ...more] = whole.length > 0 ? whole : rows;
    if (row === undefined) continue;
    const reason = (row.text[columns.indexOf('reason')] ?? '').trim();
    const read = more.length > 0 ? null : readOnlyScore(row.half[score] ?? '', scale);
    const parts = rows.filter((other) => other !== row).map((other) => other.half[score] ?? '');
    return { score: isSum(read, parts) ? null : read, reason };
  }
  return undefined;
}

/** Whether a line parts a Markdown table's header from its rows: `|---|:-:|`. */
export function isRuler(line: string): boolean {
  return line.includes('|') && /^\s*\|?\s*:?-+:?\s*(?:\||$)/.test(line);
}

function linesOf(text: string, half: string): { text: string; half: string }[] {
  const originals = text.split('\n');
  return half.split('\n').map((line, index) => ({ half: line, text: originals[index] ?? '' }));
}

function cellsOf(line: string): string[] {
  const cells = line
    .trim()
    .replace(/^[|｜]/, '')
    .replace(/[|｜]$/, '')
    .split(/[|｜]/);
  return cells.map((cell) => cell.trim());
}
