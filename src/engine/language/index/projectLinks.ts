import { basename, dirname, join } from 'node:path';
import { fileOf } from '../../prompt/partialTrees';
import { TEST_SET_ENDINGS } from '../../testset/findTestSet';
import { isInside } from '../../workspacePath';
import type { FileFacts, PromptFacts } from './fileFacts';

/** What of a file's facts decides which files belong together. */
export function linkKey(facts: FileFacts): string {
  const judges = facts.judges.map(({ name }) => name);
  if (facts.kind === 'testset') return JSON.stringify([judges]);
  const { partial, includes, inline, tests } = facts;
  return JSON.stringify([judges, partial, includes.map(({ name }) => name), inline, tests?.name]);
}

/** Which files of a project belong together, found once for all questions until a name changes that says so. */
export class ProjectLinks {
  readonly #facts: ReadonlyMap<string, FileFacts>;
  readonly #root: string;
  readonly #partials = new Map<string, string | undefined>();
  /** Files by the partial that they include. */
  readonly includers = new Map<string, string[]>();
  /** Partials by the file that includes them. */
  readonly included = new Map<string, string[]>();
  /** Files by the name of a partial that they define in themselves. */
  readonly definers = new Map<string, string[]>();
  readonly testSets = new Map<string, string>();
  /** Prompts by their test set. */
  readonly prompts = new Map<string, string[]>();
  /** Files by the judge that they name. */
  readonly judgeUsers = new Map<string, string[]>();
  readonly #below = new Map<string, ReadonlySet<string>>();

  constructor(facts: ReadonlyMap<string, FileFacts>, root: string) {
    this.#facts = facts;
    this.#root = root;
    for (const each of facts.values()) {
      for (const { name } of each.judges) {
        const judge = this.judgeFile(name, each.file);
        if (judge !== undefined) add(this.judgeUsers, judge, each.file);
      }
      if (each.kind === 'prompt') this.#addPrompt(each);
    }
  }

  #addPrompt(prompt: PromptFacts): void {
    const { file, includes, inline, partial } = prompt;
    for (const name of new Set(inline)) add(this.definers, name, file);
    for (const name of new Set(includes.map((each) => each.name))) {
      const found = this.partialFile(name, file);
      if (found === undefined) continue;
      add(this.includers, found, file);
      add(this.included, file, found);
    }
    const tests = this.#testSetOf(prompt);
    if (tests === undefined) return;
    this.testSets.set(file, tests);
    if (!partial) add(this.prompts, tests, file);
  }

  partialFile(name: string, from: string): string | undefined {
    const key = `${dirname(from)}\n${name}`;
    if (!this.#partials.has(key)) this.#partials.set(key, this.#findPartial(name, from));
    return this.#partials.get(key);
  }

  #findPartial(name: string, from: string): string | undefined {
    if (name.includes('\0') || /^(?:[a-z]:|[\\/])/i.test(name)) return undefined;
    for (let folder = dirname(from); isInside(folder, this.#root); folder = dirname(folder)) {
      const candidate = join(folder, fileOf(name));
      if (this.#facts.get(candidate)?.kind === 'prompt' && isInside(candidate, this.#root)) return candidate;
      if (dirname(folder) === folder) break;
    }
    return undefined;
  }

  judgeFile(name: string, from: string): string | undefined {
    if (!/\.prompt$/i.test(name)) return undefined;
    const file = join(dirname(from), name);
    return isInside(file, this.#root) ? file : undefined;
  }

  #testSetOf({ file, tests }: PromptFacts): string | undefined {
    const folder = dirname(file);
    const isTests = (path: string) => this.#facts.get(path)?.kind === 'testset';
    if (tests !== undefined) {
      const named = join(folder, tests.name);
      return isTests(named) ? named : undefined;
    }
    const name = basename(file).replace(/\.prompt$/i, '');
    const dot = name.indexOf('.');
    for (const stem of dot > 0 ? [name, name.slice(0, dot)] : [name]) {
      for (const ending of TEST_SET_ENDINGS) {
        const path = join(folder, `${stem}.test${ending}`);
        if (isTests(path)) return path;
      }
    }
    return undefined;
  }

  /** All partials that a file includes, directly or through others. */
  below(file: string): ReadonlySet<string> {
    const known = this.#below.get(file);
    if (known !== undefined) return known;
    const found = new Set<string>();
    const pending = [...(this.included.get(file) ?? [])];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (found.has(next)) continue;
      found.add(next);
      pending.push(...(this.included.get(next) ?? []));
    }
    this.#below.set(file, found);
    return found;
  }
}

function add(map: Map<string, string[]>, key: string, value: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  // A file is gone through at once, so that it can only be the last.
  else if (known.at(-1) !== value) known.push(value);
}
