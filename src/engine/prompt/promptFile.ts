import type { Range } from 'vscode-languageserver-types';
import type { Problem } from '../problem';
import type { PromptMetadata } from './message';

/** A prompt's text together with everything that it includes: what a version of it consists of. */
export interface PromptSource {
  /** Absolute path of the prompt (also where its text is unsaved or from another version). */
  file: string;
  text: string;
  /** The partials that it includes, directly or through others, by the name in `{{> name}}`. */
  partials: ReadonlyMap<string, { file: string; text: string }>;
}

/** A place in the prompt, named by its path in the frontmatter: `model`, `input.schema`, `input.schema.question`. */
export type RangeByPath = ReadonlyMap<string, { key: Range; value: Range }>;

/** A variable that the template reads from its input, where it does. */
export interface VariableUse {
  /** First segment of the path, as in `user` for `{{user.name}}`; scoped names inside `each`/`with` are not in here. */
  name: string;
  range: Range;
  /** False where the template copes with its absence: the condition of an `if` or `unless`, the subject of an `each` or `with`. */
  required: boolean;
}

/** A `.prompt` file taken apart. Parsing never throws: what is wrong is in `problems`. */
export interface ParsedPrompt {
  file: string;
  text: string;
  metadata: PromptMetadata;
  /** Where each frontmatter key and value stands. */
  ranges: RangeByPath;
  /** Range of the YAML between the fences, absent where there is no frontmatter. */
  frontmatterRange?: Range;
  /** The template exactly as it is rendered (trimmed when there is frontmatter). */
  template: string;
  /** Offset of the template's first character in `text`, in UTF-16 units. */
  templateOffset: number;
  /** Variables of the input that the template reads (its own text only, partials excluded). */
  variables: VariableUse[];
  /** The partials that the template includes, where it does. */
  partials: { name: string; range: Range }[];
  problems: Problem[];
}
