import { basename, dirname, join, relative } from 'node:path';
import { FileError, type FileSystem } from '../../host';
import { BOUNDS } from '../../prompt/bounds';
import { decodeText } from '../../prompt/decodeText';
import { pause } from '../../testset/pause';
import { LARGEST_TEST_SET } from '../../testset/readTestSet';
import { isInside } from '../../workspacePath';
import { PromptDocument } from '../document/promptDocument';
import { TestSetDocument } from '../document/testSetDocument';
import type { FileFacts, PromptFacts, TestSetFacts } from './fileFacts';
import { linkKey, ProjectLinks } from './projectLinks';
import { promptFacts } from './promptFacts';
import { testSetFacts } from './testSetFacts';

export const IS_PROMPT = /\.prompt$/i;
export const IS_TEST_SET = /\.test\.(?:ya?ml|jsonl?|csv|tsv)$/i;

/** Folders that hold no sources of the user's. */
const PASSED_OVER = new Set(['node_modules', '.git', '.hg', '.svn', '.assay', '.vscode-test']);
/** A workspace may have so many entries; beyond it the index is not whole, and says so. */
const MOST_ENTRIES = 200_000;
/** Others get a turn when the index has worked for so long, in milliseconds. */
const TURN_MS = 2;
/** A longer test set is read in the part that names its variables mostly: its beginning; in UTF-16 units. */
const READ_AT_ONCE = 32 * 1024;
const LONGEST_BEGINNING = 4 * READ_AT_ONCE;
/** So many files are read ahead of the one that is being looked at. */
const READ_AHEAD = 16;

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
  /** Texts that nobody has asked about since they changed: many changes of one file are one. */
  readonly #changed = new Map<string, string>();
  readonly #parse: (text: string, file: string) => PromptDocument;
  /** Test sets of other names that a frontmatter has begun to name. */
  readonly #reading = new Set<Promise<void>>();
  #links: ProjectLinks | undefined;
  #scan: Promise<void> | undefined;
  #tooLarge = false;

  /**
   * @param options.now milliseconds that only go forward
   * @param options.parse takes the text of a prompt in an editor apart, or has done so already
   */
  constructor(
    root: string,
    {
      files,
      now,
      parse = (text, file) => new PromptDocument(text, file),
    }: { files: FileSystem; now: () => number; parse?: (text: string, file: string) => PromptDocument },
  ) {
    this.root = root;
    this.#files = files;
    this.#now = now;
    this.#parse = parse;
  }

  /** Resolves when everything below the folder has been read; the first call begins with it. */
  async whole(): Promise<void> {
    this.#scan ??= this.#scanFolder(this.root);
    await this.#scan;
    this.#known();
    await Promise.all(this.#reading);
  }

  /** True where the folder holds more than can be looked through. */
  get tooLarge(): boolean {
    return this.#tooLarge;
  }

  /** A file was written, or has appeared, or is gone; or a folder, with everything in it. */
  async update(file: string): Promise<void> {
    if (this.#isOurs(file)) {
      const bytes = await this.#read(file);
      if (bytes === undefined) this.remove(file);
      else if (bytes === 'unreadable') this.set(unreadable(file));
      else this.setText(file, decodeText(bytes).text);
      return;
    }
    const kind = (await this.#files.stat(file))?.kind;
    if (kind === undefined) this.#removeBelow(file);
    else if (kind === 'folder' && this.#scan !== undefined && !passedOver(file, this.root))
      await this.#scanFolder(file);
  }

  /** What a file holds now, saved or not. It is looked at when somebody asks. */
  setText(file: string, text: string): void {
    if (this.#isOurs(file)) this.#changed.set(file, text);
  }

  /** The facts of a file that somebody has taken apart already. */
  set(facts: FileFacts): void {
    const { file } = facts;
    this.#changed.delete(file);
    const before = this.#facts.get(file);
    if (before === undefined || linkKey(before) !== linkKey(facts)) this.#links = undefined;
    this.#facts.set(file, facts);
    // Test sets that a frontmatter names may have any name.
    const named = facts.kind === 'prompt' ? this.namedTestSet(facts) : undefined;
    if (named !== undefined && !IS_TEST_SET.test(named) && this.#scan !== undefined) this.#readNamed(named);
  }

  remove(file: string): void {
    this.#changed.delete(file);
    if (this.#facts.delete(file)) this.#links = undefined;
  }

  prompt(file: string): PromptFacts | undefined {
    const facts = this.#known().get(file);
    return facts?.kind === 'prompt' ? facts : undefined;
  }

  testSet(file: string): TestSetFacts | undefined {
    const facts = this.#known().get(file);
    return facts?.kind === 'testset' ? facts : undefined;
  }

  prompts(): PromptFacts[] {
    return [...this.#known().values()].filter((facts): facts is PromptFacts => facts.kind === 'prompt');
  }

  testSets(): TestSetFacts[] {
    return [...this.#known().values()].filter((facts): facts is TestSetFacts => facts.kind === 'testset');
  }

  /** The file of a partial that another file includes: beside it or in a folder above, as `findPartial` has it. */
  partialFile(name: string, from: string): string | undefined {
    return this.#linked().partialFile(name, from);
  }

  /** Prompts and partials that include a partial, each with the places where they do. */
  includersOf(partial: string): { facts: PromptFacts; includes: PromptFacts['includes'] }[] {
    const links = this.#linked();
    return (links.includers.get(partial) ?? []).flatMap((file) => {
      const facts = this.prompt(file);
      const includes = facts?.includes.filter(({ name }) => links.partialFile(name, file) === partial) ?? [];
      return facts === undefined ? [] : [{ facts, includes }];
    });
  }

  /** All partials that a file includes, directly or through others. */
  includedBy(file: string): ReadonlySet<string> {
    return this.#linked().below(file);
  }

  /** Files that define a partial of that name in themselves. */
  definersOf(name: string): readonly string[] {
    return this.#linked().definers.get(name) ?? [];
  }

  /** The test set of a prompt, as `findTestSet` has it. */
  testSetOf(prompt: PromptFacts): TestSetFacts | undefined {
    const file = this.#linked().testSets.get(prompt.file);
    return file === undefined ? undefined : this.testSet(file);
  }

  /** The file that a prompt's frontmatter names as its test set, whether it is there or not. */
  namedTestSet({ file, tests }: PromptFacts): string | undefined {
    return tests === undefined ? undefined : join(dirname(file), tests.name);
  }

  /** The prompts that a test set is the test set of. */
  promptsOf(testSet: string): PromptFacts[] {
    const files = this.#linked().prompts.get(testSet) ?? [];
    return files.flatMap((file) => this.prompt(file) ?? []);
  }

  /** The file of a judge of one's own that a test set or a prompt names; undefined for a built-in one. */
  judgeFile(name: string, from: string): string | undefined {
    return this.#linked().judgeFile(name, from);
  }

  /** The files of the judges of one's own that a prompt names, or that judge a test set: its own, else those of its prompts. */
  judgesOf(file: string): string[] {
    const facts = this.#known().get(file);
    const own = facts?.judges.flatMap(({ name }) => this.judgeFile(name, file) ?? []) ?? [];
    if (facts?.kind !== 'testset' || facts.judges.length > 0) return own;
    return [...new Set(this.promptsOf(file).flatMap((prompt) => this.judgesOf(prompt.file)))];
  }

  /** Files that name a judge, each with the places where they do. */
  usersOfJudge(judge: string): { facts: FileFacts; places: FileFacts['judges'] }[] {
    const links = this.#linked();
    return (links.judgeUsers.get(judge) ?? []).flatMap((file) => {
      const facts = this.#facts.get(file);
      const places = facts?.judges.filter(({ name }) => links.judgeFile(name, file) === judge) ?? [];
      return facts === undefined ? [] : [{ facts, places }];
    });
  }

  /** All facts, with what has changed meanwhile. */
  #known(): ReadonlyMap<string, FileFacts> {
    for (const [file, text] of this.#changed) {
      this.set(IS_PROMPT.test(file) ? promptFacts(this.#parse(text, file)) : factsOfTests(text, file));
    }
    return this.#facts;
  }

  #linked(): ProjectLinks {
    const facts = this.#known();
    this.#links ??= new ProjectLinks(facts, this.root);
    return this.#links;
  }

  #isOurs(file: string): boolean {
    if (IS_PROMPT.test(file) || IS_TEST_SET.test(file) || this.#facts.get(file)?.kind === 'testset') return true;
    return this.prompts().some((prompt) => this.namedTestSet(prompt) === file);
  }

  /** A folder is gone. */
  #removeBelow(folder: string): void {
    for (const file of [...this.#facts.keys()]) if (isInside(file, folder)) this.remove(file);
  }

  #isKnown(file: string): boolean {
    return this.#facts.has(file) || this.#changed.has(file);
  }

  #readNamed(file: string): void {
    if (this.#isKnown(file) || !isInside(file, this.root)) return;
    const reading = this.#readAll([file]).finally(() => this.#reading.delete(reading));
    this.#reading.add(reading);
  }

  /** Reads everything below a folder but for what an editor has told of meanwhile, which is newer than what is on disk. */
  async #scanFolder(folder: string): Promise<void> {
    // Whoever parses first waits for the parsers to be made ready: a short text, in a turn of its own.
    promptFacts(new PromptDocument('---\nmodel: x\n---\n{{#if x}}{{x}}{{/if}}', 'first.prompt'));
    await pause();
    const found = await this.#find(folder);
    await this.#readAll(found.filter((file) => !this.#isKnown(file)));
  }

  /**
   * Reads files, several at a time, and looks at them one after the other: what has been read waits, because all files that
   * are there at once would otherwise be looked at in one go.
   */
  async #readAll(files: readonly string[]): Promise<void> {
    const reading = new Map<string, Promise<Uint8Array | 'unreadable' | undefined>>();
    const turns = new Turns(this.#now);
    for (const [index, file] of files.entries()) {
      for (const next of files.slice(index, index + READ_AHEAD)) {
        if (reading.has(next)) continue;
        const read = this.#read(next);
        // What goes wrong is told when its turn comes.
        read.catch(() => undefined);
        reading.set(next, read);
      }
      const bytes = await reading.get(file);
      reading.delete(file);
      await turns.next();
      const facts = bytes === undefined || this.#isKnown(file) ? undefined : await factsOf(bytes, file, turns);
      if (facts !== undefined && !this.#isKnown(file)) this.set(facts);
    }
  }

  async #find(root: string): Promise<string[]> {
    const found: string[] = [];
    let folders = [root];
    let entries = 0;
    const turns = new Turns(this.#now);
    while (folders.length > 0) {
      const below: string[] = [];
      for (let from = 0; from < folders.length; from += READ_AHEAD) {
        const some = folders.slice(from, from + READ_AHEAD);
        const lists = await Promise.all(some.map((folder) => this.#files.list(folder)));
        for (const [index, list] of lists.entries()) {
          entries += list.length;
          if (entries > MOST_ENTRIES) {
            this.#tooLarge = true;
            return found;
          }
          for (const { name, kind } of list) {
            const path = join(some[index] ?? root, name);
            if (kind === 'folder') {
              if (!PASSED_OVER.has(name)) below.push(path);
            } else if (IS_PROMPT.test(name) || IS_TEST_SET.test(name)) found.push(path);
          }
          await turns.next();
        }
      }
      folders = below;
    }
    return found;
  }

  /** What a file holds; undefined where it is not there. */
  async #read(file: string): Promise<Uint8Array | 'unreadable' | undefined> {
    try {
      return await this.#files.read(file, { maxBytes: IS_PROMPT.test(file) ? BOUNDS.file : LARGEST_TEST_SET });
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      return error.code === 'too-large' || error.code === 'no-access' ? 'unreadable' : undefined;
    }
  }
}

/** A file that is there, so that others lead to it, and that nobody can look into. */
function unreadable(file: string): FileFacts {
  const nothing = { file, judges: [] };
  if (!IS_PROMPT.test(file))
    return { kind: 'testset', ...nothing, ids: [], inputs: [], partly: true, judgesUnread: true };
  const partial = basename(file).startsWith('_');
  const names = { declared: [], defaults: [], uses: [], includes: [], inline: [], judgedInputs: [] };
  return { kind: 'prompt', ...nothing, partial, ...names, broken: true };
}

/** Gives others a turn whenever work has gone on for long enough. */
class Turns {
  readonly #now: () => number;
  #since: number;

  constructor(now: () => number) {
    this.#now = now;
    this.#since = now();
  }

  async next(): Promise<void> {
    if (this.#now() - this.#since < TURN_MS) return;
    await pause();
    this.#since = this.#now();
  }
}

/** Whether a folder lies in one that holds no sources of the user's. */
function passedOver(folder: string, root: string): boolean {
  return relative(root, folder)
    .split(/[\\/]/)
    .some((name) => PASSED_OVER.has(name));
}

async function factsOf(bytes: Uint8Array | 'unreadable', file: string, turns: Turns): Promise<FileFacts> {
  if (bytes === 'unreadable') return unreadable(file);
  if (IS_PROMPT.test(file)) {
    const document = new PromptDocument(decodeText(bytes).text, file);
    await turns.next();
    return promptFacts(document);
  }
  // A character takes four bytes at most: of a long file no more is looked at than its beginning.
  const { text } = decodeText(bytes.length > LONGEST_BEGINNING ? bytes.subarray(0, LONGEST_BEGINNING) : bytes);
  return factsOfTests(text, file, bytes.length > LONGEST_BEGINNING);
}

/** Of a long test set, what stands at its beginning, so that nobody waits for it. */
function factsOfTests(text: string, file: string, partly = text.length > READ_AT_ONCE): TestSetFacts {
  if (!partly && text.length <= READ_AT_ONCE) return testSetFacts(new TestSetDocument(text, file));
  const beginning = text.slice(0, text.lastIndexOf('\n', READ_AT_ONCE) + 1);
  return testSetFacts(new TestSetDocument(beginning, file), true);
}
