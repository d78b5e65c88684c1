import type { Area } from './catalogue';

/** Models, their endpoints, and the user's configuration of them. */
export const model = {
  en: {
    'model.no-provider': 'A model is named provider/name, and "{name}" has no provider. Did you mean "{suggestion}"?',
    'model.no-name': '"{name}" names a provider and no model. Write {provider}/ and the name of a model.',
    'model.unknown-provider':
      'There is no provider "{provider}". There are: {known}. Your own go into the setting assay.endpoints.',
    'model.unknown-provider-suggestion': 'There is no provider as in "{name}". Did you mean "{suggestion}"?',
    'model.unknown-baseline': 'There is no "{name}". Built in are: {known}.',
    'model.config-not-read': '{path} cannot be read ({reason}).',
    'model.config-syntax': 'The configuration is not valid YAML: {fault}',
    'model.config-not-a-map': 'The configuration must be keys with values.',
    'model.config-unknown-key': 'The configuration has no key "{key}". There are: {known}.',
    'model.config-endpoint-name': '"{name}" cannot be the name of an endpoint. Use letters, digits and dashes.',
    'model.config-address': 'The endpoint "{name}" needs a baseUrl, as in https://llm.example.com/v1.',
    'model.config-sharing': '"scores" takes one key, "share": {known}.',
    'model.config-javascript': '"javascript" can be: {known}.',
    'model.config-endpoints':
      '"endpoints" takes names, each with a baseUrl, as in: work, baseUrl: https://llm.example.com/v1',
    'model.config-writable': 'Others can change {path} and with it where your keys go. Run: chmod o-w {path}',
    'model.config-kind': 'The kind of the endpoint "{name}" is openai or azure.',
    'model.config-key-in-file': 'Keys do not belong into this file. Name the environment variable: keyVariable.',
    'model.config-not-text': '"{key}" takes text.',
  },
  'zh-tw': {
    'model.no-provider': '模型要寫成 provider/name，「{name}」沒有供應商，您是指「{suggestion}」嗎？',
    'model.no-name': '「{name}」只有供應商而沒有模型。請寫 {provider}/ 再加上模型名稱。',
    'model.unknown-provider': '沒有「{provider}」這個供應商。可用的有：{known}。自己的請加到設定 assay.endpoints。',
    'model.unknown-provider-suggestion': '沒有「{name}」中的供應商，您是指「{suggestion}」嗎？',
    'model.unknown-baseline': '沒有「{name}」。內建的有：{known}。',
    'model.config-not-read': '無法讀取 {path}（{reason}）。',
    'model.config-syntax': '設定檔不是有效的 YAML：{fault}',
    'model.config-not-a-map': '設定檔必須由鍵與值組成。',
    'model.config-unknown-key': '設定檔沒有「{key}」這個鍵。可用的有：{known}。',
    'model.config-endpoint-name': '「{name}」不能作為端點名稱，請使用英文字母、數字與連字號。',
    'model.config-address': '端點「{name}」需要 baseUrl，例如 https://llm.example.com/v1。',
    'model.config-sharing': '「scores」底下只有「share」這個鍵，可填：{known}。',
    'model.config-javascript': '「javascript」可填：{known}。',
    'model.config-endpoints':
      '「endpoints」底下是端點名稱，每個都要有 baseUrl，例如 work，baseUrl: https://llm.example.com/v1',
    'model.config-writable': '其他人可以修改 {path}，進而決定您的金鑰送往何處。請執行：chmod o-w {path}',
    'model.config-kind': '端點「{name}」的 kind 只能是 openai 或 azure。',
    'model.config-key-in-file': '金鑰不應放在這個檔案裡，請以 keyVariable 指定環境變數名稱。',
    'model.config-not-text': '「{key}」應為文字。',
  },
} satisfies Area;
