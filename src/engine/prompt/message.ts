/**
 * The shapes of a rendered prompt, exactly as Dotprompt's reference implementation gives them.
 * Source: the type declarations of npm `dotprompt` 1.1.2 (google/dotprompt).
 */

/** The roles that a template may open. */
export const ROLES = ['user', 'model', 'tool', 'system'] as const;

export type Role = (typeof ROLES)[number];

export interface Message {
  role: Role;
  content: Part[];
  metadata?: Record<string, unknown>;
}

/** One piece of a message: exactly one of `text`, `data`, `media`, `toolRequest`, `toolResponse`, or only metadata. */
export interface Part {
  text?: string;
  data?: Record<string, unknown>;
  media?: { url: string; contentType?: string };
  toolRequest?: { name: string; input?: unknown; ref?: string };
  toolResponse?: { name: string; output?: unknown; ref?: string };
  metadata?: Record<string, unknown>;
}

export interface ToolDefinition {
  name: string;
  description?: string;
  inputSchema: JsonSchema;
  outputSchema?: JsonSchema;
}

export type JsonSchema = Record<string, unknown>;

/** What the frontmatter says, with Picoschema resolved to JSON Schema. */
export interface PromptMetadata {
  name?: string;
  variant?: string;
  version?: string;
  description?: string;
  model?: string;
  tools?: string[];
  toolDefs?: ToolDefinition[];
  config?: Record<string, unknown>;
  input?: { default?: Record<string, unknown>; schema?: JsonSchema };
  output?: { format?: string; schema?: JsonSchema };
  raw?: Record<string, unknown>;
  ext?: Record<string, Record<string, unknown>>;
  metadata?: Record<string, unknown>;
}

/** What `assay render` prints: the metadata and the messages to send. */
export interface RenderedPrompt extends PromptMetadata {
  messages: Message[];
}

/** What goes into one rendering, beside the prompt itself. */
export interface RenderData {
  /** Values of the template's variables. */
  input?: Record<string, unknown>;
  /** Exposed as `@` variables. */
  context?: Record<string, unknown>;
  /** Earlier turns of a conversation, for `{{history}}`. */
  messages?: Message[];
  /** Retrieved documents, exposed as `@metadata.docs`. */
  docs?: unknown[];
}
