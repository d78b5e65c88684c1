/** What a setting can be. */
export type ConfigValue =
  | { kind: 'number' | 'integer'; least?: number; most?: number; example: number }
  | { kind: 'choice'; values: readonly (string | boolean)[] }
  | { kind: 'text'; example: string }
  | { kind: 'texts'; example: string }
  | { kind: 'map'; entries: readonly (readonly [string, string])[] };

/** A setting of a model call; `about.config.KEY` says what it does. */
export interface ConfigKey {
  key: string;
  value: ConfigValue;
  /** The providers that know it, where not all do. */
  only?: readonly string[];
  /** Providers that pay no attention to it. */
  not?: readonly string[];
  /** Other bounds of certain providers. */
  bounds?: Readonly<Record<string, readonly [number, number]>>;
}

const OPEN_MODELS = ['openrouter', 'together', 'fireworks', 'vllm', 'llamacpp', 'lmstudio', 'huggingface', 'nvidia'];
/** What Anthropic's layer for OpenAI's protocol takes and drops: docs.anthropic.com, "OpenAI SDK compatibility". */
const DROPPED_BY_ANTHROPIC = { not: ['anthropic'] };

/**
 * Dotprompt's own names first, then those that the protocol's snake case makes of the rest (`chatRequest`). Bounds and values
 * as their makers document them: OpenAI (API reference, chat completions), Anthropic (OpenAI SDK compatibility), Mistral (API,
 * chat), OpenRouter (API parameters), vLLM and llama.cpp (OpenAI-compatible server, extra parameters).
 */
export const CONFIG_KEYS: readonly ConfigKey[] = [
  {
    key: 'temperature',
    value: { kind: 'number', least: 0, most: 2, example: 0.7 },
    bounds: { anthropic: [0, 1], mistral: [0, 1.5] },
  },
  { key: 'maxOutputTokens', value: { kind: 'integer', least: 1, example: 1024 } },
  { key: 'topP', value: { kind: 'number', least: 0, most: 1, example: 0.9 } },
  {
    key: 'topK',
    value: { kind: 'integer', least: 1, example: 40 },
    only: [...OPEN_MODELS, 'google', 'googleai', 'dashscope', 'perplexity'],
  },
  { key: 'stopSequences', value: { kind: 'texts', example: 'END' } },
  { key: 'version', value: { kind: 'text', example: 'gpt-4o-2024-11-20' } },
  { key: 'seed', value: { kind: 'integer', example: 1 }, not: ['anthropic', 'mistral'] },
  {
    key: 'reasoningEffort',
    value: { kind: 'choice', values: ['low', 'medium', 'high', 'minimal', 'none', 'xhigh'] },
    ...DROPPED_BY_ANTHROPIC,
  },
  { key: 'frequencyPenalty', value: { kind: 'number', least: -2, most: 2, example: 0.5 }, ...DROPPED_BY_ANTHROPIC },
  { key: 'presencePenalty', value: { kind: 'number', least: -2, most: 2, example: 0.5 }, ...DROPPED_BY_ANTHROPIC },
  { key: 'logprobs', value: { kind: 'choice', values: [true, false] }, ...DROPPED_BY_ANTHROPIC },
  { key: 'topLogprobs', value: { kind: 'integer', least: 0, most: 20, example: 5 }, ...DROPPED_BY_ANTHROPIC },
  { key: 'logitBias', value: { kind: 'map', entries: [['50256', '-100']] }, ...DROPPED_BY_ANTHROPIC },
  { key: 'parallelToolCalls', value: { kind: 'choice', values: [true, false] } },
  { key: 'toolChoice', value: { kind: 'choice', values: ['auto', 'required', 'none'] } },
  {
    key: 'verbosity',
    value: { kind: 'choice', values: ['low', 'medium', 'high'] },
    only: ['openai', 'azure', 'openrouter'],
  },
  {
    key: 'serviceTier',
    value: { kind: 'choice', values: ['auto', 'default', 'flex', 'priority'] },
    only: ['openai', 'azure', 'groq'],
  },
  { key: 'promptCacheKey', value: { kind: 'text', example: 'answer' }, only: ['openai', 'azure'] },
  { key: 'user', value: { kind: 'text', example: 'user' }, ...DROPPED_BY_ANTHROPIC },
  { key: 'minP', value: { kind: 'number', least: 0, most: 1, example: 0.05 }, only: OPEN_MODELS },
  { key: 'topA', value: { kind: 'number', least: 0, most: 1, example: 0.1 }, only: ['openrouter'] },
  {
    key: 'repetitionPenalty',
    value: { kind: 'number', least: 0, most: 2, example: 1.05 },
    only: [...OPEN_MODELS.filter((name) => name !== 'llamacpp'), 'dashscope'],
  },
  { key: 'repeatPenalty', value: { kind: 'number', least: 0, most: 2, example: 1.05 }, only: ['llamacpp', 'lmstudio'] },
  { key: 'minTokens', value: { kind: 'integer', least: 0, example: 1 }, only: ['vllm', 'fireworks'] },
  { key: 'randomSeed', value: { kind: 'integer', least: 0, example: 1 }, only: ['mistral'] },
  { key: 'safePrompt', value: { kind: 'choice', values: [true, false] }, only: ['mistral'] },
  {
    key: 'thinking',
    value: {
      kind: 'map',
      entries: [
        ['type', 'enabled'],
        ['budget_tokens', '2000'],
      ],
    },
    only: ['anthropic'],
  },
  { key: 'enableThinking', value: { kind: 'choice', values: [true, false] }, only: ['dashscope'] },
];

/**
 * The settings that a provider knows.
 * @param provider the first part of `provider/name`; of one that is nobody's known name, as of none, anything may be right
 */
export function configKeysOf(provider: string | undefined, known: (name: string) => boolean): ConfigKey[] {
  const anything = provider === undefined || !known(provider);
  return CONFIG_KEYS.filter(
    ({ only, not }) => anything || ((only?.includes(provider) ?? true) && !not?.includes(provider)),
  );
}

/** The bounds of a number for a provider: `0 – 2`; empty where it has none. */
export function boundsText({ value, bounds }: ConfigKey, provider: string | undefined): string {
  if (value.kind !== 'number' && value.kind !== 'integer') return '';
  const [least, most] = bounds?.[provider ?? ''] ?? [value.least, value.most];
  if (least === undefined) return '';
  return most === undefined ? `≥ ${least}` : `${least} – ${most}`;
}
