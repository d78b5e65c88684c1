import { pause } from '../../testset/pause';
import { isInside } from '../../workspacePath';
import type { PromptDocument } from '../document/promptDocument';
import type { TestSetDocument } from '../document/testSetDocument';
import { readWholeTestSet, type WholeTestSet, wholeTestSet } from '../document/wholeTestSet';
import type { LanguageContext, LanguageDocument } from '../languageContext';
import type { Doubt } from './doubt';

/** How much of the project a question is about. */
export type Reach =
  /** The document that was asked about, and nothing else. */
  | 'document'
  /** What is known at once: long test sets are left out. */
  | 'near'
  /** All of it, to the end of each file. */
  | 'whole';

/** What is known at once goes through so many files at most. */
export const MOST_NEAR = 64;
/** Others get a turn after so many files that were read. */
const FILES_IN_A_ROW = 4;

/** Problems of what a file says: its names are known all the same. */
const HARMLESS =
  /^prompt\.(?:helper-|role-|media-|section-|schema-shape|enum-not-a-list|not-map|unknown-(?:helper|role|schema|parenthesis))/;

/** The files of a project as a question about names reads them, each once. What cannot be read becomes a doubt. */
export class ProjectFiles {
  readonly context: LanguageContext;
  readonly reach: Reach;
  readonly doubts: Doubt[] = [];
  readonly #asked: PromptDocument | TestSetDocument;
  readonly #prompts = new Map<string, Promise<PromptDocument | undefined>>();
  readonly #testSets = new Map<string, Promise<TestSetDocument | undefined>>();
  #read = 0;

  constructor(document: LanguageDocument, context: LanguageContext, reach: Reach) {
    this.context = context;
    this.reach = reach;
    this.#asked = document.kind === 'prompt' ? document.prompt : document.testSet;
  }

  /** A prompt, partial or judge; undefined where it cannot be read. */
  prompt(file: string): Promise<PromptDocument | undefined> {
    const known = this.#prompts.get(file) ?? this.#readPrompt(file);
    this.#prompts.set(file, known);
    return known;
  }

  /** A test set; undefined where it cannot be read. */
  testSet(file: string): Promise<TestSetDocument | undefined> {
    const known = this.#testSets.get(file) ?? this.#readTestSet(file);
    this.#testSets.set(file, known);
    return known;
  }

  async #readPrompt(file: string): Promise<PromptDocument | undefined> {
    const document = await this.#findPrompt(file);
    if (document === undefined || this.reach !== 'whole') return document;
    if (!isInside(file, this.context.workspace)) this.doubts.push({ code: 'rename.outside', file });
    const fault = document.parsed.problems.find(({ code, severity }) => severity === 'error' && !HARMLESS.test(code));
    if (fault !== undefined) this.doubts.push({ code: 'rename.broken', file, range: fault.range });
    // What is no UTF-8 would be written back as something else.
    else if (document.text.includes('\uFFFD')) this.doubts.push({ code: 'rename.unreadable', file });
    return document;
  }

  async #findPrompt(file: string): Promise<PromptDocument | undefined> {
    if (file === this.#asked.file) return 'template' in this.#asked ? this.#asked : undefined;
    if (this.reach === 'document') return undefined;
    if (++this.#read % FILES_IN_A_ROW === 0) await pause();
    const document = await this.context.prompt(file);
    if (document === undefined && (await this.#isThere(file))) this.doubts.push({ code: 'rename.unreadable', file });
    return document;
  }

  async #readTestSet(file: string): Promise<TestSetDocument | undefined> {
    const asked = file === this.#asked.file && !('template' in this.#asked) ? this.#asked : undefined;
    if (this.reach === 'document') return asked;
    if (++this.#read % FILES_IN_A_ROW === 0) await pause();
    if (this.reach === 'near') return asked ?? this.context.testSet(file);
    const whole: WholeTestSet | undefined =
      asked === undefined ? await readWholeTestSet(file, this.context.files) : await wholeTestSet(asked.text, file);
    if (whole === undefined) return undefined;
    const { document, fault } = whole;
    if (fault !== undefined) this.doubts.push({ code: `rename.${fault}`, file });
    return document;
  }

  async #isThere(file: string): Promise<boolean> {
    return (await this.context.files.stat(file)) !== undefined;
  }
}
