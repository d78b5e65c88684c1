import type { Area } from './catalogue';

/** What is said of a name when somebody points at it, beside what completion says as well. */
export const languageHover = {
  en: {
    'language.hover.declared': 'Declared in {file}, line {line}.',
    'language.hover.undeclared': 'Nobody declares it.',
    'language.hover.from-default': 'It has a default, and the schema does not declare it.',
    'language.hover.from-tests': 'The test set gives it, and the schema does not declare it.',
    'language.hover.from-includer': 'Given by the prompts that include this partial.',
    'language.hover.default': 'Default: {value}',
    'language.hover.no-partial': 'There is no partial "{name}" here or in a folder above.',
    'language.hover.opened': 'Opened in line {line}.',
    'language.hover.not-read': 'The prompt does not read it.',
  },
  'zh-tw': {
    'language.hover.declared': '宣告於 {file} 第 {line} 行。',
    'language.hover.undeclared': '沒有任何地方宣告它。',
    'language.hover.from-default': '有預設值，但綱要沒有宣告它。',
    'language.hover.from-tests': '測試集有提供，但綱要沒有宣告它。',
    'language.hover.from-includer': '由引用這個部分範本的提示詞提供。',
    'language.hover.default': '預設值：{value}',
    'language.hover.no-partial': '這裡與上層資料夾都沒有部分範本「{name}」。',
    'language.hover.opened': '開始於第 {line} 行。',
    'language.hover.not-read': '提示詞沒有讀取它。',
  },
} satisfies Area;
