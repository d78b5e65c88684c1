import { join, relative, resolve, sep } from 'node:path';
import type { FileSystem } from '../host';

/** What `.assay/.gitignore` says: results and replies stay on the machine, everything else there may be committed. */
const IGNORED =
  '# Written by Assay: results, scores and cached replies belong to this machine.\nruns/\ncache/\nscores/\n';

/** Where Assay keeps its own files in a workspace. */
export function assayFolder(workspace: string) {
  const root = join(workspace, '.assay');
  return {
    root,
    runs: join(root, 'runs'),
    cache: join(root, 'cache'),
    /** Scores by the git blob of the prompt. */
    scores: join(root, 'scores'),
    /** What people have accepted, and why: may be committed. */
    accepted: join(root, 'accepted.jsonl'),
    /** What people have said of outputs: meant to be committed. */
    labels: join(root, 'labels'),
    gitignore: join(root, '.gitignore'),
  };
}

/**
 * Writes `.assay/.gitignore` unless there is one.
 * @throws {FileError} where the folder cannot be written
 */
export async function ensureGitignore(workspace: string, files: FileSystem): Promise<void> {
  const { gitignore } = assayFolder(workspace);
  if ((await files.stat(gitignore)) === undefined) await files.write(gitignore, IGNORED);
}

/** A path as records keep it: relative to the workspace, with `/` on every system. */
export function recordedPath(workspace: string, file: string): string {
  return relative(workspace, file).split(sep).join('/');
}

/** The absolute path of a recorded one. */
export function pathOfRecord(workspace: string, recorded: string): string {
  return resolve(workspace, ...recorded.split('/'));
}
