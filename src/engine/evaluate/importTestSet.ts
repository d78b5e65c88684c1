import { basename } from 'node:path';
import type { Host } from '../host';
import { checkFault, scriptTextOf } from '../judge/checks';
import type { Problem } from '../problem';
import { type CompiledPrompt, compilePrompt } from '../prompt/compilePrompt';
import { readPromptSource } from '../prompt/promptSource';
import { promptOfTestSet } from '../testset/findTestSet';
import { type ImportedText, importTestSet as readAndWrite } from '../testset/import/importTestSet';
import type { CheckSpec } from '../testset/testSet';
import { fitToSchema, variablesOf } from '../testset/validateTestSet';
import { textOverlay } from '../textOverlay';
import { inspectTestSet } from './inspectTestSet';

export interface ImportRequest {
  /** Absolute path of the folder that no path of the file leaves. */
  workspace: string;
  /** The same for the prompt and the test set, where they are in another one. */
  targetWorkspace?: string;
  /** The name of a format; by what the file holds where absent. */
  from?: string;
  /** Absolute path of the prompt that the test set is for; by the name of `target` where absent. */
  prompt?: string;
  /** Absolute path of where the test set will stand; beside the prompt, else beside the file, where absent. */
  target?: string;
  /** Turns codes and arguments into words, for comments in the test set. */
  say(code: string, args?: Record<string, string | number>): string;
}

/** What an import gives, with what has to be put right before it can be run. */
export interface ImportedTestSet extends ImportedText {
  toDo: Problem[];
}

/**
 * Makes a test set of ours from another tool's file, and holds it against the prompt that it is for. Nothing is written.
 * @param file absolute path
 */
export async function importTestSet(
  file: string,
  { workspace, targetWorkspace = workspace, from, say, ...places }: ImportRequest,
  { files, judgesFolder, scripts }: Pick<Host, 'files' | 'judgesFolder' | 'scripts'>,
): Promise<ImportedTestSet> {
  const target = places.target ?? (places.prompt === undefined ? undefined : testSetBeside(places.prompt));
  const prompt = places.prompt ?? (target === undefined ? undefined : await promptOfTestSet(target, files));
  const compiled =
    prompt === undefined ? undefined : await compiledPrompt(prompt, { files, workspace: targetWorkspace });
  const known = compiled === undefined ? undefined : variablesOf(compiled);
  const imported = await readAndWrite(file, {
    files,
    workspace,
    faultOf: (spec) => checkFault(withScript(spec), { scripts }),
    say,
    ...(from !== undefined && { from }),
    ...(target !== undefined && { target }),
    ...(known !== undefined && { promptVariables: known }),
    ...(compiled !== undefined && { fit: (input: Record<string, unknown>) => fitToSchema(input, compiled) }),
  });
  if (imported.text === undefined || prompt === undefined) return { ...imported, toDo: [] };
  const { problems } = await inspectTestSet(imported.target, {
    workspace: targetWorkspace,
    files: textOverlay(files, new Map([[imported.target, imported.text]])),
    judgesFolder,
    scripts,
    prompt,
  });
  return { ...imported, toDo: problems };
}

/** Code that stands in a check, so that what is wrong in it is told with the place in the other tool's file. */
function withScript(spec: CheckSpec): CheckSpec {
  const text = scriptTextOf(spec);
  return text === undefined ? spec : { ...spec, script: { text, kind: 'inline', name: basename(spec.file ?? '') } };
}

/** `answer.test.yaml` for `answer.prompt`. */
function testSetBeside(prompt: string): string {
  return `${prompt.replace(/\.prompt$/i, '')}.test.yaml`;
}

async function compiledPrompt(
  prompt: string,
  options: Pick<Host, 'files'> & { workspace: string },
): Promise<CompiledPrompt> {
  const { source } = await readPromptSource(prompt, options);
  return compilePrompt(source);
}
