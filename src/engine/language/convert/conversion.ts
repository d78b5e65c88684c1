import type { Problem } from '../../problem';
import type { JsonSchema, Role, ToolDefinition } from '../../prompt/message';
import type { ConvertReport } from './convertReport';
import type { ConvertSource } from './convertSource';
import type { Piece } from './templatePieces';

/** A way in which another tool writes prompts. One file each, and a line in `convertFormats.ts`. */
export interface ConvertFormat {
  /** What `--from` calls it. */
  name: string;
  /** What people call it. */
  title: string;
  /** How surely a file is in this format by what it holds: 0 for not at all; the highest of all formats counts. */
  recognises(source: ConvertSource): number;
  /** The prompts in the file, the first one being what it is about. */
  convert(source: ConvertSource, report: ConvertReport): ConvertedPrompt[];
}

/** A prompt of another tool in our terms, before it is written. */
export interface ConvertedPrompt {
  draft: PromptDraft;
  tests?: TestsDraft;
}

export interface PromptDraft {
  name?: string;
  description?: string;
  /** `provider/name`. */
  model?: string;
  config?: Record<string, unknown>;
  variables: Variables;
  output?: { format?: string; schema?: JsonSchema };
  tools?: ToolDefinition[];
  messages: MessageDraft[];
}

export interface MessageDraft {
  role: Role;
  content: Piece[];
}

/** What is known of the variables of a prompt, by name. */
export type Variables = Map<string, VariableDraft>;

export interface VariableDraft {
  /** Absent where nothing says which type it has. */
  schema?: JsonSchema;
  optional?: boolean;
  default?: unknown;
  /** A condition asks for it. */
  isAsked?: boolean;
}

export interface TestsDraft {
  cases: { id?: string; input: Record<string, unknown>; expected?: unknown; context?: unknown }[];
  /** As a test set writes them. */
  checks?: Record<string, unknown>[];
  judges?: (string | Record<string, unknown>)[];
  /** Judges of the prompt's own, each a prompt in the folder `judges` beside it. */
  judgePrompts?: { name: string; text: string }[];
}

/** A file that a conversion makes. */
export interface ConvertedFile {
  kind: 'prompt' | 'tests' | 'judge';
  /** Relative to the folder of the source, with `/`. */
  path: string;
  text: string;
}

/** What a file became, or why it became nothing. */
export interface Conversion {
  /** Absent where no format knows the file. */
  format?: { name: string; title: string };
  /** Empty where there are problems. */
  files: ConvertedFile[];
  /** What is not carried over, or means something else. */
  notes: ConvertNote[];
  /** Why nothing could be made of the file. */
  problems: Problem[];
}

/** Something of the source that the result does not have, or has with another meaning. */
export interface ConvertNote {
  /** `lost`: not carried over; `changed`: carried over with another meaning, or for people to look at. */
  kind: 'lost' | 'changed';
  /** Of a sentence in `wording/convert.ts`. */
  code: string;
  args: Record<string, string | number>;
  /** In the source, counted from 1; absent where it is about no line. */
  line?: number;
}
