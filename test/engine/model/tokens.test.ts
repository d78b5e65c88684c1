import assert from 'node:assert/strict';
import { tokenCounter } from '../../../src/engine/model/tokens';

describe('tokenCounter', () => {
  it('counts as o200k_base does, and takes control tokens for text', async () => {
    const { count, exact } = await tokenCounter('openai/gpt-4o-mini');
    assert.equal(exact, true);
    // Reference: OpenAI's tiktoken, o200k_base.
    assert.equal(count('hello world'), 2);
    assert.equal(count(''), 0);
    assert.ok(count('<|endoftext|>') > 1);
    assert.ok(count('請簡短回答。') >= 3);
  });

  it('says where the count is only about right', async () => {
    for (const model of ['ollama/llama3.2', 'openai/gpt-4', 'mine/gpt-4o', 'baseline/extractive', '']) {
      assert.equal((await tokenCounter(model)).exact, false, model);
    }
    for (const model of ['openai/gpt-5-mini', 'azure/gpt-4.1', 'openai/o3-mini']) {
      assert.equal((await tokenCounter(model)).exact, true, model);
    }
  });
});
