import { join } from 'node:path';
import { assayFolder } from '../../evaluate/assayFolder';
import { type Abortable, GitError, type Repository, type Tree } from '../../git';
import type { FileSystem, Host } from '../../host';
import type { FetchedNotes } from '../../notes';
import { decodeText } from '../../prompt/decodeText';
import { blobId } from '../../text/blobId';
import { readRecords } from '../localScores';
import { parseScoreRecord } from '../scoreRecord';
import { sharedLine } from './sharedRecord';

/** A prompt of more bytes has no scores. */
const MOST_PROMPT_BYTES = 4 * 1024 * 1024;

export interface ExchangeScoresOptions extends Abortable {
  /** Name or address of the remote; without it that of the current branch, else `origin`, else the only one. */
  remote?: string;
}

export interface PushScoresOptions extends ExchangeScoresOptions {
  /** The folder that holds the `.assay/` of a file. */
  workspaceOf(file: string): Promise<string>;
}

export interface FetchedScores {
  /** Name or address of the remote. */
  remote: string;
  /** Records that are shared there. */
  records: number;
  /** Those of them that are new here. */
  added: number;
  /** Keys of the repository's own git configuration that were not heeded, since they name programs or addresses. */
  ignored: string[];
}

export interface PushedScores extends FetchedScores {
  /** Records that are new at the remote. */
  pushed: number;
  /** Records of this machine that stay here: the repository does not have the text that they are of. */
  kept: number;
}

/**
 * Gets the scores that are shared at a remote.
 * @param folder absolute path of any folder in the repository
 * @throws {GitError} where git has no answer, or the remote has none
 */
export async function fetchScores(
  folder: string,
  { git }: Pick<Host, 'git'>,
  { remote, signal }: ExchangeScoresOptions,
): Promise<FetchedScores> {
  const repository = await git.open(folder, { signal });
  try {
    return fetched(await repository.notes.fetch({ remote, signal, counts: isRecord }));
  } finally {
    repository.close();
  }
}

/**
 * Shares the scores of this machine at a remote, with those that are there. Only those of texts go out that the
 * repository has, in a commit or staged: what is merely a draft is nobody else's business.
 * @param folder absolute path of any folder in the repository
 * @throws {GitError} where git has no answer, or the remote has none
 */
export async function pushScores(
  folder: string,
  { git, files }: Pick<Host, 'git' | 'files'>,
  { remote, signal, workspaceOf }: PushScoresOptions,
): Promise<PushedScores> {
  const repository = await git.open(folder, { signal });
  try {
    const prompts = await promptBlobs(repository, { signal });
    const places = [join(folder, 'any'), ...prompts.map(({ path }) => join(repository.root, ...path.split('/')))];
    const workspaces = new Set<string>();
    for (const place of places) workspaces.add(await workspaceOf(place));
    const records = await localLines([...workspaces], files);
    const objects = await objectsOf([...records.keys()], prompts, repository, { signal });
    const lines = new Map<string, string[]>();
    let kept = 0;
    for (const [blob, own] of records) {
      const object = objects.get(blob);
      if (object === undefined) kept += own.length;
      else lines.set(object, own);
    }
    await repository.notes.add(lines, { signal });
    const pushed = await repository.notes.push({ remote, signal, counts: isRecord });
    return { ...fetched(pushed), pushed: pushed.pushed, kept };
  } finally {
    repository.close();
  }
}

function fetched({ remote, lines, added, ignored }: FetchedNotes): FetchedScores {
  return { remote, records: lines, added, ignored };
}

function isRecord(line: string): boolean {
  return parseScoreRecord(line) !== undefined;
}

/** What is on record in some workspaces, as it is shared, by the blob of the text. */
async function localLines(workspaces: readonly string[], files: FileSystem): Promise<Map<string, string[]>> {
  const lines = new Map<string, string[]>();
  for (const workspace of workspaces) {
    for (const { name } of await files.list(assayFolder(workspace).scores)) {
      const [, blob] = /^([0-9a-f]{40})\.jsonl$/.exec(name) ?? [];
      if (blob === undefined) continue;
      const records = (await readRecords(workspace, blob, files)).filter((record) => record.blob === blob);
      if (records.length > 0) lines.set(blob, [...(lines.get(blob) ?? []), ...records.map(sharedLine)]);
    }
  }
  return lines;
}

interface PromptBlob {
  path: string;
  id: string;
}

/** The prompts of the newest commit and of the index. */
async function promptBlobs(repository: Repository, options: Abortable): Promise<PromptBlob[]> {
  const head = await repository.resolve('HEAD', options).catch((error: unknown) => {
    if (error instanceof GitError && error.code === 'no-commits') return undefined;
    throw error;
  });
  const trees: Tree[] = [...(head === undefined ? [] : [{ commit: head }]), 'index'];
  const entries = (await Promise.all(trees.map((tree) => repository.entries(tree, options)))).flat();
  return entries.filter(({ kind, path }) => kind === 'file' && path.endsWith('.prompt'));
}

/**
 * The objects that hold the texts of records. A record names the blob of a SHA-1 repository with the line breaks that
 * git prefers; where git names its objects in another way, or keeps other line breaks, the prompts are looked through.
 */
async function objectsOf(
  blobs: readonly string[],
  prompts: readonly PromptBlob[],
  repository: Repository,
  options: Abortable,
): Promise<Map<string, string>> {
  const present = repository.objectFormat === 'sha1' ? await repository.present(blobs, options) : new Set<string>();
  const objects = new Map([...present].map((blob) => [blob, blob]));
  const wanted = new Set(blobs.filter((blob) => !present.has(blob)));
  for (const id of wanted.size === 0 ? [] : new Set(prompts.map((prompt) => prompt.id))) {
    const blob = await repository.readBlob(id, { ...options, maxBytes: MOST_PROMPT_BYTES }).then(
      (bytes) => blobId(decodeText(bytes).text),
      (error: unknown) => {
        if (error instanceof GitError && (error.code === 'too-large' || error.code === 'missing-object')) return '';
        throw error;
      },
    );
    if (wanted.has(blob)) objects.set(blob, id);
  }
  return objects;
}
