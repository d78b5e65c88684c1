import type { TreeChange } from '../../engine/git';

const STATUS: Record<string, TreeChange['status']> = { A: 'added', D: 'deleted', R: 'renamed', C: 'added' };

/** A change with the id of what it made of the file. */
export type RawChange = TreeChange & { id: string };

/**
 * The first part of a change as git's `--raw -z` prints it: `:MODE MODE ID ID STATUS`; of a merge with a mode and an id
 * for each parent, a letter of the status for each, and as many colons.
 * @see https://git-scm.com/docs/diff-format
 */
export class RawHead {
  readonly id: string;
  /** Paths that follow. */
  readonly paths: 1 | 2;
  readonly #status: TreeChange['status'];
  readonly #conflict: boolean;

  private constructor(id: string, letters: string) {
    this.id = id;
    // A merge has one path whatever the letters.
    this.paths = /^[RC]$/.test(letters) ? 2 : 1;
    const [first = ''] = letters;
    this.#status = [...letters].every((letter) => letter === first) ? (STATUS[first] ?? 'modified') : 'modified';
    this.#conflict = letters === 'U';
  }

  /** @returns undefined for any other text */
  static parse(text: string): RawHead | undefined {
    const [, ids, letters] = /^\n?:+(?:\d{6} )+((?:[0-9a-f]{40,64} )+)([A-Z]+)\d*$/.exec(text) ?? [];
    if (ids === undefined || letters === undefined) return undefined;
    return new RawHead(ids.trimEnd().split(' ').at(-1) ?? '', letters);
  }

  /** @param paths as many as there have to be */
  change(paths: readonly string[]): RawChange {
    const [first = '', second] = paths;
    return {
      status: this.#status,
      path: second ?? first,
      ...(this.#status === 'renamed' && second !== undefined && { previous: first }),
      ...(this.#conflict && { conflict: true }),
      id: this.id,
    };
  }
}

/** Reads what git's `--raw -z` prints of two trees. */
export function parseRawChanges(output: string): RawChange[] {
  const parts = output.split('\0');
  const changes: RawChange[] = [];
  for (let index = 0; index < parts.length; index++) {
    const head = RawHead.parse(parts[index] ?? '');
    if (head === undefined) continue;
    changes.push(head.change(parts.slice(index + 1, index + 1 + head.paths)));
    index += head.paths;
  }
  return changes;
}
