import { isMap } from '../records';

/** How promptfoo names models, and what these are called here: all of them speak OpenAI's protocol at a known address. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/^openai:(?:chat:|responses:|completion:|embeddings?:)?([^:]+)$/, 'openai'],
  [/^ollama:(?:chat:|completion:|embeddings?:)?(.+)$/, 'ollama'],
  [/^anthropic:(?:messages:)?([^:]+)$/, 'anthropic'],
  [/^google:([^:]+)$/, 'google'],
  [/^mistral:([^:]+)$/, 'mistral'],
  [/^groq:([^:]+)$/, 'groq'],
  [/^deepseek:([^:]+)$/, 'deepseek'],
  [/^xai:([^:]+)$/, 'xai'],
  [/^openrouter:(.+)$/, 'openrouter'],
];

/** `provider/name` of a grader as promptfoo has it (a name, or a map with `id`); undefined where we know of none. */
export function graderModel(provider: unknown, use: 'text' | 'embedding' = 'text'): string | undefined {
  const name = graderName(provider, use);
  for (const [pattern, endpoint] of NAMES) {
    const model = pattern.exec(name ?? '')?.[1];
    if (model !== undefined) return `${endpoint}/${model}`;
  }
  return undefined;
}

/** A grader's name as promptfoo has it; undefined where none is given for this use. A text model embeds nothing. */
export function graderName(provider: unknown, use: 'text' | 'embedding' = 'text'): string | undefined {
  if (typeof provider === 'string')
    return /embed|similarity/i.test(provider) === (use === 'embedding') ? provider : undefined;
  if (!isMap(provider)) return undefined;
  return graderName(provider.id ?? provider[use], use);
}
