import type { ImportedTestSet } from '../../evaluate/importTestSet';
import type { ImportEntry } from '../../testset/import/importReport';
import { shownPath } from '../casePlace';
import { plainLine } from '../plainText';
import type { ReportOptions } from '../report';

type Options = Pick<ReportOptions, 'say' | 'base'>;

/** What an import has to tell, for a person: what was imported, what was lost, what means something else. */
export function importText(
  file: string,
  { format, testSet, entries }: ImportedTestSet,
  { say, base }: Options,
): string {
  const cases = testSet?.cases.length ?? 0;
  const args = { file: shownPath(file, base), format: format?.title ?? '', cases };
  const lines = [plainLine(say(cases === 1 ? 'import.summary.one' : 'import.summary', args))];
  for (const kind of ['lost', 'changed'] as const) {
    const own = entries.filter((entry) => entry.kind === kind);
    if (own.length === 0) continue;
    lines.push(`${say(`import.${kind}-count`, { count: own.length })}`);
    for (const entry of own) lines.push(`  ${entryLine(entry, { say, base })}`);
  }
  if (entries.length === 0) lines.push(say('import.nothing'));
  return `${lines.join('\n')}\n`;
}

function entryLine({ file, line, code, args, count }: ImportEntry, { say, base }: Options): string {
  const text = say(code, args);
  const said = count > 1 ? say('import.times', { text, count }) : text;
  return plainLine(`${shownPath(file, base)}:${line}: ${said}`);
}

/** The same for programs; documented in docs/json-output.md. */
export function importJson(file: string, imported: ImportedTestSet, { say, base }: Options) {
  const { format, testSet, entries, target, problems, toDo } = imported;
  return {
    schema: 1,
    file: shownPath(file, base),
    format: format?.name ?? null,
    target: shownPath(target, base),
    cases: testSet?.cases.length ?? 0,
    judges: testSet?.judges.map(({ name }) => name) ?? [],
    entries: entries.map(({ kind, code, args, file: of, line, count }) => ({
      kind,
      code,
      message: say(code, args),
      args,
      file: shownPath(of, base),
      line,
      count,
    })),
    problems: [...problems, ...toDo].map(({ code, severity, file: of, range, args }) => ({
      file: shownPath(of, base),
      line: range.start.line + 1,
      column: range.start.character + 1,
      severity,
      code,
      message: say(code, args),
    })),
  };
}
