import { TextDocument } from 'vscode-languageserver-textdocument';
import { stringify } from 'yaml';
import { cellSpans } from './cellSpans';
import { parseTestSet } from './parseTestSet';
import type { TestCase, TestSet } from './testSet';

/** A replacement in a file, in UTF-16 units from its start. */
export interface TextEdit {
  start: number;
  end: number;
  text: string;
}

/** `no-column`: the table has no column for it; `no-place`: the file is written in a way that leaves no safe place. */
export type WriteFault = 'no-column' | 'no-place';

/**
 * What to change in the text of a test set so that a case has another expected answer and everything else stays. Each way
 * of writing it is tried on the text and read again: one that would change anything else is not taken.
 */
export async function writeExpected(
  text: string,
  file: string,
  { caseId, expected }: { caseId: string; expected: string },
): Promise<TextEdit | { fault: WriteFault }> {
  const testSet = await parseTestSet(text, file);
  const testCase = testSet.cases.find(({ id }) => id === caseId);
  if (testCase === undefined) return { fault: 'no-place' };
  const isTable = testSet.format === 'csv' || testSet.format === 'tsv';
  const ways = isTable ? tableWays(text, testSet, testCase, expected) : documentWays(text, testSet, testCase, expected);
  if (ways === undefined) return { fault: 'no-column' };
  for (const way of ways) {
    const changed = `${text.slice(0, way.start)}${way.text}${text.slice(way.end)}`;
    if (isOnlyChange(testSet, await parseTestSet(changed, file), { caseId, expected })) return way;
  }
  return { fault: 'no-place' };
}

/** A quoted cell, in the column that there has to be. */
function tableWays(text: string, { format }: TestSet, { range }: TestCase, expected: string): TextEdit[] | undefined {
  const at = TextDocument.create('', 'testset', 0, text);
  const { rows } = cellSpans(text, format === 'csv' ? ',' : '\t');
  const nameAt = ({ start, end }: { start: number; end: number }) =>
    text.slice(start, end).replace(/^"|"$/g, '').trim();
  const column = (rows[0] ?? []).findIndex((cell) => nameAt(cell).replace(/^\uFEFF/, '') === 'expected');
  if (column < 0) return undefined;
  const start = at.offsetAt(range.start);
  const cell = rows.find(([first]) => first?.start === start)?.[column];
  return cell === undefined ? [] : [{ start: cell.start, end: cell.end, text: `"${expected.replaceAll('"', '""')}"` }];
}

function documentWays(text: string, testSet: TestSet, testCase: TestCase, expected: string): TextEdit[] {
  const at = TextDocument.create('', 'testset', 0, text);
  const written = testCase.expectedRange;
  const column = testCase.range.start.character;
  const scalars = testSet.format === 'yaml' ? yamlScalars(expected, column) : [JSON.stringify(expected)];
  if (written !== undefined) {
    const [start, end] = [at.offsetAt(written.start), at.offsetAt(written.end)];
    // A block keeps the break behind it.
    const behind = /\r?\n$/.exec(text.slice(start, end))?.[0] ?? '';
    return scalars.map((scalar) => ({ start, end, text: scalar + behind }));
  }
  const start = at.offsetAt(testCase.range.start);
  const end = start + text.slice(start, at.offsetAt(testCase.range.end)).trimEnd().length;
  if (text[start] === '{') {
    const before = text.slice(start + 1, end - 1);
    const place = end - 1 - (before.length - before.trimEnd().length);
    const key = testSet.format === 'yaml' ? 'expected' : '"expected"';
    const comma = before.trim() === '' ? '' : ', ';
    return [{ start: place, end: place, text: `${comma}${key}: ${JSON.stringify(expected)}` }];
  }
  // On a line of its own, behind what else stands at the end of the case's last line.
  const rest = /^[^\r\n]*/.exec(text.slice(end))?.[0].length ?? 0;
  const indent = ' '.repeat(column);
  return scalars.map((scalar) => ({ start: end + rest, end: end + rest, text: `\n${indent}expected: ${scalar}` }));
}

/** As people write it, then in quotes, which work everywhere. */
function yamlScalars(value: string, indent: number): string[] {
  const usual = stringify({ expected: value }, { lineWidth: 0 })
    .replace(/^expected: ?/, '')
    .replace(/\n$/, '');
  const [first = '', ...more] = usual.split('\n');
  // The lines of a block come with two spaces of their own.
  const placed = more.map((line) => (line === '' ? '' : `${' '.repeat(indent)}${line}`));
  return [[first, ...placed].join('\n'), JSON.stringify(value)];
}

function isOnlyChange(
  before: TestSet,
  after: TestSet,
  { caseId, expected }: { caseId: string; expected: string },
): boolean {
  const content = ({ judges, checks, cases, problems }: TestSet) =>
    JSON.stringify(
      [
        judges,
        checks,
        cases.map((each) => (each.id === caseId ? { ...each, expected: undefined } : each)),
        problems.length,
      ],
      // Places move with what is written before them.
      (key, value: unknown) => (/[rR]anges?$/.test(key) ? undefined : value),
    );
  const now = after.cases.find(({ id }) => id === caseId)?.expected;
  return typeof now === 'string' && lines(now) === lines(expected) && content(before) === content(after);
}

function lines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
