import type { ChatMessage } from '../../model/openai/chatMessages';
import type { ToolDefinition } from '../../prompt/message';

/**
 * An answer as a message of the assistant. Calls of tools stand in outputs as JSON, `[{name, arguments}]`, where there is
 * nothing else, and become calls again where the prompt has such tools.
 */
export function answerMessage(text: string, tools: readonly ToolDefinition[] = []): ChatMessage {
  const calls = callsIn(text, new Set(tools.map(({ name }) => name)));
  if (calls === undefined) return { role: 'assistant', content: text };
  return {
    role: 'assistant',
    content: null,
    tool_calls: calls.map(({ name, arguments: given }, index) => ({
      id: `call_${index + 1}`,
      type: 'function',
      function: { name, arguments: typeof given === 'string' ? given : JSON.stringify(given ?? {}) },
    })),
  };
}

function callsIn(text: string, tools: ReadonlySet<string>): { name: string; arguments: unknown }[] | undefined {
  if (tools.size === 0 || !text.trimStart().startsWith('[')) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const isCall = (each: unknown): each is { name: string; arguments: unknown } =>
    typeof each === 'object' &&
    each !== null &&
    'name' in each &&
    'arguments' in each &&
    typeof each.name === 'string' &&
    tools.has(each.name);
  return Array.isArray(value) && value.length > 0 && value.every(isCall) ? value : undefined;
}
