import { hasErrors, type Problem } from '../engine/problem';
import { shownPath } from '../engine/report/casePlace';
import { jsonText } from '../engine/report/jsonText';
import { EXIT, type ExitCode } from './exitCodes';
import { findFiles, isPrompt, isTestSet, isWholePrompt } from './findFiles';
import { openEngine } from './openEngine';
import { problemLines, problemRecords, sorted } from './problemLines';
import type { Terminal } from './terminal';
import { UsageError } from './usageError';

/** What `assay check` does. @throws {UsageError} for a mistake on the command line */
export async function checkFiles(
  names: readonly string[],
  { format }: { format: string },
  terminal: Terminal,
): Promise<ExitCode> {
  if (format !== 'text' && format !== 'json')
    throw new UsageError('cli.unknown-format', { format, known: 'text, json' });
  const { engine, host, workspaceOf } = await openEngine(terminal);
  const { cwd } = terminal;
  const wanted = (file: string) => isWholePrompt(file) || isTestSet(file);
  const found = await findFiles(names, { files: host.files, cwd, wanted });
  if (found.length === 0) throw new UsageError('cli.folder-nothing-to-check', { file: names.join(', ') });
  const checked = new Set<string>();
  const problems: Problem[] = [];
  const checkTestSet = async (file: string, workspace: string) => {
    if (checked.has(file)) return;
    checked.add(file);
    problems.push(...(await engine.inspectTestSet(file, { workspace })).problems);
  };
  for (const { file } of found) {
    const workspace = await workspaceOf(file);
    if (isPrompt(file)) {
      checked.add(file);
      const inspection = await engine.inspectPrompt(file, { workspace });
      problems.push(...inspection.problems);
      if (inspection.testsFile !== undefined) await checkTestSet(inspection.testsFile, workspace);
    } else if (/\.(ya?ml|jsonl?|csv|tsv)$/i.test(file)) await checkTestSet(file, workspace);
    else throw new UsageError('cli.not-checkable', { file: shownPath(file, cwd) });
  }
  report(problems, checked.size, format, terminal);
  return hasErrors(problems) ? EXIT.wrongInput : EXIT.passed;
}

function report(problems: readonly Problem[], files: number, format: 'text' | 'json', terminal: Terminal): void {
  if (format === 'json') {
    terminal.out(`${jsonText(problemRecords(problems, terminal), 2)}\n`);
    return;
  }
  for (const line of problemLines(problems, terminal)) terminal.out(`${line}\n`);
  const distinct = sorted(problems);
  const count = (severity: Problem['severity']) => distinct.filter((problem) => problem.severity === severity).length;
  terminal.note(
    distinct.length === 0
      ? terminal.say('cli.no-problems', { files })
      : terminal.say('cli.problem-count', { errors: count('error'), warnings: count('warning') }),
  );
}
