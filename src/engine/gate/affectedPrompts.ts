import { basename, dirname, join } from 'node:path';
import type { Repository, Tree, TreeChange } from '../git';
import { FileError, type FileSystem, type Host } from '../host';
import type { Endpoint } from '../model/endpoint';
import { dependencies } from './dependencies';
import { isPartial, isPrompt, isRelevant, isScript, isTestSet, scriptKey, scriptKeysIn } from './relevantFiles';
import type { AffectedPrompt } from './runGate';

export interface AffectedOptions {
  repository: Repository;
  /** Where the prompts are looked for. */
  at: Tree;
  changes: readonly TreeChange[];
  /** The files before and after the change. */
  before: FileSystem;
  after: FileSystem;
  host: Host;
  endpoints: readonly Endpoint[];
  signal?: AbortSignal;
}

/** Larger files are taken to name whatever is looked for. */
const MOST_SEARCHED_BYTES = 1024 * 1024;

/**
 * The prompts whose scores a change may move: those that it changes, and those whose partials, test sets, or judges it
 * changes. Files that merely mention a changed one are looked at closely; all others are not even parsed, so that a
 * repository of some thousand prompts costs a search through their texts and no more.
 */
export async function affectedPrompts(options: AffectedOptions): Promise<AffectedPrompt[]> {
  const { repository, at, changes } = options;
  const mayMatter = changes.filter(({ path, previous }) => isRelevant(path) || (previous && isRelevant(previous)));
  if (mayMatter.length === 0) return [];
  const entries = await repository.entries(at);
  const paths = entries.filter(({ kind }) => kind === 'file').map(({ path }) => path);
  const search = new TextSearch(options);
  const relevant = await withoutStrayScripts(mayMatter, paths, search);
  if (relevant.length === 0) return [];
  const candidates = await candidatePrompts(paths, relevant, search);
  const affected: Dependent[] = [];
  for (const path of candidates) {
    options.signal?.throwIfAborted();
    const found = await affectedPrompt(path, relevant, options);
    if (found !== undefined) affected.push(found);
  }
  const judges = new Set(affected.flatMap(({ judges }) => judges));
  const deleted = relevant
    .filter(({ status, path }) => status === 'deleted' && isPrompt(path))
    .map(({ path }) => gone(join(repository.root, ...path.split('/'))));
  return [
    ...affected
      // A changed judge is measured through the prompts that it judges.
      .filter(({ prompt, hasTests }) => hasTests || !judges.has(prompt.file))
      .map(({ prompt }) => prompt),
    ...deleted,
  ];
}

/** Of the changed scripts, which may be thousands, only those that a prompt or a test set may name. */
async function withoutStrayScripts(
  changes: readonly TreeChange[],
  paths: readonly string[],
  search: TextSearch,
): Promise<TreeChange[]> {
  if (!changes.some(({ path }) => isScript(path))) return [...changes];
  const named = await search.scriptKeys(paths);
  const isNamed = (path: string) => !isScript(path) || named === 'any' || named.has(scriptKey(path));
  return changes.filter(({ path, previous }) => isNamed(path) || (previous !== undefined && isNamed(previous)));
}

function gone(file: string): AffectedPrompt {
  return { file, previous: file, deleted: true, changed: [file] };
}

interface Dependent {
  prompt: AffectedPrompt;
  hasTests: boolean;
  /** Absolute paths of its judges. */
  judges: string[];
}

async function affectedPrompt(
  path: string,
  changes: readonly TreeChange[],
  options: AffectedOptions,
): Promise<Dependent | undefined> {
  const { repository, before, after } = options;
  const absolute = (relative: string) => join(repository.root, ...relative.split('/'));
  const own = changes.find((change) => change.path === path);
  const file = absolute(path);
  const previous = own?.status === 'added' ? undefined : absolute(own?.previous ?? path);
  const now = await dependencies(file, { ...options, files: after });
  const then = previous === undefined ? undefined : await dependencies(previous, { ...options, files: before });
  const files = new Set([...now.files, ...(then?.files ?? [])]);
  const changed = changes
    .flatMap(({ path, previous }) => [path, ...(previous === undefined ? [] : [previous])])
    .map(absolute)
    .filter((each) => files.has(each));
  if (changed.length === 0) return undefined;
  const prompt = { file, ...(previous !== undefined && { previous }), deleted: false, changed: [...new Set(changed)] };
  return { prompt, hasTests: now.plan.testSet !== undefined, judges: now.judges };
}

/** Paths of the prompts that may depend on a change, found by the names that their texts mention. */
async function candidatePrompts(
  paths: readonly string[],
  changes: readonly TreeChange[],
  search: TextSearch,
): Promise<string[]> {
  const prompts = paths.filter(isPrompt);
  const changedPaths = changes.flatMap(({ path, previous }) => (previous === undefined ? [path] : [path, previous]));
  const candidates = new Set(prompts.filter((path) => changedPaths.includes(path)));
  const names = new Set(changedPaths.map(mentionOf));
  await addPartialsThatMention(names, paths, search);
  const testSets: string[] = [];
  for (const path of paths.filter(isTestSet)) {
    if (changedPaths.includes(path) || (await search.mentions(path, names))) testSets.push(path);
  }
  const changedTestSets = [...testSets, ...changedPaths.filter(isTestSet)];
  for (const path of prompts) {
    const beside = changedTestSets.some((tests) => belongsTo(tests, path));
    const named = new Set([...names, ...changedTestSets.map(mentionOf)]);
    if (beside || (await search.mentions(path, named))) candidates.add(path);
  }
  return [...candidates].sort();
}

/** A partial in a partial: whoever includes the outer one depends on the inner one. */
async function addPartialsThatMention(names: Set<string>, paths: readonly string[], search: TextSearch): Promise<void> {
  const open = new Set(paths.filter(isPartial));
  for (let before = -1; before !== names.size; ) {
    before = names.size;
    for (const path of open) {
      if (!(await search.mentions(path, names))) continue;
      names.add(mentionOf(path));
      open.delete(path);
    }
  }
}

class TextSearch {
  readonly #options: AffectedOptions;
  readonly #texts = new Map<string, string | undefined>();

  constructor(options: AffectedOptions) {
    this.#options = options;
  }

  /**
   * The keys of the scripts that prompts and test sets name; `any` where one of them is too large to be searched. Of the
   * large files of a repository most are something else, which no prompt mentions.
   */
  async scriptKeys(paths: readonly string[]): Promise<Set<string> | 'any'> {
    const prompts = paths.filter(isPrompt);
    const keys = new Set<string>();
    for (const path of [...prompts, ...paths.filter(isTestSet)]) {
      const text = await this.#text(path);
      if (text !== undefined) for (const key of scriptKeysIn(text)) keys.add(key);
      else if (await this.#mayBeTestSetOf(path, prompts)) return 'any';
    }
    return keys;
  }

  async #mayBeTestSetOf(path: string, prompts: readonly string[]): Promise<boolean> {
    if (isPrompt(path) || /\.test\.[^.]+$/i.test(path)) return true;
    const name = new Set([basename(path)]);
    for (const prompt of prompts) if (await this.mentions(prompt, name)) return true;
    return false;
  }

  async mentions(path: string, names: ReadonlySet<string>): Promise<boolean> {
    const text = await this.#text(path);
    return text === undefined || [...names].some((name) => text.includes(name));
  }

  async #text(path: string): Promise<string | undefined> {
    if (!this.#texts.has(path)) this.#texts.set(path, await this.#read(path));
    return this.#texts.get(path);
  }

  async #read(path: string): Promise<string | undefined> {
    const { after, repository, signal } = this.#options;
    signal?.throwIfAborted();
    try {
      const bytes = await after.read(join(repository.root, ...path.split('/')), { maxBytes: MOST_SEARCHED_BYTES });
      return Buffer.from(bytes).toString('utf8');
    } catch (error) {
      if (error instanceof FileError) return undefined;
      throw error;
    }
  }
}

/** How other files name it: partials without `_`, prompts without their ending, test sets as they are. */
function mentionOf(path: string): string {
  return basename(path)
    .replace(/\.prompt$/i, '')
    .replace(/^_/, '');
}

function belongsTo(tests: string, prompt: string): boolean {
  if (dirname(tests) !== dirname(prompt)) return false;
  const stem = basename(tests).replace(/\.test\.[^.]+$/i, '');
  const name = basename(prompt).replace(/\.prompt$/i, '');
  return name === stem || name.startsWith(`${stem}.`);
}
