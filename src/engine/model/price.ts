import { type Endpoint, isLocal } from './endpoint';
import type { Usage } from './provider';

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
  try {
    // A price is only known for the maker's own address: others may sell the same model at a price of their own.
    const price = calcPrice(counted, model, providerOf(endpoint));
    return price === null ? null : price.total_price;
  } catch {
    return null;
  }
}

/** Azure sells OpenAI's models under names that the customer gives; where such a name is the model's own, so is the price. */
function providerOf({ kind, baseUrl }: Endpoint): { providerId: string } | { providerApiUrl: string } {
  return kind === 'azure' ? { providerId: 'azure' } : { providerApiUrl: baseUrl };
}
