import { PromptDocument } from './promptDocument';
import { TestSetDocument } from './testSetDocument';

/** So many documents of a kind are kept: those that are open in an editor, mostly, and what they include. */
const MOST_KEPT = 64;

/** Files that were taken apart, so that several questions about one text take it apart once. */
export class DocumentCache {
  readonly #prompts = new Kept((text, file) => new PromptDocument(text, file));
  readonly #testSets = new Kept((text, file) => new TestSetDocument(text, file));

  prompt(text: string, file: string): PromptDocument {
    return this.#prompts.get(text, file);
  }

  testSet(text: string, file: string): TestSetDocument {
    return this.#testSets.get(text, file);
  }
}

class Kept<Document> {
  readonly #make: (text: string, file: string) => Document;
  readonly #entries = new Map<string, { text: string; document: Document }>();

  constructor(make: (text: string, file: string) => Document) {
    this.#make = make;
  }

  get(text: string, file: string): Document {
    const known = this.#entries.get(file);
    const entry = known?.text === text ? known : { text, document: this.#make(text, file) };
    // The last one asked for stands last.
    this.#entries.delete(file);
    this.#entries.set(file, entry);
    if (this.#entries.size > MOST_KEPT) this.#entries.delete(this.#entries.keys().next().value as string);
    return entry.document;
  }
}
