import type { FileSystem } from '../host';
import type { Problem } from '../problem';
import { compilePrompt } from '../prompt/compilePrompt';
import type { ParsedPrompt, PromptSource, VariableUse } from '../prompt/promptFile';
import { readPromptSource } from '../prompt/promptSource';
import { findTestSet } from '../testset/findTestSet';

/** What there is to know of a prompt without running it. */
export interface PromptInspection {
  source: PromptSource;
  parsed: ParsedPrompt;
  /** Variables that the prompt and its partials read from their input. */
  inputVariables: VariableUse[];
  /** Everything wrong in the prompt and its partials. */
  problems: Problem[];
  /** Absolute path of its test set, where there is one. */
  testsFile?: string;
}

/**
 * Takes a prompt apart.
 * @param file absolute path
 * @param options.text to be taken instead of what the file holds
 */
export async function inspectPrompt(
  file: string,
  { workspace, text, files }: { workspace: string; text?: string; files: FileSystem },
): Promise<PromptInspection> {
  const read = await readPromptSource(file, {
    files: text === undefined ? files : withText(files, file, text),
    workspace,
  });
  const { parsed, problems, inputVariables } = compilePrompt(read.source);
  const tests = await findTestSet(parsed, { files, workspace });
  return {
    source: read.source,
    parsed,
    inputVariables,
    problems: [...read.problems, ...problems, ...tests.problems],
    ...(tests.file !== undefined && { testsFile: tests.file }),
  };
}

/** A file system in which one file holds another text. */
export function withText(files: FileSystem, path: string, text: string): FileSystem {
  const bytes = new TextEncoder().encode(text);
  return {
    read: async (file, options) => (file === path ? bytes : files.read(file, options)),
    stat: async (file) => (file === path ? { kind: 'file', size: bytes.length, modified: 0 } : files.stat(file)),
    list: (folder) => files.list(folder),
    realPath: async (file) => (file === path ? files.realPath(file).catch(() => path) : files.realPath(file)),
    write: (file, data) => files.write(file, data),
    openAppend: (file) => files.openAppend(file),
    remove: (file) => files.remove(file),
  };
}
