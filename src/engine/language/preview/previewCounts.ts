import type { Endpoint } from '../../model/endpoint';
import { modelFacts } from '../../model/modelFacts';
import { priceOf } from '../../model/price';
import { resolveModel } from '../../model/resolveModel';
import { tokenCounter } from '../../model/tokens';
import { countTokens } from '../countTokens';
import type { PreviewMessage } from './previewPrompt';

/** What the messages of a preview take of a model. Media are not counted. */
export interface PreviewCounts {
  /** Tokens of each message's texts. */
  messages: number[];
  total: number;
  /** False where another tokenizer stands in for the model's own. */
  exact: boolean;
  /** Tokens that fit into the model; absent where that is not known. */
  contextTokens?: number;
  /** US dollars for sending the messages once, without the answer; absent where that is not known. */
  cost?: number;
}

/** Counts the tokens of messages and what sending them costs. @param model `provider/name`; undefined where there is none */
export async function previewCounts(
  messages: readonly PreviewMessage[],
  model: string | undefined,
  endpoints: readonly Endpoint[],
): Promise<PreviewCounts> {
  const counter = await tokenCounter(model ?? '');
  const counts = messages.map(({ parts }) =>
    parts.reduce((sum, part) => sum + (part.kind === 'text' ? countTokens(counter, part.text) : 0), 0),
  );
  const total = counts.reduce((sum, count) => sum + count, 0);
  const found = { messages: counts, total, exact: counter.exact };
  const resolved = model === undefined ? undefined : resolveModel(model, endpoints);
  if (resolved === undefined || 'code' in resolved) return found;
  const { contextTokens } = await modelFacts(resolved.endpoint, resolved.model);
  const cost = await priceOf(resolved.endpoint, resolved.model, { input: total, output: 0 });
  return { ...found, ...(contextTokens !== undefined && { contextTokens }), ...(cost !== null && { cost }) };
}
