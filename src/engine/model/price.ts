import type { Provider as PriceList } from '@pydantic/genai-prices';
import { type Endpoint, isLocal } from './endpoint';
import type { Usage } from './provider';

/**
 * The price list of a seller cut down to one model, by address and model; null where there is no price. Finding one
 * takes half a millisecond (some thousand models, many by pattern), which is much for something done at each call.
 */
const lists = new Map<string, PriceList | null>();

/**
 * What a call costs, in US dollars, by the price list of `@pydantic/genai-prices` (which is part of the package: nothing is
 * fetched). Models on this machine and the baseline cost nothing.
 * @returns null where the usage or the price is not known
 */
export async function priceOf(endpoint: Endpoint, model: string, usage: Usage | undefined): Promise<number | null> {
  if (isLocal(endpoint)) return 0;
  if (usage === undefined) return null;
  const { calcPrice } = await import('@pydantic/genai-prices');
  const counted = {
    input_tokens: usage.input,
    output_tokens: usage.output,
    ...(usage.cachedInput !== undefined && { cache_read_tokens: usage.cachedInput }),
  };
  const key = `${endpoint.kind} ${endpoint.baseUrl} ${model}`;
  const known = lists.get(key);
  if (known === null) return null;
  try {
    const price = calcPrice(counted, model, known === undefined ? sellerOf(endpoint) : { provider: known });
    if (known === undefined) lists.set(key, price && { ...price.provider, models: [price.model] });
    return price === null ? null : price.total_price;
  } catch {
    // A usage that contradicts itself, such as more cached tokens than tokens, has no price.
    return null;
  }
}

/**
 * A price is only known for the maker's own address: others may sell the same model at a price of their own. Azure sells
 * OpenAI's models under names that the customer gives; where such a name is the model's own, so is the price.
 */
export function sellerOf({ kind, baseUrl }: Endpoint): { providerId: string } | { providerApiUrl: string } {
  return kind === 'azure' ? { providerId: 'azure' } : { providerApiUrl: baseUrl };
}
