import type { Repository } from '../git';
import { FileError, type FileSystem, type Host } from '../host';
import type { Endpoint } from '../model/endpoint';
import { withLf } from '../text/lineBreaks';
import { promptAtPoint } from '../versions/versionPoint';
import { dependencies } from './dependencies';
import type { Sides } from './gatedChange';
import type { AffectedPrompt } from './runGate';

export interface PromptInVersionsOptions {
  repository: Repository;
  /** The files of the two sides. */
  before: FileSystem;
  after: FileSystem;
  host: Host;
  endpoints: readonly Endpoint[];
  signal?: AbortSignal;
}

/** More of a file is not compared: neither a prompt nor a test set may be that large. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * A prompt that was asked for in two versions, with the files that differ between them, be they none.
 * @param file absolute path of the prompt as it is now
 */
export async function promptInVersions(
  file: string,
  sides: Pick<Sides, 'before' | 'after'>,
  options: PromptInVersionsOptions,
): Promise<AffectedPrompt> {
  const { repository, before, after } = options;
  const now = await promptAtPoint(file, sides.after, { repository, files: after });
  const then =
    sides.before === 'empty' ? undefined : await promptAtPoint(file, sides.before, { repository, files: before });
  if (now === undefined) return { file, ...(then !== undefined && { previous: then }), deleted: true, changed: [file] };
  const newer = await dependencies(now, { ...options, files: after });
  const older = then === undefined ? undefined : await dependencies(then, { ...options, files: before });
  const changed: string[] = [];
  for (const each of new Set([...newer.files, ...(older?.files.filter((other) => other !== then) ?? [])])) {
    const previous = each === now && then !== undefined ? then : each;
    if ((await textOf(each, after)) !== (await textOf(previous, before))) changed.push(each);
  }
  return { file: now, ...(then !== undefined && { previous: then }), deleted: false, changed };
}

/** Line breaks that git may convert do not count. */
async function textOf(file: string, files: FileSystem): Promise<string | undefined> {
  try {
    const bytes = await files.read(file, { maxBytes: MOST_BYTES });
    return withLf(Buffer.from(bytes).toString('utf8'));
  } catch (error) {
    if (error instanceof FileError) return undefined;
    throw error;
  }
}
