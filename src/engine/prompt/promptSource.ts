import { dirname, join } from 'node:path';
import { FileError, type FileSystem } from '../host';
import { FILE_START, type Problem } from '../problem';
import { isInside } from '../workspacePath';
import { BOUNDS } from './bounds';
import { decodeText } from './decodeText';
import { type PromptTree, parsePartialTree, parsePromptTree } from './parsePrompt';
import { fileOf } from './partialTrees';
import type { PromptSource } from './promptFile';

/** A prompt may include so many different partials. */
const MOST_PARTIALS = 500;

/**
 * Reads a prompt and every partial that it includes, directly or through others. `{{> name}}` is the file `_name.prompt`
 * beside the including file or in a folder above it, up to the workspace; `{{> dir/name}}` is `dir/_name.prompt`.
 * @returns what could be read; a partial that is nowhere is left out, which compiling the prompt makes a problem
 */
export async function readPromptSource(
  file: string,
  options: { files: FileSystem; workspace: string },
): Promise<{ source: PromptSource; problems: Problem[] }> {
  const problems: Problem[] = [];
  const text = (await readText(file, file, options.files, problems)) ?? '';
  const read = await readPartials(parsePromptTree(text, file, {}), options);
  return { source: { file, text, partials: read.partials }, problems: [...problems, ...read.problems] };
}

/** Turns the text of a partial into its tree: whoever asks again and again keeps what it has parsed. */
export type ParsePartial = (text: string, file: string) => PromptTree;

/** Reads every partial that a prompt includes, as `readPromptSource` has it, where the prompt itself is parsed already. */
export async function readPartials(
  { parsed: { file, partials: included } }: PromptTree,
  options: { files: FileSystem; workspace: string; parse?: ParsePartial },
): Promise<{ partials: Map<string, { file: string; text: string }>; problems: Problem[] }> {
  const { parse = parsePartialTree } = options;
  const problems: Problem[] = [];
  const partials = new Map<string, { file: string; text: string }>();
  let length = 0;
  const pending = included.map(({ name }) => ({ name, from: file }));
  for (let next = pending.pop(); next !== undefined && partials.size < MOST_PARTIALS; next = pending.pop()) {
    const { name, from } = next;
    if (partials.has(name)) continue;
    const found = await findPartial(name, from, options);
    const content = found && (await readText(found, file, options.files, problems));
    if (found === undefined || content === undefined) continue;
    length += content.length;
    if (length > BOUNDS.partials) {
      const args = { limit: BOUNDS.partials / 1024 / 1024 };
      problems.push({ code: 'prompt.partials-too-large', severity: 'error', file, range: FILE_START, args });
      break;
    }
    partials.set(name, { file: found, text: content });
    pending.push(...parse(content, found).parsed.partials.map((partial) => ({ name: partial.name, from: found })));
  }
  return { partials, problems };
}

/** The file of a partial; undefined where there is none inside of the workspace. */
export async function findPartial(
  name: string,
  from: string,
  { files, workspace }: { files: FileSystem; workspace: string },
): Promise<string | undefined> {
  if (name.includes('\0') || /^(?:[a-z]:|[\\/])/i.test(name)) return undefined;
  for (let folder = dirname(from); isInside(folder, workspace); folder = dirname(folder)) {
    const candidate = join(folder, fileOf(name));
    if (isInside(candidate, workspace) && (await files.stat(candidate))?.kind === 'file') {
      const [real, root] = await Promise.all([files.realPath(candidate), files.realPath(workspace)]);
      return isInside(real, root) ? candidate : undefined;
    }
    if (dirname(folder) === folder) break;
  }
  return undefined;
}

async function readText(
  file: string,
  about: string,
  files: FileSystem,
  problems: Problem[],
): Promise<string | undefined> {
  const fail = (code: string, args: Problem['args']) => {
    problems.push({ code, severity: 'error', file: about, range: FILE_START, args });
    return undefined;
  };
  try {
    const { text, valid } = decodeText(await files.read(file, { maxBytes: BOUNDS.file }));
    return valid ? text : fail('prompt.not-utf8', { path: file });
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    if (error.code === 'too-large') return fail('prompt.too-large', { limit: BOUNDS.file / 1024 });
    return fail(error.code === 'not-found' ? 'prompt.file-not-found' : 'prompt.cannot-read', {
      path: file,
      reason: error.code,
    });
  }
}
