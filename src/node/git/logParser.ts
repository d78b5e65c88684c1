import type { Commit } from '../../engine/git';
import { type RawChange, RawHead } from './rawChanges';

/** What `git log -z` is to print of a commit, each field with a NUL behind it; the changes follow. */
export const LOG_FORMAT = ['%H', '%P', '%an', '%ae', '%at', '%ct', '%s'].join('%x00');
const FIELDS = 7;

/**
 * Reads `git log -z --raw` piece by piece. Every text has its place and ends with NUL, which no name, subject or path
 * contains, so that nothing that is written into them can be taken for something else.
 */
export class LogParser {
  #rest = '';
  #fields: string[] = [];
  #changes: RawChange[] = [];
  #head: RawHead | undefined;
  #paths: string[] = [];

  /** @returns the commits that are complete with it */
  push(text: string): Commit[] {
    const parts = (this.#rest + text).split('\0');
    this.#rest = parts.pop() ?? '';
    return parts.flatMap((part) => this.#take(part));
  }

  /** @returns the commit that the end completes */
  end(): Commit[] {
    return [...(this.#rest === '' ? [] : this.#take(this.#rest)), ...this.#finished()];
  }

  #take(part: string): Commit[] {
    if (this.#fields.length > 0 && this.#fields.length < FIELDS) {
      this.#fields.push(part);
      return [];
    }
    if (this.#head !== undefined) {
      this.#paths.push(part);
      if (this.#paths.length === this.#head.paths) {
        this.#changes.push(this.#head.change(this.#paths));
        this.#head = undefined;
        this.#paths = [];
      }
      return [];
    }
    this.#head = this.#fields.length === 0 ? undefined : RawHead.parse(part);
    if (this.#head !== undefined || part.trim() === '') return [];
    const finished = this.#finished();
    this.#fields = [part.trim()];
    return finished;
  }

  #finished(): Commit[] {
    const [id, parents = '', author = '', email = '', time, committed, subject = ''] = this.#fields;
    const changes = this.#changes;
    this.#fields = [];
    this.#changes = [];
    if (id === undefined) return [];
    const described = { id, parents: parents.split(' ').filter(Boolean), author, email, subject, changes };
    return [{ ...described, time: Number(time) * 1_000, committed: Number(committed) * 1_000 }];
  }
}
