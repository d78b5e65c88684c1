import type { NoteChange } from './commitNotes';
import { joinLines, noteText } from './noteLines';
import { type NoteTree, notePath } from './noteTree';

/**
 * What has to change in our notes so that they have theirs too: a note that both have changed gets the lines of both,
 * as git's `cat_sort_uniq` does it; one that only one side has changed, or taken away, becomes what that side made of it.
 * @param base where both were the same, without notes where that was never
 * @param read the lines of a note; undefined where they are more than is bounded: theirs is then left where it is
 * @returns by path
 */
export async function mergeNotes(
  { ours, theirs, base }: Record<'ours' | 'theirs' | 'base', NoteTree>,
  read: (blob: string) => Promise<string[] | undefined>,
): Promise<Map<string, NoteChange>> {
  const changes = new Map<string, NoteChange>();
  for (const [id, { blob }] of theirs.notes) {
    const own = ours.notes.get(id);
    const before = base.notes.get(id)?.blob;
    if (own?.blob === blob || before === blob) continue;
    const lines = await read(blob);
    if (lines === undefined) continue;
    const path = own?.path ?? notePath(id);
    if (own === undefined || own.blob === before) changes.set(path, { blob });
    else changes.set(path, { text: noteText(joinLines((await read(own.blob)) ?? [], lines)) });
  }
  for (const [id, { path, blob }] of ours.notes) {
    if (!theirs.notes.has(id) && base.notes.get(id)?.blob === blob) changes.set(path, 'removed');
  }
  return changes;
}
