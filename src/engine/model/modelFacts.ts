import { type Endpoint, isLocal } from './endpoint';
import { sellerOf } from './price';

/** What is published of a model. */
export interface ModelFacts {
  /** Tokens that fit into it, those of the answer included. */
  contextTokens?: number;
  /** US dollars for a million tokens, the first tier where the price rises with the length. */
  price?: { input: number; output: number };
  /** True where its maker has announced its end. */
  deprecated?: true;
}

const kept = new Map<string, ModelFacts>();

/**
 * Context size and prices of a model, by the list of `@pydantic/genai-prices` (which is part of the package: nothing is
 * fetched; it is loaded when first asked for). What runs on this machine costs nothing.
 * @returns empty where nothing is known of it
 */
export async function modelFacts(endpoint: Endpoint, model: string): Promise<ModelFacts> {
  const key = `${endpoint.kind} ${endpoint.baseUrl} ${model}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const facts = await lookUp(endpoint, model);
  kept.set(key, facts);
  return facts;
}

async function lookUp(endpoint: Endpoint, model: string): Promise<ModelFacts> {
  if (isLocal(endpoint)) return { price: { input: 0, output: 0 } };
  const { calcPrice } = await import('@pydantic/genai-prices');
  const found = calcPrice({ input_tokens: 1, output_tokens: 1 }, model, sellerOf(endpoint));
  if (found === null) return {};
  const { context_window: contextTokens, deprecated } = found.model;
  const [input, output] = [baseOf(found.model_price.input_mtok), baseOf(found.model_price.output_mtok)];
  return {
    ...(contextTokens !== undefined && { contextTokens }),
    ...(input !== undefined && output !== undefined && { price: { input, output } }),
    ...(deprecated && { deprecated }),
  };
}

function baseOf(price: number | { base: number } | undefined): number | undefined {
  return typeof price === 'object' ? price.base : price;
}
