import { basename, dirname, join, resolve } from 'node:path';
import { conversionText, noteText } from '../engine/language/convert/conversionText';
import { CONVERT_FORMAT_NAMES } from '../engine/language/convert/convertFormatNames';
import { shownPath } from '../engine/report/casePlace';
import { jsonText } from '../engine/report/jsonText';
import type { ConvertFlags } from './commands/convert';
import { EXIT, type ExitCode } from './exitCodes';
import { openEngine } from './openEngine';
import { problemLines, problemRecords } from './problemLines';
import type { Terminal } from './terminal';
import { UsageError } from './usageError';
import { writeNewFiles } from './writeNewFiles';

/** What `assay convert` does. @throws {UsageError} for a mistake on the command line */
export async function convertFile(name: string, flags: ConvertFlags, terminal: Terminal): Promise<ExitCode> {
  const { cwd, say, note } = terminal;
  const { from, report, out, force } = flags;
  if (report !== 'text' && report !== 'json') {
    throw new UsageError('cli.unknown-format', { format: report, known: 'text, json' });
  }
  if (from !== undefined && !CONVERT_FORMAT_NAMES.includes(from)) {
    throw new UsageError('convert.unknown-format', { from, known: CONVERT_FORMAT_NAMES.join(', ') });
  }
  if (out !== undefined && !/\.prompt$/i.test(out)) throw new UsageError('convert.out-not-a-prompt', { file: out });
  const { engine, host } = await openEngine(terminal);
  const file = resolve(cwd, name);
  if ((await host.files.stat(file))?.kind !== 'file') {
    throw new UsageError('cli.file-not-found', { file: shownPath(file, cwd) });
  }
  const stem = out === undefined ? undefined : basename(out).replace(/\.prompt$/i, '');
  const conversion = await engine.convertPrompt(file, { from, stem });
  const folder = out === undefined ? dirname(file) : dirname(resolve(cwd, out));
  const made = conversion.files.map(({ kind, path, text }) => ({ kind, path: join(folder, path), text }));
  await writeNewFiles(made, { force, cwd, exists: 'convert.exists' });
  // From here on paths are as the person sees them.
  const shown = { ...conversion, files: made.map((each) => ({ ...each, path: shownPath(each.path, cwd) })) };
  if (report === 'json') {
    const json = {
      file: shownPath(file, cwd),
      ...(shown.format !== undefined && { format: shown.format.name }),
      files: shown.files.map(({ kind, path }) => ({ kind, path })),
      notes: shown.notes.map((each) => ({ ...each, message: noteText(each, say) })),
      problems: problemRecords(shown.problems, terminal),
    };
    note(jsonText(json, 2));
  } else {
    for (const line of problemLines(shown.problems, terminal)) note(line);
    if (shown.problems.length === 0) note(conversionText(shownPath(file, cwd), shown, say).trimEnd());
  }
  return shown.problems.length > 0 ? EXIT.wrongInput : EXIT.passed;
}
