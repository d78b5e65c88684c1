import type { PromptSource, VariableUse } from '../../prompt/promptFile';
import type { PromptDocument } from '../document/promptDocument';
import type { TestSetDocument } from '../document/testSetDocument';
import type { LanguageContext } from '../languageContext';
import type { DeclaredInput } from './declaredInput';
import type { Finding } from './finding';

/** A prompt, partial or judge with what belongs to it. */
export interface PromptSubject {
  document: PromptDocument;
  context: LanguageContext;
  /** With every partial that could be read. */
  source: PromptSource;
  /** Variables that the template and its partials read; those of partials stand at the tag that includes them. */
  inputVariables: readonly VariableUse[];
  /** Whether the template and all that it includes could be read and understood: else nothing is surely unused. */
  complete: boolean;
  /** What the input schema declares; absent where there is none, or none that could be read. */
  declared?: DeclaredInput;
  /** Whether it is, as far as is known, a scorer that Assay asks with variables of its own. */
  isJudge: boolean;
}

/** Finds mistakes of one kind in a prompt. */
export type PromptRule = (subject: PromptSubject) => Finding[] | Promise<Finding[]>;

/** A test set with what belongs to it. */
export interface TestSetSubject {
  document: TestSetDocument;
  context: LanguageContext;
  /** Absolute path of the prompt that it is the test set of. */
  prompt: string;
}

/** Finds mistakes of one kind in a test set. */
export type TestSetRule = (subject: TestSetSubject) => Finding[] | Promise<Finding[]>;
