/** What other tools call the places where models are, by the name that Assay has for each. */
const PROVIDERS: Readonly<Record<string, string>> = {
  openai: 'openai',
  azure: 'azure',
  azure_openai: 'azure',
  azure_openai_beta: 'azure',
  anthropic: 'anthropic',
  google: 'google',
  google_genai: 'google',
  gemini: 'google',
  mistral: 'mistral',
  mistralai: 'mistral',
  groq: 'groq',
  deepseek: 'deepseek',
  xai: 'xai',
  ollama: 'ollama',
  serverless: 'github',
  github: 'github',
  openrouter: 'openrouter',
};

/** Models by how their names begin, for tools that name no provider. */
const FAMILIES: readonly [RegExp, string][] = [
  [/^(?:gpt-|chatgpt|o\d|text-davinci|davinci)/i, 'openai'],
  [/^claude/i, 'anthropic'],
  [/^gemini/i, 'google'],
  [/^(?:mistral|mixtral|codestral)/i, 'mistral'],
  [/^deepseek/i, 'deepseek'],
  [/^grok/i, 'xai'],
];

/** `provider/name`; undefined where there is no name, or one that is only known when the other tool runs. */
export function modelName(name: unknown, provider?: unknown): string | undefined {
  if (typeof name !== 'string' || name.trim() === '' || /\$\{|\{\{|\s/.test(name.trim())) return undefined;
  const plain = name.trim();
  const known =
    typeof provider === 'string' ? (PROVIDERS[provider.toLowerCase()] ?? provider.toLowerCase()) : undefined;
  if (known !== undefined) return `${known}/${plain}`;
  if (plain.includes('/')) return plain;
  return `${FAMILIES.find(([begins]) => begins.test(plain))?.[1] ?? 'openai'}/${plain}`;
}
