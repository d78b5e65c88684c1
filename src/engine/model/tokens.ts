/** Counts the tokens of texts as one model does. */
export interface TokenCounter {
  count(text: string): number;
  /** False where the model's own tokenizer is not known and that of another stands in for it: "about". */
  exact: boolean;
}

/** Models of OpenAI's own whose tokenizer is `o200k_base`. */
const O200K = /^(?:gpt-4o|gpt-4\.[15]|gpt-5|chatgpt-4o|o[1-9])/;

/**
 * A counter for a model. The tokenizer (a table of some megabytes) is loaded when the first counter is asked for.
 * @param model `provider/name`
 */
export async function tokenCounter(model: string): Promise<TokenCounter> {
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
  const [provider = '', ...name] = model.split('/');
  return {
    // What looks like a control token in a prompt is text to the endpoint, too.
    count: (text) => countTokens(text, { disallowedSpecial: new Set() }),
    exact: ['openai', 'azure'].includes(provider) && O200K.test(name.join('/')),
  };
}
