import type { ToolDefinition } from '../../prompt/message';
import type { ModelRequest } from '../provider';
import { chatMessages } from './chatMessages';
import type { Dialect } from './dialect';
import { strictSchema } from './strictSchema';

/** Dotprompt's names for settings that the protocol calls something else than their snake case. */
const RENAMED: Readonly<Record<string, string>> = { stopSequences: 'stop', candidateCount: 'n' };

/** Not a prompt's to set: they would change what is sent where, or how the reply is read. */
const RESERVED = new Set(['model', 'messages', 'tools', 'stream', 'stream_options', 'api_key', 'version', 'n']);

/**
 * The body of a chat-completions request.
 *
 * `config`: `maxOutputTokens` becomes `max_tokens` or `max_completion_tokens`, `stopSequences` becomes `stop`, a text
 * `version` replaces the model's name (as in Genkit). Every other key is passed on in snake case with its value as it
 * is (`topP` → `top_p`, `reasoningEffort` → `reasoning_effort`, `repetition_penalty` stays), so that an endpoint's own
 * settings work; what it does not know it refuses in its own words. `apiKey` and whatever belongs to Assay
 * (messages, tools, streaming, several candidates) is not taken from a prompt.
 */
export function chatRequest(request: ModelRequest, dialect: Dialect): Record<string, unknown> {
  const { config, output, tools } = request;
  const settings: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(config)) {
    if (value === undefined || value === null) continue;
    const name = key === 'maxOutputTokens' ? dialect.maxTokens : (RENAMED[key] ?? snakeCase(key));
    if (!RESERVED.has(name)) settings[name] = value;
  }
  const format = responseFormat(output, dialect);
  return {
    ...settings,
    model: typeof config.version === 'string' ? config.version : request.model,
    messages: chatMessages(request.messages),
    ...(format === undefined ? {} : { response_format: format }),
    ...(tools?.length ? { tools: tools.map(functionTool) } : {}),
    ...(dialect.stream ? { stream: true } : {}),
    ...(dialect.stream && dialect.streamOptions ? { stream_options: { include_usage: true } } : {}),
  };
}

function responseFormat(output: ModelRequest['output'], dialect: Dialect): unknown {
  if (output === undefined || dialect.json === 'none') return undefined;
  // A schema without a format means JSON, as in Dotprompt's own runtimes.
  const isJson = output.format === undefined ? output.schema !== undefined : output.format === 'json';
  if (!isJson) return undefined;
  if (output.schema === undefined || dialect.json === 'object') return { type: 'json_object' };
  const strict = strictSchema(output.schema);
  return {
    type: 'json_schema',
    json_schema: { name: 'output', schema: strict ?? output.schema, ...(strict ? { strict: true } : {}) },
  };
}

/** A tool as the protocol declares it. */
export function functionTool({ name, description, inputSchema }: ToolDefinition) {
  return {
    type: 'function' as const,
    function: { name, ...(description === undefined ? {} : { description }), parameters: inputSchema },
  };
}

function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
