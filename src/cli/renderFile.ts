import { resolve } from 'node:path';
import { docsOf } from '../engine/evaluate/caseData';
import type { Message, PromptMetadata, RenderData } from '../engine/prompt/message';
import { shownPath } from '../engine/report/casePlace';
import { jsonText } from '../engine/report/jsonText';
import type { RenderFlags } from './commands/render';
import { EXIT, type ExitCode } from './exitCodes';
import { jsonObjectOption, jsonOption } from './jsonOption';
import { type OpenedEngine, openEngine } from './openEngine';
import type { Terminal } from './terminal';
import { UsageError } from './usageError';

/** What `assay render` does. @throws {UsageError} for a mistake on the command line, {ProblemError} in the prompt */
export async function renderFile(name: string, flags: RenderFlags, terminal: Terminal): Promise<ExitCode> {
  const { cwd } = terminal;
  const opened = await openEngine(terminal);
  const { files } = opened.host;
  const file = resolve(cwd, name);
  if ((await files.stat(file))?.kind !== 'file') throw new UsageError('cli.file-not-found', { file: name });
  const source = { files, cwd };
  const context = await jsonObjectOption('--context', flags.context, source);
  const overrides = (await jsonObjectOption('--options', flags.options, source)) as PromptMetadata | undefined;
  const messages = await historyOption(flags.history, source);
  const data: RenderData = {
    ...(await variables(file, flags, opened, terminal)),
    ...(context !== undefined && { context }),
    ...(messages !== undefined && { messages }),
  };
  const workspace = await opened.workspaceOf(file);
  const rendered = await opened.engine.render(file, data, { workspace, overrides });
  terminal.out(`${jsonText(rendered, 2)}\n`);
  return EXIT.passed;
}

/** The variables: given as JSON, or those of a case. */
async function variables(
  file: string,
  { input, case: caseId }: RenderFlags,
  { engine, host, workspaceOf }: OpenedEngine,
  { cwd }: Terminal,
): Promise<Pick<RenderData, 'input' | 'docs'>> {
  if (caseId === undefined)
    return { input: (await jsonObjectOption('--input', input, { files: host.files, cwd })) ?? {} };
  if (input !== undefined) throw new UsageError('cli.input-or-case');
  const workspace = await workspaceOf(file);
  const { testsFile } = await engine.inspectPrompt(file, { workspace });
  if (testsFile === undefined) throw new UsageError('cli.no-tests', { file: shownPath(file, cwd) });
  const { testSet } = await engine.inspectTestSet(testsFile, { workspace });
  const testCase = testSet?.cases.find(({ id }) => id === caseId);
  if (testCase === undefined) throw new UsageError('cli.unknown-case', { id: caseId, file: shownPath(testsFile, cwd) });
  return { input: testCase.input, ...docsOf(testCase) };
}

async function historyOption(
  value: string | undefined,
  source: Parameters<typeof jsonOption>[2],
): Promise<Message[] | undefined> {
  if (value === undefined) return undefined;
  const json = await jsonOption('--history', value, source);
  if (Array.isArray(json)) return json as Message[];
  throw new UsageError('cli.bad-json-array', { option: '--history' });
}
