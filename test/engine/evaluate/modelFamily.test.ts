import assert from 'node:assert/strict';
import { modelFamily } from '../../../src/engine/evaluate/modelFamily';

const FAMILIES: Record<string, string | undefined> = {
  'openai/gpt-4o-mini': 'OpenAI',
  'openai/o3-mini': 'OpenAI',
  'azure/chatgpt-4o-latest': 'OpenAI',
  'openai/ft:gpt-4o-mini-2024-07-18:acme::abc': 'OpenAI',
  'groq/openai/gpt-oss-120b': 'OpenAI',
  'openrouter/anthropic/claude-sonnet-4': 'Anthropic',
  'copilot/claude-3.5-sonnet': 'Anthropic',
  'bedrock/anthropic.claude-3-haiku-20240307-v1:0': 'Anthropic',
  'google/gemini-2.0-flash': 'Google',
  'ollama/gemma2:9b': 'Google',
  'ollama/llama3.2': 'Meta',
  'together/meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo': 'Meta',
  'ollama/qwen2.5:7b': 'Alibaba',
  'openrouter/qwen/qwq-32b': 'Alibaba',
  'mistral/mixtral-8x7b-instruct': 'Mistral',
  'openrouter/mistralai/ministral-8b': 'Mistral',
  'deepseek/deepseek-chat': 'DeepSeek',
  'groq/deepseek-r1-distill-llama-70b': 'DeepSeek',
  'ollama/phi3:mini': 'Microsoft',
  'xai/grok-4': 'xAI',
  'cohere/command-r-plus': 'Cohere',
  'openrouter/z-ai/glm-4.5': 'Zhipu',
  'openrouter/01-ai/yi-large': '01.AI',
  'openrouter/moonshotai/kimi-k2': 'Moonshot',
  'anthropic/some-new-name': 'Anthropic',
  'baseline/extractive': undefined,
  'openai/my-own-server': undefined,
  'lab/cryptogpt': undefined,
  'lab/yield-model': undefined,
  '': undefined,
};

describe('the family of a model', () => {
  for (const [model, family] of Object.entries(FAMILIES)) {
    it(`${model || 'no model'}: ${family ?? 'not known'}`, () => assert.equal(modelFamily(model), family));
  }
});
