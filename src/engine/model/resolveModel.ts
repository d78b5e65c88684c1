import { nearestName } from '../text/nearestName';
import { BASELINE_EMBEDDING, BASELINE_MODELS } from './baseline/baselineProvider';
import type { Endpoint } from './endpoint';

export interface ResolvedModel {
  endpoint: Endpoint;
  /** The name that the endpoint knows. */
  model: string;
}

/** Why a model's name leads nowhere: a code and arguments of `src/wording/model.ts`. */
export interface UnresolvedModel {
  code:
    | 'model.no-provider'
    | 'model.no-name'
    | 'model.unknown-provider'
    | 'model.unknown-provider-suggestion'
    | 'model.unknown-baseline';
  args: Record<string, string | number>;
}

/**
 * Finds the endpoint of `provider/name`. The name may hold further slashes (`openrouter/meta-llama/llama-3-8b`).
 * Of several endpoints with one name the last wins, so that a user's own replaces a built-in one.
 * @param use what the model is for: the built-in ones either answer or embed
 */
export function resolveModel(
  name: string,
  endpoints: readonly Endpoint[],
  use: 'complete' | 'embed' = 'complete',
): ResolvedModel | UnresolvedModel {
  const slash = name.indexOf('/');
  if (slash < 0) return { code: 'model.no-provider', args: { name, suggestion: `${providerOf(name)}/${name}` } };
  const provider = name.slice(0, slash);
  const model = name.slice(slash + 1);
  const endpoint = endpoints.findLast((candidate) => candidate.name === provider);
  if (endpoint === undefined) {
    const known = [...new Set(endpoints.map((candidate) => candidate.name))];
    const suggestion = nearestName(provider, known);
    return suggestion === undefined
      ? { code: 'model.unknown-provider', args: { name, provider, known: known.join(', ') } }
      : { code: 'model.unknown-provider-suggestion', args: { name, provider, suggestion: `${suggestion}/${model}` } };
  }
  if (model === '') return { code: 'model.no-name', args: { name, provider } };
  const builtIn = use === 'embed' ? [BASELINE_EMBEDDING] : BASELINE_MODELS;
  if (endpoint.kind === 'baseline' && !builtIn.includes(model)) {
    const known = builtIn.map((known) => `${provider}/${known}`).join(', ');
    return { code: 'model.unknown-baseline', args: { name, known } };
  }
  return { endpoint, model };
}

/** The provider that a bare model name most likely means, for a suggestion only. */
function providerOf(name: string): string {
  if (/^claude/i.test(name)) return 'anthropic';
  if (/^gemini/i.test(name)) return 'google';
  if (/^(extractive|overlap)$/i.test(name)) return 'baseline';
  if (/^(llama|qwen|gemma|phi|mistral)/i.test(name) || name.includes(':')) return 'ollama';
  return 'openai';
}
