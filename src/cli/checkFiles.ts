import { FileError, type FileSystem } from '../engine/host';
import type { Finding } from '../engine/language/diagnostics/finding';
import { createLanguageService, type LanguageText } from '../engine/language/languageService';
import { hasErrors } from '../engine/problem';
import { decodeText } from '../engine/prompt/decodeText';
import { shownPath } from '../engine/report/casePlace';
import { jsonText } from '../engine/report/jsonText';
import { LARGEST_TEST_SET } from '../engine/testset/readTestSet';
import { EXIT, type ExitCode } from './exitCodes';
import { findFiles, isPrompt, isTestSet } from './findFiles';
import { openEngine } from './openEngine';
import { problemLines, problemRecords, sorted } from './problemLines';
import type { Terminal } from './terminal';
import { UsageError } from './usageError';

export interface CheckOptions {
  format: string;
  /** Warnings count as errors do. */
  strict?: boolean;
}

/**
 * What `assay check` does: the findings that an editor shows, of prompts, partials, judges and test sets.
 * @throws {UsageError} for a mistake on the command line
 */
export async function checkFiles(
  names: readonly string[],
  { format, strict = false }: CheckOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  if (format !== 'text' && format !== 'json')
    throw new UsageError('cli.unknown-format', { format, known: 'text, json' });
  const { engine, host, endpoints, workspaceOf } = await openEngine(terminal);
  const { files } = host;
  const { cwd } = terminal;
  const wanted = (file: string) => isPrompt(file) || isTestSet(file);
  const found = await findFiles(names, { files, cwd, wanted });
  if (found.length === 0) throw new UsageError('cli.folder-nothing-to-check', { file: names.join(', ') });
  const service = createLanguageService({ host, say: terminal.say, endpoints: () => endpoints });
  const checked = new Set<string>();
  const findings: Finding[] = [];
  const check = async (text: LanguageText) => {
    checked.add(text.file);
    await service.index(text.workspace).whole();
    findings.push(...(await service.diagnostics(text)), ...(await service.idleDiagnostics(text)));
  };
  const checkTestSet = async (file: string, workspace: string, { asked }: { asked: boolean }) => {
    if (checked.has(file)) return;
    const text = await textOf(file, files);
    if (text !== undefined) await check({ file, text, workspace });
    checked.add(file);
    const isSomebodys = service.index(workspace).promptsOf(file).length > 0;
    if (text !== undefined && (isSomebodys || !asked)) return;
    // It cannot be read; or it belongs to no prompt, and somebody who names it wants to hear of it all the same.
    findings.push(...(await engine.inspectTestSet(file, { workspace })).problems);
  };
  for (const { file, fromFolder } of found) {
    const workspace = await workspaceOf(file);
    if (isPrompt(file)) {
      const { source, problems, testsFile } = await engine.inspectPrompt(file, { workspace });
      // What cannot be read says why by itself.
      if (source.text === '') findings.push(...problems);
      await check({ file, text: source.text, workspace });
      if (testsFile !== undefined) await checkTestSet(testsFile, workspace, { asked: false });
    } else if (/\.(ya?ml|jsonl?|csv|tsv)$/i.test(file)) await checkTestSet(file, workspace, { asked: !fromFolder });
    else throw new UsageError('cli.not-checkable', { file: shownPath(file, cwd) });
  }
  report(findings, checked.size, format, terminal);
  const fails = hasErrors(findings) || (strict && findings.some(({ severity }) => severity === 'warning'));
  return fails ? EXIT.wrongInput : EXIT.passed;
}

/** Undefined where it cannot be read as text. */
async function textOf(file: string, files: FileSystem): Promise<string | undefined> {
  try {
    const { text, valid } = decodeText(await files.read(file, { maxBytes: LARGEST_TEST_SET }));
    return valid ? text : undefined;
  } catch (error) {
    if (error instanceof FileError) return undefined;
    throw error;
  }
}

function report(findings: readonly Finding[], files: number, format: 'text' | 'json', terminal: Terminal): void {
  if (format === 'json') {
    terminal.out(`${jsonText(problemRecords(findings, terminal), 2)}\n`);
    return;
  }
  for (const line of problemLines(findings, terminal)) terminal.out(`${line}\n`);
  const distinct = sorted(findings);
  const count = (severity: Finding['severity']) => distinct.filter((finding) => finding.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  if (distinct.length === 0) terminal.note(terminal.say('cli.no-problems', { files }));
  else if (errors + warnings < distinct.length)
    terminal.note(terminal.say('cli.finding-count', { errors, warnings, others: distinct.length - errors - warnings }));
  else terminal.note(terminal.say('cli.problem-count', { errors, warnings }));
}
