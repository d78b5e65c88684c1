import type { FileSystem } from '../host';
import type { Problem } from '../problem';
import { compilePrompt } from '../prompt/compilePrompt';
import type { ParsedPrompt, PromptSource, VariableUse } from '../prompt/promptFile';
import { readPromptSource } from '../prompt/promptSource';
import { findTestSet } from '../testset/findTestSet';
import { textOverlay } from '../textOverlay';

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
    files: text === undefined ? files : textOverlay(files, new Map([[file, text]])),
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
