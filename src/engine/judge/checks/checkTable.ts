import type { Check } from './check';
import { contains, containsAll, containsAny, endsWith, startsWith } from './contains';
import { containsJson } from './containsJson';
import { embedding } from './embedding';
import { equals } from './equals';
import { finishReason } from './finishReason';
import { containsHtml, html } from './html';
import { javascript } from './javascript';
import { json } from './json';
import { jsonSchema } from './jsonSchema';
import { language } from './language';
import { length } from './length';
import { levenshtein } from './levenshtein';
import { cost, latency } from './limits';
import { bleu, gleu, rouge1, rouge2, rougeL } from './overlap';
import { perplexity } from './perplexity';
import { pii } from './pii';
import { refusal } from './refusal';
import { regex } from './regex';
import { similarity } from './similarity';
import { toolCallF1, toolCalls } from './toolCalls';
import { containsXml, xml } from './xml';

/** Every check by the name that it has in a test set (`CHECK_NAMES` in `testset/readChecks.ts` lists the same names). */
export const CHECKS: Readonly<Record<string, Check>> = {
  equals,
  contains,
  'contains-any': containsAny,
  'contains-all': containsAll,
  'starts-with': startsWith,
  'ends-with': endsWith,
  regex,
  json,
  'json-schema': jsonSchema,
  length,
  similarity,
  levenshtein,
  'rouge-1': rouge1,
  'rouge-2': rouge2,
  'rouge-l': rougeL,
  bleu,
  gleu,
  embedding,
  xml,
  'contains-json': containsJson,
  'contains-xml': containsXml,
  html,
  'contains-html': containsHtml,
  language,
  refusal,
  pii,
  'finish-reason': finishReason,
  'tool-calls': toolCalls,
  'tool-call-f1': toolCallF1,
  perplexity,
  latency,
  cost,
  javascript,
};
