import type { Check } from './check';
import { contains, containsAll, containsAny, endsWith, startsWith } from './contains';
import { equals } from './equals';
import { json } from './json';
import { jsonSchema } from './jsonSchema';
import { length } from './length';
import { cost, latency } from './limits';
import { regex } from './regex';
import { similarity } from './similarity';

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
  latency,
  cost,
};
