import type { ConvertReport } from './convertReport';

/** Settings of samplers by the names that Dotprompt has for them; all others keep theirs, in camel case. */
const RENAMED: Readonly<Record<string, string>> = {
  max_tokens: 'maxOutputTokens',
  max_completion_tokens: 'maxOutputTokens',
  maxTokens: 'maxOutputTokens',
  max_output_tokens: 'maxOutputTokens',
  stop: 'stopSequences',
};

/** What is no setting of the sampler: who asks, how the answer is sent, and what belongs to other keys. */
const NOT_OURS = new Set([
  'n',
  'stream',
  'stream_options',
  'user',
  'store',
  'metadata',
  'logprobs',
  'top_logprobs',
  'service_tier',
  'safety_identifier',
  'prompt_cache_key',
  'api_key',
  'extra_headers',
  'extra_body',
  'additionalProperties',
  'allowMultipleToolCalls',
  'tool_choice',
  'function_call',
  'parallel_tool_calls',
  'modalities',
  'audio',
  'prediction',
  'web_search_options',
]);

/** Sampling settings as `config` has them. What a prompt cannot set is told. */
export function settings(
  given: Readonly<Record<string, unknown>>,
  report: ConvertReport,
  prefix = '',
): Record<string, unknown> {
  const config: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) {
    if (value === null || value === undefined) continue;
    // So Humanloop says that there is no limit.
    if (RENAMED[key] === 'maxOutputTokens' && value === -1) continue;
    if (NOT_OURS.has(key)) report.lost('key', { key: `${prefix}${key}` });
    else {
      const name = RENAMED[key] ?? key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
      config[name] = name === 'stopSequences' && typeof value === 'string' ? [value] : value;
    }
  }
  return config;
}
