import type { ModelInfo } from '@pydantic/genai-prices';
import { type Endpoint, isLocal } from './endpoint';
import { isChatModel } from './listModels';

/** What a price list has beside models that answer in a chat: families, models of one customer, and what only completes. */
const NO_NAME = /^ft:|\.ft-|-$|^(?:ada|babbage|curie|davinci)\b|instruct$|computer-use/;

/** The chat models of a maker that the price list knows, by the names that its own address takes. */
export async function pricedModels(endpoint: Endpoint): Promise<string[]> {
  if (endpoint.kind !== 'openai' || isLocal(endpoint)) return [];
  const { findProvider } = await import('@pydantic/genai-prices');
  const models: readonly ModelInfo[] = findProvider({ providerApiUrl: endpoint.baseUrl })?.models ?? [];
  // Google's list has what its cloud sells of others, which this address does not take.
  const isOwn = (id: string) => !/generativelanguage/.test(endpoint.baseUrl) || /^(?:gemini|gemma)/.test(id);
  return models
    .filter(({ id, deprecated }) => !deprecated && isChatModel(id) && !NO_NAME.test(id) && isOwn(id))
    .map(({ id }) => id);
}
