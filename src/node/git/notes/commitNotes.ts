import { type Abortable, GitError } from '../../../engine/git';
import { runGit } from '../runGit';
import { NOTES_REF, type NotesPlace } from './noteTree';

/** What a path of the notes becomes: another text, a text that is stored already, or nothing. */
export type NoteChange = { text: string } | { blob: string } | 'removed';

/** Only in what is told to git; the ref itself is never there. */
const WORK_REF = 'refs/assay/work';

/**
 * Makes a commit of changed notes, without moving any ref: `git notes` moves its ref without looking whether somebody
 * else has moved it meanwhile, and their notes would be lost.
 * @param parents the first is what the changes are made to
 * @returns its id
 * @throws {GitError} `failed`
 */
export async function commitNotes(
  changes: ReadonlyMap<string, NoteChange>,
  parents: readonly string[],
  notes: NotesPlace,
  { signal }: Abortable,
): Promise<string> {
  const { root, place, objectFormat } = notes;
  const [first, ...others] = parents;
  const input = [
    `feature done\ncommit ${WORK_REF}\nmark :1\ncommitter ${await committer(notes, { signal })}\n`,
    data(others.length > 0 ? 'Merge the scores of others\n' : 'Add scores\n'),
    first === undefined ? '' : `from ${first}\n`,
    ...others.map((parent) => `merge ${parent}\n`),
    ...[...changes].map(([path, change]) => changeText(path, change)),
    `\nget-mark :1\nreset ${WORK_REF}\nfrom ${'0'.repeat(objectFormat === 'sha1' ? 40 : 64)}\ndone\n`,
  ].join('');
  const asked = ['fast-import', '--quiet', '--done', '--date-format=raw'];
  const { code, stdout, stderr } = await runGit(root, asked, { ...place, signal, input });
  const id = stdout.toString('utf8').trim();
  if (code === 0 && /^[0-9a-f]{40,64}$/.test(id)) return id;
  throw new GitError('failed', stderr || `git fast-import: exit code ${code}`);
}

/**
 * Moves the ref of the notes, unless somebody else has moved it.
 * @param from what it is thought to be at; undefined where it is thought not to be there
 * @returns false where it is not, or where somebody is about to move it
 */
export async function moveNotes(
  to: string,
  from: string | undefined,
  { root, place, objectFormat }: NotesPlace,
  { signal }: Abortable,
): Promise<boolean> {
  const none = '0'.repeat(objectFormat === 'sha1' ? 40 : 64);
  const asked = ['update-ref', '--no-deref', '-m', 'assay', NOTES_REF, to, from ?? none];
  const { code, stderr } = await runGit(root, asked, { ...place, signal });
  if (code === 0) return true;
  if (/cannot lock ref|unable to lock|File exists|already exists|is at .* but expected/i.test(stderr)) return false;
  throw new GitError('failed', stderr);
}

/** Who shares: the person that git knows, never one that git makes up of the names of a user and a machine. */
async function committer({ root, place }: NotesPlace, { signal }: Abortable): Promise<string> {
  const asked = ['-c', 'user.useConfigOnly=true', 'var', 'GIT_COMMITTER_IDENT'];
  const { code, stdout } = await runGit(root, asked, { ...place, signal });
  const known = stdout.toString('utf8').trim();
  if (code === 0 && /^[^<>\n]+ <[^<>\n]*> \d+ [+-]\d{4}$/.test(known)) return known;
  return `Assay <assay@localhost> ${Math.floor(Date.now() / 1_000)} +0000`;
}

function changeText(path: string, change: NoteChange): string {
  if (change === 'removed') return `D ${path}\n`;
  if ('blob' in change) return `M 100644 ${change.blob} ${path}\n`;
  return `M 100644 inline ${path}\n${data(change.text)}`;
}

/** With its length before it, so that nothing in it can be taken for a command. */
function data(text: string): string {
  return `data ${Buffer.byteLength(text, 'utf8')}\n${text}\n`;
}
