import assert from 'node:assert/strict';
import { KNOWN_ENDPOINTS } from '../../../src/engine/model/knownEndpoints';
import { modelFacts } from '../../../src/engine/model/modelFacts';

describe('what is published of a model', () => {
  const endpoint = (name: string) => {
    const found = KNOWN_ENDPOINTS.find((each) => each.name === name);
    assert.ok(found);
    return found;
  };

  it('is its context size and its prices', async () => {
    // OpenAI's price list for gpt-4o-mini: $0.15 and $0.60 for a million tokens, 128,000 tokens of context.
    assert.deepEqual(await modelFacts(endpoint('openai'), 'gpt-4o-mini'), {
      contextTokens: 128_000,
      price: { input: 0.15, output: 0.6 },
    });
  });

  it('is the first tier where the price rises with the length', async () => {
    const { price } = await modelFacts(endpoint('anthropic'), 'claude-sonnet-4-5');
    assert.deepEqual(price, { input: 3, output: 15 });
  });

  it('is nothing for a name that nobody lists, and no price for what runs here', async () => {
    assert.deepEqual(await modelFacts(endpoint('openai'), 'no-such-model-at-all'), {});
    assert.deepEqual(await modelFacts(endpoint('ollama'), 'llama3'), { price: { input: 0, output: 0 } });
  });
});
