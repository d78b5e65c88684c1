import type { Endpoint } from './endpoint';

/**
 * The endpoints that Assay knows by name: addresses as their makers document them for OpenAI-compatible clients, and
 * the environment variables that their own tools read. Azure has no common address: `AZURE_OPENAI_ENDPOINT` or the
 * user's own configuration gives it.
 */
export const KNOWN_ENDPOINTS: Endpoint[] = [
  remote('openai', 'https://api.openai.com/v1', 'OPENAI_API_KEY'),
  remote('anthropic', 'https://api.anthropic.com/v1', 'ANTHROPIC_API_KEY'),
  remote('google', 'https://generativelanguage.googleapis.com/v1beta/openai', 'GEMINI_API_KEY'),
  // The name that Genkit's prompts use for the same service.
  remote('googleai', 'https://generativelanguage.googleapis.com/v1beta/openai', 'GEMINI_API_KEY'),
  remote('mistral', 'https://api.mistral.ai/v1', 'MISTRAL_API_KEY'),
  remote('groq', 'https://api.groq.com/openai/v1', 'GROQ_API_KEY'),
  remote('deepseek', 'https://api.deepseek.com/v1', 'DEEPSEEK_API_KEY'),
  remote('xai', 'https://api.x.ai/v1', 'XAI_API_KEY'),
  remote('openrouter', 'https://openrouter.ai/api/v1', 'OPENROUTER_API_KEY'),
  remote('together', 'https://api.together.xyz/v1', 'TOGETHER_API_KEY'),
  remote('fireworks', 'https://api.fireworks.ai/inference/v1', 'FIREWORKS_API_KEY'),
  remote('perplexity', 'https://api.perplexity.ai', 'PERPLEXITY_API_KEY'),
  remote('cerebras', 'https://api.cerebras.ai/v1', 'CEREBRAS_API_KEY'),
  remote('nvidia', 'https://integrate.api.nvidia.com/v1', 'NVIDIA_API_KEY'),
  remote('github', 'https://models.github.ai/inference', 'GITHUB_TOKEN'),
  remote('huggingface', 'https://router.huggingface.co/v1', 'HF_TOKEN'),
  remote('moonshot', 'https://api.moonshot.ai/v1', 'MOONSHOT_API_KEY'),
  remote('dashscope', 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1', 'DASHSCOPE_API_KEY'),
  local('ollama', 11434),
  local('lmstudio', 1234),
  local('vllm', 8000),
  local('llamacpp', 8080),
  { name: 'baseline', kind: 'baseline', baseUrl: '', needsKey: false, source: 'built-in' },
];

function remote(name: string, baseUrl: string, keyVariable: string): Endpoint {
  return { name, kind: 'openai', baseUrl, keyVariable, needsKey: true, source: 'built-in' };
}

function local(name: string, port: number): Endpoint {
  return { name, kind: 'openai', baseUrl: `http://127.0.0.1:${port}/v1`, needsKey: false, source: 'built-in' };
}
