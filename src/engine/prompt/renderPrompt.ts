import { compilePrompt } from './compilePrompt';
import type { JsonSchema, Message, PromptMetadata, RenderedPrompt, ToolDefinition } from './message';

/** What goes into one rendering of a prompt that is given as text. */
export interface RenderOptions {
  /** Values of the template's variables. */
  input?: Record<string, unknown>;
  /** Exposed as `@` variables. */
  context?: Record<string, unknown>;
  /** Earlier turns of the conversation. */
  messages?: Message[];
  /** Retrieved documents, exposed as `@metadata.docs`. */
  docs?: unknown[];
  /** Text of the partials, by name. */
  partials?: Readonly<Record<string, string>>;
  /** Schemas that Picoschema may refer to, by name. */
  schemas?: Readonly<Record<string, JsonSchema>>;
  /** Tools that the frontmatter may name, by name. */
  tools?: Readonly<Record<string, ToolDefinition>> | readonly ToolDefinition[];
  /** As the reference's second argument: `input.default` goes over the frontmatter's. */
  options?: PromptMetadata;
}

/**
 * Renders a `.prompt` given as text, exactly as the `render` of npm `dotprompt` does but for the corners where that is
 * wrong or unsafe (listed in docs/prompt-format.md). No file is read.
 * @returns the metadata of the frontmatter and the messages to send
 * @throws {ProblemError} with the place of everything that is wrong
 */
export async function renderPrompt(
  source: string,
  { input, context, messages, docs, partials = {}, schemas, tools, options }: RenderOptions = {},
): Promise<RenderedPrompt> {
  const given = new Map(Object.entries(partials).map(([name, text]) => [name, { file: name, text }]));
  const definitions = { ...(schemas && { schemas }), ...(tools && { tools: byName(tools) }) };
  return compilePrompt({ file: '', text: source, partials: given }, definitions).render(
    { input, context, messages, docs },
    options,
  );
}

function byName(tools: NonNullable<RenderOptions['tools']>): Readonly<Record<string, ToolDefinition>> {
  if (!Array.isArray(tools)) return tools as Readonly<Record<string, ToolDefinition>>;
  return Object.fromEntries(tools.map((tool: ToolDefinition) => [tool.name, tool]));
}
