import { asWritten, type FileLanguage, type Place } from './place';

export interface NewPromptOptions {
  /** `provider/name`; one that everybody knows where nothing is said. */
  model?: string;
  /** Whether the input has a schema; true where nothing is said. */
  schema?: boolean;
  language?: FileLanguage;
  place?: Place;
}

/** What a first prompt names where nobody says which model there is. */
export const USUAL_MODEL = 'openai/gpt-4o-mini';

const TEXTS = {
  en: {
    about: 'what the user asks',
    role: 'You answer in one or two sentences. If you do not know, say so.',
  },
  'zh-TW': { about: '使用者的問題', role: '請用一到兩句話回答。不知道的事，就說不知道。' },
} as const;

/** The text of a new prompt: a model, an input, and two messages, each of which is a place to change. */
export function newPrompt({ model, schema = true, language = 'en', place = asWritten }: NewPromptOptions = {}): string {
  const { about, role } = TEXTS[language];
  return [
    '---',
    `model: ${place(model ?? USUAL_MODEL)}`,
    'config:',
    `  temperature: ${place('0')}`,
    ...(schema ? ['input:', '  schema:', `    question: string, ${place(about)}`] : []),
    '---',
    '{{role "system"}}',
    place(role),
    '',
    '{{role "user"}}',
    '{{question}}',
    '',
  ].join('\n');
}
