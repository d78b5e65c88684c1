import { FINISH_REASONS } from '../../../judge/checks/finishReason';
import { PII_KINDS } from '../../../judge/checks/pii';
import type { Begin } from './shape';

/** How a check is written. `about.check.NAME` says what it does. */
export interface CheckForm {
  /** What its argument begins with. */
  begins: Begin;
  /** It may stand without an argument, whatever the case gives. */
  bare?: boolean;
  /** What its argument can be. */
  values?: readonly string[];
  /** It compares with the expected answer: what it begins with in a case that has none. */
  without?: Begin;
  /** The keys of its argument where that is a map; `about.check-key.KEY` says what each does. */
  keys?: readonly (readonly [string, Begin])[];
}

const TEXT: Begin = { kind: 'text', example: 'text' };
const TEXTS: Begin = { kind: 'texts', examples: ['one', 'other'] };
const TO = ['to', TEXT] as const;

function share(example: string): Begin {
  return { kind: 'plain', example };
}

function compared(key: string, usual: string): CheckForm {
  const keys = [[key, share(usual)], TO] as const;
  return { begins: share(usual), without: { kind: 'map', entries: keys }, keys };
}

function measured(usual: string, ...more: (readonly [string, Begin])[]): CheckForm {
  const keys = [['at-least', share(usual)], TO] as const;
  return { begins: share(usual), without: { kind: 'map', entries: keys }, keys: [...keys, ...more] };
}

const ROUGE = measured('0.5', ['measure', { kind: 'choice', values: ['f1', 'precision', 'recall'] }]);

/** Languages that prompts are mostly written for (BCP 47). */
const LANGUAGES = [
  'en',
  'zh-TW',
  'zh-CN',
  'ja',
  'ko',
  'es',
  'fr',
  'de',
  'pt',
  'it',
  'nl',
  'vi',
  'th',
  'id',
  'ar',
  'ru',
];

/** How each check of `CHECK_NAMES` is written. */
export const CHECK_FORMS: Readonly<Record<string, CheckForm>> = {
  equals: { begins: TEXT },
  contains: { begins: TEXT },
  'contains-any': { begins: TEXTS },
  'contains-all': { begins: TEXTS },
  'starts-with': { begins: TEXT },
  'ends-with': { begins: TEXT },
  regex: {
    begins: { kind: 'text', example: '[0-9]+' },
    keys: [
      ['pattern', { kind: 'text', example: '[0-9]+' }],
      ['flags', { kind: 'choice', values: ['i', 'm', 's'] }],
    ],
  },
  json: { begins: { kind: 'plain', example: 'true' }, bare: true },
  'json-schema': { begins: { kind: 'map', entries: [['type', { kind: 'text', example: 'object' }]] } },
  length: {
    begins: { kind: 'plain', example: '400' },
    keys: [
      ['max', { kind: 'plain', example: '400' }],
      ['min', { kind: 'plain', example: '10' }],
      ['unit', { kind: 'choice', values: ['characters', 'words', 'bytes'] }],
    ],
  },
  similarity: compared('min', '0.6'),
  levenshtein: compared('at-most', '5'),
  'rouge-1': ROUGE,
  'rouge-2': ROUGE,
  'rouge-l': ROUGE,
  bleu: measured('0.5', ['smoothing', { kind: 'choice', values: ['none', 'epsilon', 'add-one'] }]),
  gleu: measured('0.5'),
  embedding: measured('0.75', ['model', { kind: 'text', example: 'baseline/ngrams' }]),
  xml: { begins: { kind: 'plain', example: 'true' }, bare: true },
  'contains-json': {
    begins: { kind: 'map', entries: [['type', { kind: 'text', example: 'object' }]] },
    bare: true,
  },
  'contains-xml': { begins: { kind: 'plain', example: 'true' }, bare: true },
  html: { begins: { kind: 'plain', example: 'true' }, bare: true },
  'contains-html': { begins: { kind: 'plain', example: 'true' }, bare: true },
  language: { begins: { kind: 'choice', values: LANGUAGES }, values: LANGUAGES },
  refusal: { begins: { kind: 'plain', example: 'true' }, bare: true },
  pii: { begins: { kind: 'texts', examples: ['email', 'phone'] }, bare: true, values: PII_KINDS },
  'finish-reason': { begins: { kind: 'choice', values: FINISH_REASONS }, values: FINISH_REASONS },
  'tool-calls': { begins: { kind: 'plain', example: 'true' }, bare: true },
  'tool-call-f1': {
    begins: { kind: 'texts', examples: ['search'] },
    keys: [
      ['to', TEXTS],
      ['at-least', share('1')],
    ],
  },
  javascript: {
    begins: { kind: 'text', example: 'output.length < 300' },
    keys: [
      ['run', { kind: 'text', example: 'output.length < context.config.most' }],
      ['config', { kind: 'map', entries: [['most', { kind: 'plain', example: '300' }]] }],
    ],
  },
  perplexity: { begins: { kind: 'plain', example: '20' } },
  latency: { begins: { kind: 'plain', example: '2000' } },
  cost: { begins: { kind: 'plain', example: '0.002' } },
  all: { begins: { kind: 'list', item: { kind: 'map', entries: [['contains', TEXT]] } } },
  any: { begins: { kind: 'list', item: { kind: 'map', entries: [['contains', TEXT]] } } },
};
