/** Names of models, and of their makers as routers write them in front (`openrouter/anthropic/claude-…`), by family. */
const FAMILIES: readonly { family: string; names: RegExp }[] = [
  { family: 'OpenAI', names: named('gpt', 'chatgpt', 'o1', 'o3', 'o4', 'codex', 'davinci') },
  { family: 'Anthropic', names: named('claude', 'anthropic') },
  { family: 'Google', names: named('gemini', 'gemma', 'palm', 'google') },
  { family: 'Meta', names: named('llama', 'codellama', 'meta') },
  { family: 'Alibaba', names: named('qwen', 'qwq', 'qvq', 'tongyi', 'alibaba') },
  {
    family: 'Mistral',
    names: named('mistral', 'mistralai', 'mixtral', 'ministral', 'codestral', 'magistral', 'pixtral'),
  },
  { family: 'DeepSeek', names: named('deepseek') },
  { family: 'Microsoft', names: named('phi', 'wizardlm', 'microsoft') },
  { family: 'xAI', names: named('grok', 'xai', 'x-ai') },
  { family: 'Cohere', names: named('command', 'aya', 'cohere') },
  { family: 'Zhipu', names: named('glm', 'chatglm', 'zhipu', 'z-ai') },
  { family: '01.AI', names: named('yi', '01-ai') },
  { family: 'Moonshot', names: named('kimi', 'moonshot', 'moonshotai') },
  { family: 'Amazon', names: named('nova', 'titan', 'amazon') },
  { family: 'NVIDIA', names: named('nemotron', 'nvidia') },
  { family: 'IBM', names: named('granite', 'ibm', 'ibm-granite') },
  { family: 'MiniMax', names: named('minimax', 'abab') },
  { family: 'Baidu', names: named('ernie', 'baidu') },
  { family: 'Tencent', names: named('hunyuan', 'tencent') },
  { family: 'InternLM', names: named('internlm') },
  { family: 'TAIDE', names: named('taide') },
];

/**
 * Whose model it is, by its name; undefined where the name tells nothing, as of a deployment of one's own. The built-in
 * baseline is of no family. A model that was tuned from another's is taken by the name that stands first:
 * `deepseek-r1-distill-llama-70b` is DeepSeek's.
 * @param model `provider/name`, where the name may have makers in front
 */
export function modelFamily(model: string): string | undefined {
  const [provider = '', ...parts] = model.toLowerCase().split('/');
  if (provider === 'baseline') return undefined;
  const name = parts.at(-1) ?? '';
  // The model's own name says more than who serves it; an endpoint that is called openai may serve anything.
  const places = [name, ...parts.slice(0, -1).reverse(), provider === 'openai' ? '' : provider];
  for (const place of places) {
    const found = firstIn(place);
    if (found !== undefined) return found;
  }
  return undefined;
}

function firstIn(place: string): string | undefined {
  const found = FAMILIES.flatMap(({ family, names }) => {
    const at = place.search(names);
    return at < 0 ? [] : [{ family, at }];
  });
  return found.sort((a, b) => a.at - b.at)[0]?.family;
}

/** A name where a word begins, whatever version follows it: `qwen2.5`, `ft:gpt-4o`, but not `cryptogpt`. */
function named(...names: readonly string[]): RegExp {
  return new RegExp(`(?:^|[^a-z0-9])(?:${names.join('|')})(?![a-z])`);
}
