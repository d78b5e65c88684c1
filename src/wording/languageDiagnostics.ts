import type { Area } from './catalogue';

/** What the language finds in prompts and test sets beside what keeps a run from starting. */
export const languageDiagnostics = {
  en: {
    'prompt.unknown-key': 'Nothing reads the key "{key}". There are: {known}.',
    'prompt.unknown-key-suggestion': 'Nothing reads the key "{key}". Did you mean "{suggestion}"?',
    'prompt.misplaced-key': '"{key}" is not read here. It belongs to {place}.',
    'prompt.deprecated-key': '"{key}" comes from a draft of the format and is not read. It is {place} now.',
    'prompt.assay-map': 'A map below "assay" is not read. Write keys with a dot: assay.tests: …',
    'prompt.unknown-assay-key': 'There is no "{key}". There are: {known}.',
    'prompt.unknown-assay-key-suggestion': 'There is no "{key}". Did you mean "{suggestion}"?',
    'prompt.unknown-config-key': '"{key}" is passed on as it is. Did you mean "{suggestion}"?',
    'prompt.ignored-config-key': 'Assay does not take "{key}" from a prompt, so it changes nothing.',
    'prompt.config-type': '"{key}" takes {wanted}, and this is {found}.',
    'prompt.config-range': '"{key}" goes from {least} to {most}, and this is {found}.',
    'prompt.config-too-small': '"{key}" is {least} or more, and this is {found}.',
    'prompt.undeclared-variable': 'The input schema declares no "{name}".',
    'prompt.undeclared-variable-suggestion': 'The input schema declares no "{name}". Did you mean "{suggestion}"?',
    'prompt.undeclared-field': 'The input schema declares no field "{name}" of {of}.',
    'prompt.undeclared-field-suggestion':
      'The input schema declares no field "{name}" of {of}. Did you mean "{suggestion}"?',
    'prompt.undeclared-in-partial':
      'This partial reads "{name}", which the input schema does not declare and the tag does not give.',
    'prompt.undeclared-by-includers': 'No prompt that includes this partial declares "{name}" or gives it.',
    'prompt.undeclared-by-includers-suggestion':
      'No prompt that includes this partial declares "{name}" or gives it. Did you mean "{suggestion}"?',
    'prompt.unused-variable': 'Nothing reads the variable "{name}".',
    'prompt.unused-default': 'Nothing reads the variable "{name}", so its default has no use.',
    'prompt.text-before-role':
      'This text stands before the first role, so it becomes a message of the user’s by itself.',
    'prompt.json-without-format':
      'The text asks for JSON, and the frontmatter does not: add "output: { format: json }", so that the model is held to it.',
    'prompt.partial-frontmatter': 'A partial has no frontmatter: this would be sent as text.',
    'prompt.unused-partial': 'No prompt of this workspace includes this partial.',
    'prompt.longer-than-context': 'The text of this prompt alone is longer than the {limit} tokens that {model} takes.',
    'prompt.deprecated-model': 'The maker of {model} has announced its end. Choose another one.',
    'prompt.unusable-schema': 'This is not a usable JSON schema: {fault}.',
    'prompt.default-breaks-schema': 'The default of "{name}" breaks the input schema: {fault}.',
    'text.secret-key':
      'This looks like a key of {owner}. Whoever reads the file has it, and it is sent with the text: revoke it, and keep the next one in {variable}.',
    'text.private-key':
      'This is a private key. Whoever reads the file has it, and it is sent with the text: replace the pair, and take it out.',
    'text.bearer-token':
      'This looks like a key or a token. Whoever reads the file has it, and it is sent with the text: revoke it, and keep the next one in {variable}.',
    'text.bidirectional-character':
      'Characters here turn the direction of the text ({characters}): what is read is not what is sent.',
    'text.invisible-character': 'There are characters here that nobody sees ({characters}), and the model reads them.',
  },
  'zh-tw': {
    'prompt.unknown-key': '「{key}」這個鍵不會被讀取。可用的有：{known}。',
    'prompt.unknown-key-suggestion': '「{key}」這個鍵不會被讀取，您是指「{suggestion}」嗎？',
    'prompt.misplaced-key': '「{key}」放在這裡不會被讀取，它屬於 {place}。',
    'prompt.deprecated-key': '「{key}」出自這個格式的草案，不會被讀取，現在是 {place}。',
    'prompt.assay-map': '「assay」之下的對映不會被讀取，請寫成帶點的鍵：assay.tests: …',
    'prompt.unknown-assay-key': '沒有「{key}」。可用的有：{known}。',
    'prompt.unknown-assay-key-suggestion': '沒有「{key}」，您是指「{suggestion}」嗎？',
    'prompt.unknown-config-key': '「{key}」會原樣傳出，您是指「{suggestion}」嗎？',
    'prompt.ignored-config-key': 'Assay 不會從提示詞採用「{key}」，所以它沒有作用。',
    'prompt.config-type': '「{key}」應為 {wanted}，這裡是 {found}。',
    'prompt.config-range': '「{key}」的範圍是 {least} 到 {most}，這裡是 {found}。',
    'prompt.config-too-small': '「{key}」至少是 {least}，這裡是 {found}。',
    'prompt.undeclared-variable': '輸入結構描述沒有宣告「{name}」。',
    'prompt.undeclared-variable-suggestion': '輸入結構描述沒有宣告「{name}」，您是指「{suggestion}」嗎？',
    'prompt.undeclared-field': '輸入結構描述的 {of} 沒有欄位「{name}」。',
    'prompt.undeclared-field-suggestion': '輸入結構描述的 {of} 沒有欄位「{name}」，您是指「{suggestion}」嗎？',
    'prompt.undeclared-in-partial': '這個部分範本會讀取「{name}」，但輸入結構描述沒有宣告，標記也沒有給值。',
    'prompt.undeclared-by-includers': '引用這個部分範本的提示詞都沒有宣告「{name}」，也沒有給值。',
    'prompt.undeclared-by-includers-suggestion':
      '引用這個部分範本的提示詞都沒有宣告「{name}」，也沒有給值。您是指「{suggestion}」嗎？',
    'prompt.unused-variable': '沒有任何地方讀取變數「{name}」。',
    'prompt.unused-default': '沒有任何地方讀取變數「{name}」，所以它的預設值沒有用處。',
    'prompt.text-before-role': '這段文字在第一個角色之前，會自成一則使用者的訊息。',
    'prompt.json-without-format':
      '文字要求 JSON，frontmatter 卻沒有：請加上「output: { format: json }」，讓模型必須遵守。',
    'prompt.partial-frontmatter': '部分範本沒有 frontmatter：這一段會當成文字送出。',
    'prompt.unused-partial': '這個工作區裡沒有提示詞引用這個部分範本。',
    'prompt.longer-than-context': '光是這個提示詞的文字，就超過 {model} 能接受的 {limit} 個 token。',
    'prompt.deprecated-model': '{model} 的供應者已宣布停用，請改選其他模型。',
    'prompt.unusable-schema': '這不是可用的 JSON 結構描述：{fault}。',
    'prompt.default-breaks-schema': '「{name}」的預設值不符合輸入結構描述：{fault}。',
    'text.secret-key':
      '這看起來是 {owner} 的金鑰。能讀這個檔案的人都會拿到它，而且會隨文字送出：請撤銷它，並把新的放在 {variable}。',
    'text.private-key': '這是一把私鑰。能讀這個檔案的人都會拿到它，而且會隨文字送出：請更換金鑰對，並將它移除。',
    'text.bearer-token':
      '這看起來是金鑰或權杖。能讀這個檔案的人都會拿到它，而且會隨文字送出：請撤銷它，並把新的放在 {variable}。',
    'text.bidirectional-character': '這裡有改變文字方向的字元（{characters}）：讀到的與送出的不同。',
    'text.invisible-character': '這裡有看不見的字元（{characters}），但模型會讀到。',
  },
} satisfies Area;
