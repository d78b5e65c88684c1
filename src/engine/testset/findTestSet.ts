import { basename, dirname, join } from 'node:path';
import type { FileSystem } from '../host';
import { FILE_START, type Problem } from '../problem';
import type { ParsedPrompt } from '../prompt/promptFile';
import { resolveInWorkspace } from '../workspacePath';

/** Endings of a test set's name, after `answer.test`; the first that is there counts. */
export const TEST_SET_ENDINGS = ['.yaml', '.yml', '.json', '.jsonl', '.csv', '.tsv'] as const;

const BY_NAME = /^(.+)\.test\.(?:ya?ml|jsonl?|csv|tsv)$/i;

/**
 * The test set of a prompt: the file that its frontmatter names in `assay.tests` (relative to the prompt, inside the
 * workspace), else `answer.test.yaml` (`.yml`, `.json`, `.jsonl`, `.csv`, `.tsv`) beside `answer.prompt`. A variant
 * `answer.formal.prompt` without a test set of its own uses that of `answer.prompt`.
 * @returns no file and no problem where there is none
 */
export async function findTestSet(
  parsed: ParsedPrompt,
  { files, workspace }: { files: FileSystem; workspace: string },
): Promise<{ file?: string; problems: Problem[] }> {
  const named = parsed.metadata.ext?.assay?.tests;
  if (named !== undefined) return findNamed(parsed, named, files, workspace);
  const folder = dirname(parsed.file);
  const name = basename(parsed.file).replace(/\.prompt$/i, '');
  const present = new Set((await files.list(folder)).filter(({ kind }) => kind === 'file').map((entry) => entry.name));
  for (const stem of [name, ...baseOfVariant(name)]) {
    const ending = TEST_SET_ENDINGS.find((candidate) => present.has(`${stem}.test${candidate}`));
    if (ending !== undefined) return { file: join(folder, `${stem}.test${ending}`), problems: [] };
  }
  return { problems: [] };
}

function baseOfVariant(name: string): string[] {
  const dot = name.indexOf('.');
  return dot > 0 ? [name.slice(0, dot)] : [];
}

async function findNamed(
  parsed: ParsedPrompt,
  named: unknown,
  files: FileSystem,
  workspace: string,
): Promise<{ file?: string; problems: Problem[] }> {
  const range = parsed.ranges.get('assay.tests')?.value ?? FILE_START;
  const problem = (code: string): { problems: Problem[] } => ({
    problems: [{ code, severity: 'error', file: parsed.file, range, args: { path: String(named) } }],
  });
  if (typeof named !== 'string') return problem('testset.bad-path');
  const found = await resolveInWorkspace(named, parsed.file, { files, workspace });
  return 'file' in found ? { file: found.file, problems: [] } : problem(FAULT_CODES[found.fault]);
}

const FAULT_CODES = {
  'bad-path': 'testset.bad-path',
  outside: 'testset.path-outside',
  'not-found': 'testset.file-not-found',
} as const;

/** The prompt that a test set belongs to by its name: `answer.prompt` for `answer.test.yaml`; undefined where there is none. */
export async function promptOfTestSet(testSetFile: string, files: FileSystem): Promise<string | undefined> {
  const stem = BY_NAME.exec(basename(testSetFile))?.[1];
  if (stem === undefined) return undefined;
  const prompt = join(dirname(testSetFile), `${stem}.prompt`);
  return (await files.stat(prompt))?.kind === 'file' ? prompt : undefined;
}
