import { basename, dirname, join } from 'node:path';
import { FileError, type FileSystem } from '../../host';
import { BOUNDS } from '../../prompt/bounds';
import { decodeText } from '../../prompt/decodeText';
import { fileOf } from '../../prompt/partialTrees';
import { TEST_SET_ENDINGS } from '../../testset/findTestSet';
import { pause } from '../../testset/pause';
import { isInside } from '../../workspacePath';
import { PromptDocument } from '../document/promptDocument';
import { LONGEST_TEST_SET_DOCUMENT, TestSetDocument } from '../document/testSetDocument';
import type { FileFacts, PromptFacts, TestSetFacts } from './fileFacts';
import { promptFacts } from './promptFacts';
import { testSetFacts } from './testSetFacts';

export const IS_PROMPT = /\.prompt$/i;
export const IS_TEST_SET = /\.test\.(?:ya?ml|jsonl?|csv|tsv)$/i;

/** Folders that hold no sources of the user's. */
const PASSED_OVER = new Set(['node_modules', '.git', '.hg', '.svn', '.assay', '.vscode-test']);
/** A workspace may have so many entries; beyond it the index is not whole, and says so. */
const MOST_ENTRIES = 200_000;
/** Others get a turn when the index has worked for so long, in milliseconds. */
const TURN_MS = 5;
/** A longer test set is read in the part that names its variables mostly: its beginning; in UTF-16 units. */
const READ_AT_ONCE = 32 * 1024;

/**
 * What is known of all prompts, partials, judges and test sets below a folder. It is filled in the background, and kept current
 * by whoever hears of changes. What it does not know yet is simply not in it: wait for `whole` before a statement about all.
 */
export class ProjectIndex {
  /** The folder, absolute. */
  readonly root: string;
  readonly #files: FileSystem;
  readonly #now: () => number;
  readonly #facts = new Map<string, FileFacts>();
  #scan: Promise<void> | undefined;
  #tooLarge = false;

  /** @param now milliseconds that only go forward */
  constructor(root: string, { files, now }: { files: FileSystem; now: () => number }) {
    this.root = root;
    this.#files = files;
    this.#now = now;
  }

  /** Resolves when everything below the folder has been read; the first call begins with it. */
  whole(): Promise<void> {
    this.#scan ??= this.#scanAll();
    return this.#scan;
  }

  /** True where the folder holds more than can be looked through. */
  get tooLarge(): boolean {
    return this.#tooLarge;
  }

  /** A file was written, or has appeared. */
  async update(file: string): Promise<void> {
    if (!IS_PROMPT.test(file) && !IS_TEST_SET.test(file) && this.#facts.get(file)?.kind !== 'testset') return;
    const text = await this.#read(file);
    if (text === undefined) this.remove(file);
    else this.setText(file, text);
  }

  /** What a file holds now, saved or not. */
  setText(file: string, text: string): void {
    if (IS_PROMPT.test(file)) this.set(promptFacts(new PromptDocument(text, file)));
    else this.set(factsOfTests(text, file));
  }

  /** The facts of a file that somebody has taken apart already. */
  set(facts: FileFacts): void {
    this.#facts.set(facts.file, facts);
  }

  remove(file: string): void {
    this.#facts.delete(file);
  }

  prompt(file: string): PromptFacts | undefined {
    const facts = this.#facts.get(file);
    return facts?.kind === 'prompt' ? facts : undefined;
  }

  testSet(file: string): TestSetFacts | undefined {
    const facts = this.#facts.get(file);
    return facts?.kind === 'testset' ? facts : undefined;
  }

  prompts(): PromptFacts[] {
    return [...this.#facts.values()].filter((facts): facts is PromptFacts => facts.kind === 'prompt');
  }

  testSets(): TestSetFacts[] {
    return [...this.#facts.values()].filter((facts): facts is TestSetFacts => facts.kind === 'testset');
  }

  /** The file of a partial that another file includes: beside it or in a folder above, as `findPartial` has it. */
  partialFile(name: string, from: string): string | undefined {
    if (name.includes('\0') || /^(?:[a-z]:|[\\/])/i.test(name)) return undefined;
    for (let folder = dirname(from); isInside(folder, this.root); folder = dirname(folder)) {
      const candidate = join(folder, fileOf(name));
      if (isInside(candidate, this.root) && this.prompt(candidate) !== undefined) return candidate;
      if (dirname(folder) === folder) break;
    }
    return undefined;
  }

  /** Prompts and partials that include a partial, each with the places where they do. */
  includersOf(partial: string): { facts: PromptFacts; includes: PromptFacts['includes'] }[] {
    const own = basename(partial).replace(/^_/, '').replace(IS_PROMPT, '');
    return this.prompts().flatMap((facts) => {
      const includes = facts.includes.filter(
        ({ name }) => name.split('/').at(-1) === own && this.partialFile(name, facts.file) === partial,
      );
      return includes.length === 0 ? [] : [{ facts, includes }];
    });
  }

  /** The test set of a prompt, as `findTestSet` has it. */
  testSetOf(prompt: PromptFacts): TestSetFacts | undefined {
    if (prompt.tests !== undefined) return this.testSet(join(dirname(prompt.file), prompt.tests.name));
    const name = basename(prompt.file).replace(IS_PROMPT, '');
    const dot = name.indexOf('.');
    for (const stem of dot > 0 ? [name, name.slice(0, dot)] : [name]) {
      for (const ending of TEST_SET_ENDINGS) {
        const found = this.testSet(join(dirname(prompt.file), `${stem}.test${ending}`));
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  /** The prompts that a test set is the test set of. */
  promptsOf(testSet: string): PromptFacts[] {
    const folder = dirname(testSet);
    return this.prompts().filter(
      (prompt) =>
        !prompt.partial &&
        (prompt.tests !== undefined || dirname(prompt.file) === folder) &&
        this.testSetOf(prompt)?.file === testSet,
    );
  }

  /** The file of a judge of one's own that a test set or a prompt names; undefined for a built-in one. */
  judgeFile(name: string, from: string): string | undefined {
    if (!IS_PROMPT.test(name)) return undefined;
    const file = join(dirname(from), name);
    return isInside(file, this.root) ? file : undefined;
  }

  /** Files that name a judge, each with the places where they do. */
  usersOfJudge(judge: string): { facts: FileFacts; places: FileFacts['judges'] }[] {
    return [...this.#facts.values()].flatMap((facts) => {
      const places = facts.judges.filter(({ name }) => this.judgeFile(name, facts.file) === judge);
      return places.length === 0 ? [] : [{ facts, places }];
    });
  }

  async #scanAll(): Promise<void> {
    const found = await this.#find();
    const named: string[] = [];
    let turn = this.#now();
    for (const file of found) {
      // What an editor has told of meanwhile is newer than what is on disk.
      if (!this.#facts.has(file)) await this.update(file);
      const facts = this.#facts.get(file);
      if (facts?.kind === 'prompt' && facts.tests !== undefined) named.push(join(dirname(file), facts.tests.name));
      if (this.#now() - turn < TURN_MS) continue;
      await pause();
      turn = this.#now();
    }
    // Test sets that a frontmatter names may have any name.
    for (const file of named) {
      if (this.#facts.has(file) || !isInside(file, this.root)) continue;
      const text = await this.#read(file);
      if (text !== undefined) this.set(factsOfTests(text, file));
    }
  }

  async #find(): Promise<string[]> {
    const found: string[] = [];
    const pending = [this.root];
    let entries = 0;
    for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
      for (const { name, kind } of await this.#files.list(folder)) {
        if (++entries > MOST_ENTRIES) {
          this.#tooLarge = true;
          return found;
        }
        const path = join(folder, name);
        if (kind === 'folder') {
          if (!PASSED_OVER.has(name)) pending.push(path);
        } else if (IS_PROMPT.test(name) || IS_TEST_SET.test(name)) found.push(path);
      }
    }
    return found;
  }

  async #read(file: string): Promise<string | undefined> {
    try {
      const maxBytes = IS_PROMPT.test(file) ? BOUNDS.file : 4 * LONGEST_TEST_SET_DOCUMENT;
      return decodeText(await this.#files.read(file, { maxBytes })).text;
    } catch (error) {
      if (error instanceof FileError) return undefined;
      throw error;
    }
  }
}

/** Of a long test set, what stands at its beginning, so that nobody waits for it. */
function factsOfTests(text: string, file: string): TestSetFacts {
  if (text.length <= READ_AT_ONCE) return testSetFacts(new TestSetDocument(text, file));
  const beginning = text.slice(0, text.lastIndexOf('\n', READ_AT_ONCE) + 1);
  return testSetFacts(new TestSetDocument(beginning, file), true);
}
