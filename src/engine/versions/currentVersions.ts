import { join } from 'node:path';
import { GitError } from '../git';
import type { FileSystem, Host } from '../host';
import type { PromptSource } from '../prompt/promptFile';
import { readPromptSource } from '../prompt/promptSource';
import { withLf } from '../text/lineBreaks';
import { pathAtHead } from './pathAtHead';
import { snapshotFiles } from './snapshotFiles';

export interface CurrentVersionsOptions extends Pick<Host, 'git'> {
  /** The files as they are shown, unsaved text included. */
  files: FileSystem;
  /** The files as they are saved; the same where nothing can be unsaved. */
  saved: FileSystem;
  /** Absolute path of the folder that partials are looked for in. */
  workspace: string;
  signal?: AbortSignal;
}

/** A prompt with its partials in the states that an edit goes through; undefined where it is not there. */
export interface CurrentVersions {
  shown: PromptSource | undefined;
  saved: PromptSource | undefined;
  staged: PromptSource | undefined;
  /** In the commit that is checked out. */
  head: PromptSource | undefined;
  /** The files that differ from one state to the next, absolute paths. Line breaks that git may convert do not count. */
  unsaved: string[];
  unstaged: string[];
  uncommitted: string[];
  /** True where a merge left several versions of any of them in the index; `staged` then is ours. */
  conflict: boolean;
}

/**
 * The prompt as it is shown, saved, staged and committed.
 * @param file absolute path, links resolved
 * @throws {GitError} where git has no answer; before the first commit there is merely no `head`
 */
export async function currentVersions(file: string, options: CurrentVersionsOptions): Promise<CurrentVersions> {
  const { git, files, saved: disk, workspace, signal } = options;
  const repository = await git.open(file, { signal });
  try {
    const commit = await repository.resolve('HEAD', { signal }).catch((error: unknown) => {
      if (error instanceof GitError && error.code === 'no-commits') return undefined;
      throw error;
    });
    const read = (from: FileSystem, path = file) => readIfThere(path, from, workspace);
    const index = await snapshotFiles({ repository, at: 'index', files: disk });
    const [shown, saved, staged] = await Promise.all([read(files), read(disk), read(index)]);
    let head: PromptSource | undefined;
    if (commit !== undefined) {
      const path = await pathAtHead(file, { repository, from: commit, signal });
      const snapshot = await snapshotFiles({ repository, at: { commit }, files: disk });
      head = await read(snapshot, join(repository.root, ...path.split('/')));
    }
    const conflicts = new Set(
      (await repository.entries('index', { signal }))
        .filter((entry) => entry.conflict)
        .map((entry) => join(repository.root, ...entry.path.split('/'))),
    );
    return {
      ...{ shown, saved, staged, head },
      unsaved: differing(shown, saved),
      unstaged: differing(saved, staged),
      uncommitted: differing(staged, head),
      conflict: [staged, saved].some((source) => filesOf(source).some(([path]) => conflicts.has(path))),
    };
  } finally {
    repository.close();
  }
}

async function readIfThere(file: string, files: FileSystem, workspace: string): Promise<PromptSource | undefined> {
  if ((await files.stat(file))?.kind !== 'file') return undefined;
  return (await readPromptSource(file, { files, workspace })).source;
}

function differing(newer: PromptSource | undefined, older: PromptSource | undefined): string[] {
  // A prompt is one prompt, whatever its name was.
  const name = newer?.file ?? older?.file ?? '';
  const before = new Map(filesOf(older, name));
  const after = new Map(filesOf(newer, name));
  return [...new Set([...after.keys(), ...before.keys()])].filter((path) => before.get(path) !== after.get(path));
}

function filesOf(source: PromptSource | undefined, name = source?.file ?? ''): [path: string, text: string][] {
  if (source === undefined) return [];
  const partials = [...source.partials.values()].map(({ file, text }): [string, string] => [file, text]);
  return [[name, source.text] as [string, string], ...partials].map(([path, text]) => [path, withLf(text)]);
}
