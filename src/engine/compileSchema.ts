import type { ValidateFunction } from 'ajv';
import type { JsonSchema } from './prompt/message';
import { linearRegexes } from './text/linearRegex';

/** So many different schemas are kept compiled; compiling one takes longer than checking a thousand values. */
const MOST_KEPT = 64;

/** By their text: every rendering of a prompt brings a copy of its schema. */
const compiled = new Map<string, Promise<ValidateFunction>>();

/**
 * Compiles a JSON schema that somebody else wrote: draft 2020-12, or 07 where its `$schema` says so. Nothing is fetched:
 * a `$ref` has to stay inside the schema. Its patterns run in linear time.
 * @throws {Error} with the schema library's words where the schema cannot be used
 */
export function compileSchema(schema: JsonSchema): Promise<ValidateFunction> {
  const key = JSON.stringify(schema);
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const validate = build(schema);
  const [oldest] = compiled.keys();
  if (compiled.size >= MOST_KEPT && oldest !== undefined) compiled.delete(oldest);
  compiled.set(key, validate);
  return validate;
}

async function build(schema: JsonSchema): Promise<ValidateFunction> {
  const draft7 = typeof schema.$schema === 'string' && schema.$schema.includes('draft-07');
  const [{ Ajv2020 }, { Ajv }, formats, regexes] = await Promise.all([
    import('ajv/dist/2020'),
    import('ajv'),
    import('ajv-formats'),
    linearRegexes(),
  ]);
  // The library tells expressions apart by their text.
  const named = (pattern: string) => ({ ...regexes(pattern), toString: () => `/${pattern}/` });
  const regExp = Object.assign(named, { code: 'linearRegex' });
  const options = { strict: false, allErrors: true, logger: false, code: { regExp } } as const;
  const ajv = draft7 ? new Ajv(options) : new Ajv2020(options);
  formats.default(ajv);
  return ajv.compile(schema);
}
