import type { Commit } from '../git';
import type { PromptSource } from '../prompt/promptFile';
import { FolderCache } from './commitTree';
import { type ContentAt, type ContentPlace, contentAt, type FileAt, fileAt, filesAt } from './contentAt';
import type { PromptVersion, VersionsOptions } from './promptVersions';

/** A command line has its bounds, the tightest on Windows: so much of paths is asked for, in UTF-16 units. */
const LONGEST_PATHS = 20_000;
/** The history is asked anew when an older version turns out to depend on further files, so often at most. */
const MOST_PASSES = 100;

interface Found {
  version: PromptVersion;
  source: PromptSource;
}

/**
 * One search for the versions of a prompt. Git lists the commits that touched any of some paths; whether a commit made
 * a version is decided by what the prompt consists of there and in the commit's parents. Where that turns up paths that
 * were not asked for (an older name, a partial that is no longer included), git is asked anew with them, so that the
 * order stays git's own.
 */
export class VersionWalk {
  readonly #options: VersionsOptions;
  readonly #place: ContentPlace;
  /** The names of the prompt, the newest first. */
  readonly #names: string[];
  /** Commits that gave the prompt its name, with the one that it had before. */
  readonly #renames = new Map<string, string>();
  readonly #paths = new Set<string>();
  #pathsLength = 0;
  readonly #seen = new Set<string>();

  constructor(options: VersionsOptions) {
    const { repository, path, workspace = repository.root } = options;
    this.#options = options;
    this.#place = { repository, folders: new FolderCache(repository), workspace };
    this.#names = [path];
  }

  async *versions(): AsyncGenerator<Found> {
    const { repository, from, path, after, signal } = this.#options;
    this.#watch([path, ...pathsOf(await contentAt(from, path, this.#place))]);
    if (after !== undefined) {
      if (after.path !== path) this.#names.push(after.path);
      this.#watch([after.path, ...pathsOf(await contentAt(after.commit, after.path, this.#place))]);
    }
    let skipping = after?.commit;
    for (let pass = 0, isComplete = false; !isComplete; pass++) {
      isComplete = true;
      let name = path;
      for await (const commit of repository.log({ from, paths: [...this.#paths], signal })) {
        if (!this.#seen.has(commit.id)) {
          this.#seen.add(commit.id);
          const more: string[] = [];
          const isLast = commit.id === skipping;
          if (isLast) name = after?.path ?? name;
          if (isLast || skipping === undefined) {
            const found = await this.#look(commit, name, more);
            if (found !== undefined && !isLast) yield found;
            skipping = undefined;
          }
          isComplete = !this.#watch(more) || pass === MOST_PASSES;
        }
        name = this.#renames.get(commit.id) ?? name;
        if (!isComplete) break;
      }
    }
  }

  /** @returns whether any of them is new */
  #watch(paths: readonly string[]): boolean {
    const before = this.#paths.size;
    for (const path of paths) {
      if (this.#paths.has(path) || this.#pathsLength + path.length > LONGEST_PATHS) continue;
      this.#paths.add(path);
      this.#pathsLength += path.length + 1;
    }
    return this.#paths.size > before;
  }

  /**
   * The version that a commit made, if it made one.
   * @param expected the name that the prompt should have there
   * @param more takes the paths that it depends on
   */
  async #look(commit: Commit, expected: string, more: string[]): Promise<Found | undefined> {
    const { repository } = this.#options;
    const path = await this.#nameAt(commit.id, expected);
    if (path === undefined) return undefined;
    // A merge that took all files from one side made nothing; most are known by that without reading a text.
    if (commit.parents.length > 1 && (await this.#isAnyParents(commit, [...this.#paths, path]))) return undefined;
    const content = await contentAt(commit.id, path, this.#place);
    const { source, asked } = content;
    more.push(...pathsOf(content));
    const changed: string[][] = [];
    for (const parent of commit.parents) {
      const isThere = (await fileAt(parent, path, this.#place)) !== undefined;
      if (!isThere) await this.#followRename(parent, commit.id, path, more);
      const differing = isThere ? await this.#differing(asked, parent) : [path];
      if (differing.length === 0) return undefined;
      changed.push(differing);
    }
    const { id, parents, author, email, time, subject } = commit;
    const version: PromptVersion = {
      ...{ commit: id, parents, author, email, time, subject, path },
      blob: asked.get(path)?.id ?? '',
      changed: changed.length === 0 ? [...asked.keys()].filter((each) => asked.get(each)) : inAllOrAny(changed),
      cutOff: repository.cutOff.has(commit.id),
    };
    return { version, source };
  }

  async #nameAt(commit: string, expected: string): Promise<string | undefined> {
    for (const name of [expected, ...this.#names]) {
      if ((await fileAt(commit, name, this.#place)) !== undefined) return name;
    }
    return undefined;
  }

  async #followRename(parent: string, commit: string, path: string, more: string[]): Promise<void> {
    const { repository, signal } = this.#options;
    const changes = await repository.changes(parent, { commit }, { signal });
    const previous = changes.find((change) => change.status === 'renamed' && change.path === path)?.previous;
    if (previous === undefined) return;
    this.#renames.set(commit, previous);
    if (!this.#names.includes(previous)) this.#names.push(previous);
    more.push(previous);
  }

  async #isAnyParents({ id, parents }: Commit, paths: readonly string[]): Promise<boolean> {
    const here = await filesAt(id, paths, this.#place);
    for (const parent of parents) {
      if ((await this.#differing(here, parent)).length === 0) return true;
    }
    return false;
  }

  /** The paths that lead to something else in another commit. */
  async #differing(here: ReadonlyMap<string, FileAt | undefined>, other: string): Promise<string[]> {
    const there = await filesAt(other, here.keys(), this.#place);
    return [...here.keys()].filter((path) => here.get(path)?.id !== there.get(path)?.id);
  }
}

/** What is to be watched: behind a link it is another file that changes. */
function pathsOf({ asked }: ContentAt): string[] {
  return [...asked].flatMap(([path, file]) => (file === undefined ? [path] : [path, file.path]));
}

/** What differs from every parent; of a merge that only combines what its parents have, what differs from any. */
function inAllOrAny(changed: readonly (readonly string[])[]): string[] {
  const any = [...new Set(changed.flat())];
  const all = any.filter((path) => changed.every((paths) => paths.includes(path)));
  return all.length > 0 ? all : any;
}
