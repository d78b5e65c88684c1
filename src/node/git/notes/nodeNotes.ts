import { setTimeout as pause } from 'node:timers/promises';
import { type Abortable, GitError, type Repository } from '../../../engine/git';
import type { ExchangeOptions, FetchedNotes, Notes, PushedNotes } from '../../../engine/notes';
import { type GitPlace, runGit } from '../runGit';
import { commitNotes, moveNotes, type NoteChange } from './commitNotes';
import { Exchange } from './exchange';
import { mergeNotes } from './mergeNotes';
import { joinLines, linesOf, MOST_NOTE_BYTES, noteText } from './noteLines';
import { type NotesPlace, type NoteTree, notePath, notesTip, readNoteTree } from './noteTree';
import { findRemote } from './remoteConfig';

/** So often somebody else may be faster: here, and at the remote. */
const MOST_MOVES = 30;
const MOST_PUSHES = 8;
/** Between two attempts, in milliseconds; drawn by chance, so that two do not meet again and again. */
const LONGEST_PAUSE = 60;

/** The notes of one repository. */
export class NodeNotes implements Notes {
  readonly #repository: Pick<Repository, 'branch' | 'readBlob'>;
  readonly #place: NotesPlace;
  /** Read once: whoever asks for the notes of many versions asks for those of one moment. */
  #read: Promise<NoteTree> | undefined;

  constructor(repository: Pick<Repository, 'root' | 'objectFormat' | 'branch' | 'readBlob'>, place: GitPlace) {
    this.#repository = repository;
    this.#place = { root: repository.root, objectFormat: repository.objectFormat, place };
  }

  async read(id: string, options: Abortable = {}): Promise<string[]> {
    this.#read ??= this.#newest(options).catch((error: unknown) => {
      this.#read = undefined;
      throw error;
    });
    const note = (await this.#read).notes.get(id);
    return note === undefined ? [] : ((await this.#lines(note.blob, options)) ?? []);
  }

  async add(lines: ReadonlyMap<string, readonly string[]>, options: Abortable = {}): Promise<number> {
    let added = 0;
    await this.#change(async (tree) => {
      added = 0;
      const changes = new Map<string, NoteChange>();
      for (const [id, more] of lines) {
        const note = tree.notes.get(id);
        const present = note === undefined ? [] : ((await this.#lines(note.blob, options)) ?? []);
        const known = new Set(present);
        const joined = joinLines(present, more);
        const count = joined.filter((line) => !known.has(line)).length;
        if (count > 0) changes.set(note?.path ?? notePath(id), { text: noteText(joined) });
        added += count;
      }
      if (changes.size === 0) return tree.commit;
      const parents = tree.commit === undefined ? [] : [tree.commit];
      return commitNotes(changes, parents, this.#place, options);
    }, options);
    return added;
  }

  async fetch(options: ExchangeOptions = {}): Promise<FetchedNotes> {
    return this.#exchange(options, async (exchange, name, ignored) => {
      const { before, theirs } = await this.#fetched(exchange, options);
      return { remote: name, ignored, ...(await this.#counted(before, theirs, options)) };
    });
  }

  async push(options: ExchangeOptions = {}): Promise<PushedNotes> {
    return this.#exchange(options, async (exchange, name, ignored) => {
      let counts: { lines: number; added: number } | undefined;
      for (let attempt = 0; attempt < MOST_PUSHES; attempt++) {
        const { before, theirs, after } = await this.#fetched(exchange, options);
        counts ??= await this.#counted(before, theirs, options);
        const { added: pushed } = await this.#counted(theirs, after, options);
        const result = { remote: name, ignored, ...counts, pushed };
        if (after.commit === undefined || after.commit === theirs.commit) return result;
        if (await exchange.push(after.commit)) return result;
        await pause(Math.random() * LONGEST_PAUSE, undefined, { signal: options.signal });
      }
      throw new GitError('busy', name);
    });
  }

  async #exchange<Result>(
    options: ExchangeOptions,
    use: (exchange: Exchange, name: string, ignored: string[]) => Promise<Result>,
  ): Promise<Result> {
    const remote = await findRemote(options.remote, this.#repository.branch, this.#place, options);
    const exchange = await Exchange.open(remote, this.#place, options);
    try {
      return await use(exchange, remote.name, remote.ignored);
    } finally {
      await exchange.dispose();
    }
  }

  /** Gets what the remote has and merges it with what is here. */
  async #fetched(
    exchange: Exchange,
    options: Abortable,
  ): Promise<{ before: NoteTree; theirs: NoteTree; after: NoteTree }> {
    const before = await this.#newest(options);
    const theirs = await readNoteTree(await exchange.fetch(before.commit), this.#place, options);
    const after = await this.#change((ours) => this.#merged(ours, theirs, options), options);
    return { before, theirs, after: await readNoteTree(after, this.#place, options) };
  }

  async #merged(ours: NoteTree, theirs: NoteTree, options: Abortable): Promise<string | undefined> {
    const [own, other] = [ours.commit, theirs.commit];
    if (other === undefined || own === other) return own;
    if (own === undefined) return other;
    const base = await this.#mergeBase(own, other, options);
    if (base === other) return own;
    if (base === own) return other;
    const trees = { ours, theirs, base: await readNoteTree(base, this.#place, options) };
    const changes = await mergeNotes(trees, (blob) => this.#lines(blob, options));
    return commitNotes(changes, [own, other], this.#place, options);
  }

  async #mergeBase(a: string, b: string, { signal }: Abortable): Promise<string | undefined> {
    const { root, place } = this.#place;
    const { code, stdout } = await runGit(root, ['merge-base', a, b], { ...place, signal });
    return code === 0 ? stdout.toString('utf8').trim() : undefined;
  }

  /**
   * Moves the notes to what is made of them, made anew where somebody else was faster.
   * @returns the commit that they are at then
   */
  async #change(
    make: (tree: NoteTree) => Promise<string | undefined>,
    options: Abortable,
  ): Promise<string | undefined> {
    for (let attempt = 0; attempt < MOST_MOVES; attempt++) {
      const tree = await this.#newest(options);
      const commit = await make(tree);
      if (commit === undefined || commit === tree.commit) return commit;
      this.#read = undefined;
      if (await moveNotes(commit, tree.commit, this.#place, options)) return commit;
      await pause(Math.random() * LONGEST_PAUSE, undefined, { signal: options.signal });
    }
    throw new GitError('busy', 'refs/notes/assay');
  }

  async #newest(options: Abortable): Promise<NoteTree> {
    return readNoteTree(await notesTip(this.#place, options), this.#place, options);
  }

  /** The lines of a note; undefined where they are more than is bounded. */
  async #lines(blob: string, { signal }: Abortable): Promise<string[] | undefined> {
    try {
      return linesOf(await this.#repository.readBlob(blob, { maxBytes: MOST_NOTE_BYTES, signal }));
    } catch (error) {
      if (error instanceof GitError && (error.code === 'too-large' || error.code === 'missing-object'))
        return undefined;
      throw error;
    }
  }

  /** How many lines a tree has, and how many of them another one has not. */
  async #counted(
    known: NoteTree,
    tree: NoteTree,
    { counts = () => true, ...options }: ExchangeOptions,
  ): Promise<{ lines: number; added: number }> {
    let [lines, added] = [0, 0];
    for (const [id, { blob }] of tree.notes) {
      const present = ((await this.#lines(blob, options)) ?? []).filter(counts);
      lines += present.length;
      const other = known.notes.get(id)?.blob;
      if (other === blob) continue;
      const before = new Set(other === undefined ? [] : await this.#lines(other, options));
      added += present.filter((line) => !before.has(line)).length;
    }
    return { lines, added };
  }
}
