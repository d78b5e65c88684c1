import { resolve } from 'node:path';
import { hasErrors } from '../engine/problem';
import { shownPath } from '../engine/report/casePlace';
import { importJson, importText } from '../engine/report/import/importText';
import { jsonText } from '../engine/report/jsonText';
import { FORMAT_NAMES } from '../engine/testset/import/formatNames';
import type { ImportFlags } from './commands/import';
import { EXIT, type ExitCode } from './exitCodes';
import { openEngine } from './openEngine';
import { type OutFile, openOutFile } from './outFile';
import { problemLines } from './problemLines';
import type { Terminal } from './terminal';
import { UsageError } from './usageError';

/** What `assay import` does. @throws {UsageError} for a mistake on the command line */
export async function importFile(name: string, flags: ImportFlags, terminal: Terminal): Promise<ExitCode> {
  const { cwd, say, note } = terminal;
  const { from, report } = flags;
  if (report !== 'text' && report !== 'json') {
    throw new UsageError('cli.unknown-format', { format: report, known: 'text, json' });
  }
  if (from !== undefined && !FORMAT_NAMES.includes(from)) {
    throw new UsageError('import.unknown-format', { from, known: FORMAT_NAMES.join(', ') });
  }
  const { engine, host, workspaceOf } = await openEngine(terminal);
  const file = resolve(cwd, name);
  const prompt = flags.prompt === undefined ? undefined : resolve(cwd, flags.prompt);
  for (const path of [file, prompt ?? file]) {
    if ((await host.files.stat(path))?.kind !== 'file')
      throw new UsageError('cli.file-not-found', { file: shownPath(path, cwd) });
  }
  const out = await outFile(flags, terminal, async (path) => (await host.files.stat(path)) !== undefined);
  const imported = await engine.importTestSet(file, {
    workspace: await workspaceOf(file),
    targetWorkspace: await workspaceOf(prompt ?? out?.path ?? file),
    say,
    ...(from !== undefined && { from }),
    ...(prompt !== undefined && { prompt }),
    ...(out !== undefined && { target: out.path }),
  });
  const options = { say, base: cwd };
  const failed = imported.text === undefined || hasErrors(imported.problems);
  if (!failed) await write(imported.text ?? '', out, terminal);
  if (report === 'json') note(jsonText(importJson(file, imported, options), 2));
  else {
    if (imported.format !== undefined && !failed) note(importText(file, imported, options).trimEnd());
    for (const line of problemLines(imported.problems, terminal)) note(line);
    if (imported.toDo.length > 0) {
      note(say('import.before-run'));
      for (const line of problemLines(imported.toDo, terminal)) note(`  ${line}`);
    }
  }
  return failed ? EXIT.wrongInput : EXIT.passed;
}

/** @throws {UsageError} where the file is there and may not be replaced, or cannot be written */
async function outFile(
  { out, force }: ImportFlags,
  { cwd }: Terminal,
  isThere: (path: string) => Promise<boolean>,
): Promise<(OutFile & { path: string }) | undefined> {
  if (out === undefined) return undefined;
  const path = resolve(cwd, out);
  if (!force && (await isThere(path))) throw new UsageError('import.exists', { file: shownPath(path, cwd) });
  return { ...(await openOutFile(path)), path };
}

async function write(text: string, out: OutFile | undefined, terminal: Terminal): Promise<void> {
  if (out === undefined) terminal.out(text);
  else await out.write(text);
}
