import type { Finding } from '../engine/language/diagnostics/finding';
import { shownPath } from '../engine/report/casePlace';
import { plainLine } from '../engine/report/plainText';
import type { Terminal } from './terminal';

/** Problems as compilers print them: `file:line:column: severity: sentence [code]`, lines and columns from 1. */
export function problemLines(problems: readonly Finding[], { say, cwd }: Pick<Terminal, 'say' | 'cwd'>): string[] {
  return sorted(problems).map(({ code, severity, file, range, args }) => {
    const place = `${shownPath(file, cwd)}:${range.start.line + 1}:${range.start.character + 1}`;
    return plainLine(`${place}: ${say(`cli.${severity}`)}: ${say(code, args)} [${code}]`);
  });
}

/** The same for programs: lines and columns from 1, the end not included. */
export function problemRecords(problems: readonly Finding[], { say, cwd }: Pick<Terminal, 'say' | 'cwd'>) {
  return sorted(problems).map(({ code, severity, file, range, args }) => ({
    file: shownPath(file, cwd),
    line: range.start.line + 1,
    column: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
    severity,
    code,
    message: say(code, args),
  }));
}

/** Problems in the order of their places, each once. */
export function sorted(problems: readonly Finding[]): Finding[] {
  const distinct = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...distinct.values()].sort(
    (a, b) =>
      compare(a.file, b.file) ||
      a.range.start.line - b.range.start.line ||
      a.range.start.character - b.range.start.character,
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
