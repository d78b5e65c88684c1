import { type Abortable, GitError, type ObjectFormat } from '../../../engine/git';
import { type GitPlace, runGit } from '../runGit';

/** Where the notes are; the part behind `refs/notes/` is what `git notes --ref=` takes. */
export const NOTES_REF = 'refs/notes/assay';

/** A commit of the notes with what is in it. */
export interface NoteTree {
  /** Undefined where there are no notes yet. */
  commit: string | undefined;
  /** By the id of the object that a note is attached to: where the note stands, and the id of its text. */
  notes: ReadonlyMap<string, { path: string; blob: string }>;
}

/** The repository whose notes are meant. */
export interface NotesPlace {
  /** Absolute path of the work tree. */
  root: string;
  objectFormat: ObjectFormat;
  place: GitPlace;
}

const DIGITS = { sha1: 40, sha256: 64 } as const;

/**
 * The commit that the notes are at; undefined where there are none. A ref that only points to another one is nobody's
 * notes: writing to it would move a branch.
 * @throws {GitError} `failed` where the ref is something else than notes
 */
export async function notesTip({ root, place }: NotesPlace, { signal }: Abortable): Promise<string | undefined> {
  const asked = ['for-each-ref', '--format=%(refname) %(objectname) %(objecttype) %(symref)', NOTES_REF];
  const { stdout } = await runGit(root, asked, { ...place, signal });
  for (const line of stdout.toString('utf8').split('\n')) {
    const [name, id, type, symref] = line.split(' ');
    if (name !== NOTES_REF) continue;
    if (type === 'commit' && symref === '') return id;
    throw new GitError('failed', `${NOTES_REF} holds no notes`);
  }
  return undefined;
}

/** What is in a commit of the notes: one git for all of them. @throws {GitError} `failed` */
export async function readNoteTree(
  commit: string | undefined,
  { root, objectFormat, place }: NotesPlace,
  { signal }: Abortable,
): Promise<NoteTree> {
  const notes = new Map<string, { path: string; blob: string }>();
  if (commit === undefined) return { commit, notes };
  const { code, stdout, stderr } = await runGit(root, ['ls-tree', '-r', '-z', '--full-tree', commit], {
    ...place,
    signal,
  });
  if (code !== 0) throw new GitError('failed', stderr);
  for (const entry of stdout.toString('utf8').split('\0')) {
    const [, blob, path] = /^100\d{3} blob ([0-9a-f]+)\t([0-9a-f/]+)$/.exec(entry) ?? [];
    if (blob === undefined || path === undefined) continue;
    const id = path.replaceAll('/', '');
    if (id.length === DIGITS[objectFormat] && !notes.has(id)) notes.set(id, { path, blob });
  }
  return { commit, notes };
}

/** Where a new note stands: spread over folders by the first digits, as git reads them in any depth. */
export function notePath(id: string): string {
  return `${id.slice(0, 2)}/${id.slice(2)}`;
}
