import { resolve } from 'node:path';
import { newJudge } from '../engine/language/create/newJudge';
import { newPrompt } from '../engine/language/create/newPrompt';
import { firstJudge, newTestSet } from '../engine/language/create/newTestSet';
import type { FileLanguage } from '../engine/language/create/place';
import { hasErrors, ProblemError } from '../engine/problem';
import { shownPath } from '../engine/report/casePlace';
import type { NewFlags } from './commands/new';
import { EXIT, type ExitCode } from './exitCodes';
import { isPrompt } from './findFiles';
import { openEngine } from './openEngine';
import type { Terminal } from './terminal';
import { UsageError } from './usageError';
import { writeNewFiles } from './writeNewFiles';

interface NewFile {
  path: string;
  text: string;
}

/** What `assay new` does. @throws {UsageError} for a mistake on the command line */
export async function newFile(kind: string, name: string, flags: NewFlags, terminal: Terminal): Promise<ExitCode> {
  const { cwd, say, note } = terminal;
  const makers: Readonly<Record<string, (file: string) => NewFile[] | Promise<NewFile[]>>> = {
    prompt: (file) => {
      const { model, schema } = flags;
      return [{ path: file, text: newPrompt({ model, schema, language: languageOf(flags, terminal) }) }];
    },
    judge: (file) => judgeFiles(file, flags, terminal),
    tests: (file) => testSet(file, flags, terminal),
  };
  const make = Object.hasOwn(makers, kind) ? makers[kind] : undefined;
  if (make === undefined) throw new UsageError('new.unknown-kind', { kind });
  const file = resolve(cwd, name);
  if (!isPrompt(file)) throw new UsageError('cli.not-a-prompt', { file: shownPath(file, cwd) });
  const files = await make(file);
  await writeNewFiles(files, { force: flags.force, cwd, exists: 'new.exists' });
  for (const { path } of files) note(say('new.written', { file: shownPath(path, cwd) }));
  return EXIT.passed;
}

function judgeFiles(file: string, flags: NewFlags, terminal: Terminal): NewFile[] {
  const { criterion, model } = flags;
  if (criterion === undefined || criterion.trim() === '') throw new UsageError('new.needs-criterion');
  const { judge, tests } = newJudge({ criterion, model, language: languageOf(flags, terminal) });
  return [
    { path: file, text: judge },
    { path: file.replace(/\.prompt$/i, '.test.yaml'), text: tests },
  ];
}

async function testSet(file: string, { out, model }: NewFlags, terminal: Terminal): Promise<NewFile[]> {
  const { engine, host, judgeModel, workspaceOf } = await openEngine(terminal);
  if ((await host.files.stat(file))?.kind !== 'file') {
    throw new UsageError('cli.file-not-found', { file: shownPath(file, terminal.cwd) });
  }
  const { parsed } = await engine.inspectPrompt(file, { workspace: await workspaceOf(file) });
  if (hasErrors(parsed.problems)) throw new ProblemError(parsed.problems);
  const path = out === undefined ? file.replace(/\.prompt$/i, '.test.yaml') : resolve(terminal.cwd, out);
  const judge = model === undefined ? firstJudge(parsed.metadata.model, judgeModel) : { judge: 'correctness', model };
  return [{ path, text: newTestSet(parsed, judge) }];
}

/** As asked for, else the language of the terminal. */
function languageOf({ language }: NewFlags, { locale }: Terminal): FileLanguage {
  if (language === undefined) return locale === 'zh-tw' ? 'zh-TW' : 'en';
  if (language === 'en' || language === 'zh-TW') return language;
  throw new UsageError('new.unknown-language', { language });
}
