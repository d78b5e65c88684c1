import type { Range } from 'vscode-languageserver-types';

/** A name where it stands. */
export interface NamePlace {
  name: string;
  range: Range;
}

/** A partial that a template includes. */
export interface IncludePlace extends NamePlace {
  /** Named arguments: these are no variables of the prompt in the partial. */
  given: readonly string[];
  /** Whether the partial reads the prompt's own input there. */
  seesInput: boolean;
  /** With a block to fall back on, where it is missing. */
  optional: boolean;
}

/** A judge that a test set or a frontmatter names, by its name or its path. */
export type JudgePlace = NamePlace;

/** What the rest of a project may want to know of a prompt, a partial or a judge. */
export interface PromptFacts {
  kind: 'prompt';
  /** Absolute path. */
  file: string;
  partial: boolean;
  /** Variables that the input schema declares; the range is that of the name alone. */
  declared: readonly NamePlace[];
  /** Variables that have a default. */
  defaults: readonly NamePlace[];
  /** Variables of the input that the template reads, once for each place. */
  uses: readonly NamePlace[];
  includes: readonly IncludePlace[];
  /** Partials that the template itself defines. */
  inline: readonly string[];
  /** The test set that the frontmatter names, as it is written. */
  tests?: NamePlace;
  judges: readonly JudgePlace[];
  /** Of a judge: variables of the prompt under test, `lang` in `{{input.lang}}`. */
  judgedInputs: readonly NamePlace[];
  /** Whether its faults of syntax keep it from being understood whole. */
  broken: boolean;
}

/** What the rest of a project may want to know of a test set. */
export interface TestSetFacts {
  kind: 'testset';
  /** Absolute path. */
  file: string;
  ids: readonly NamePlace[];
  /** Input variables, once for each place where one is named: in a table the cell of the header. */
  inputs: readonly NamePlace[];
  judges: readonly JudgePlace[];
  /** Whether it is broken, or too large to be looked through at once: then not all of its names are here. */
  partly: boolean;
  /** Whether it may name judges in the part that was not looked at. */
  judgesUnread: boolean;
}

export type FileFacts = PromptFacts | TestSetFacts;
