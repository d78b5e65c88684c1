import type { Area } from './catalogue';

/** What is shown in a line of a prompt beside its text. */
export const languageHints = {
  en: {
    'language.hint.token': '1 token',
    'language.hint.tokens': '{count} tokens',
    'language.hint.tokens-exact': 'Tokens of the text of this message. A + says that variables or partials bring more.',
    'language.hint.tokens-about':
      'About so many tokens has the text of this message: the tokenizer of this model is not known, that of GPT-4o stands in for it. Partials are included; a + says that variables bring more.',
    'language.hint.context': '{size} context',
    'language.hint.price': '{input} in, {output} out per 1M tokens',
    'language.hint.call': '{id}: {tokens} tokens, {cost}',
    'language.hint.call-free': '{id}: {tokens} tokens',
    'language.hint.model-tooltip':
      'Tokens that fit into the model, its published prices, and the tokens and the price of the prompt with the first case, without the answer.',
  },
  'zh-tw': {
    'language.hint.token': '1 個 token',
    'language.hint.tokens': '{count} 個 token',
    'language.hint.tokens-exact': '這則訊息文字的 token 數，包含部分範本。「+」表示變數還會帶來更多。',
    'language.hint.tokens-about':
      '這則訊息文字大約的 token 數：這個模型的分詞器未知，以 GPT-4o 的代替。已包含部分範本，「+」表示變數還會帶來更多。',
    'language.hint.context': '上下文 {size}',
    'language.hint.price': '每百萬 token 輸入 {input}、輸出 {output}',
    'language.hint.call': '{id}：{tokens} 個 token，{cost}',
    'language.hint.call-free': '{id}：{tokens} 個 token',
    'language.hint.model-tooltip':
      '模型可容納的 token 數、公開的價格，以及提示詞搭配第一個案例時的 token 數與價格（不含回答）。',
  },
} satisfies Area;
