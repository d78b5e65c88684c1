import type { FileSystem, Host } from '../host';
import type { Endpoint } from '../model/endpoint';
import type { ModelCatalogue } from '../model/modelCatalogue';
import type { PromptDocument } from './document/promptDocument';
import type { TestSetDocument } from './document/testSetDocument';
import type { ProjectIndex } from './index/projectIndex';

/** The sentence for a code, in a person's language. */
export type Say = (code: string, args?: Readonly<Record<string, string | number>>) => string;

/** The models that a person can call, as far as that is known at this moment. */
export type ModelNames = Pick<ModelCatalogue, 'known'>;

/** What a feature of the language may ask beside the document that it is about. */
export interface LanguageContext {
  /** Files as they are now: text in an editor goes before what is on disk. */
  files: FileSystem;
  /** The folder that no path leaves. */
  workspace: string;
  /** Folder of the built-in judges. */
  judgesFolder: string;
  /** Compiles the user's own JavaScript, where anything can. */
  scripts?: Host['scripts'];
  /** What is known of the other files of the workspace. Wait for its `whole()` where a statement is about all of them. */
  index: ProjectIndex;
  /** All endpoints that this person can use; of several with one name the last counts. */
  endpoints: readonly Endpoint[];
  /** Ids of the commands that an answer may name. */
  commands: ReadonlySet<string>;
  /** Absent where nobody has endpoints to ask. */
  models?: ModelNames;
  say: Say;
  /** A prompt, partial or judge, taken apart; undefined where it cannot be read. */
  prompt(file: string): Promise<PromptDocument | undefined>;
  /** A text of a prompt, partial or judge taken apart; kept for those who ask about the same text again. */
  parse(text: string, file: string): PromptDocument;
  /** A test set, taken apart; undefined where it cannot be read, or is too large for that. */
  testSet(file: string): Promise<TestSetDocument | undefined>;
  /** Aborted when nobody waits for the answer any longer: look at it after each await. */
  signal?: AbortSignal;
}

/** A document of either kind. */
export type LanguageDocument =
  | { kind: 'prompt'; prompt: PromptDocument }
  | { kind: 'testset'; testSet: TestSetDocument };
