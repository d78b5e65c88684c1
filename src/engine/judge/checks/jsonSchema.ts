import type { ErrorObject, ValidateFunction } from 'ajv';
import type { JsonSchema } from '../../prompt/message';
import { badArgument, type Check, type CheckFinding } from './check';
import { excerpt } from './excerpt';
import { parseJson } from './json';

/**
 * The output is JSON that fits a schema: `json-schema: {type: object, …}`, or the prompt's own output schema where none
 * is given. Drafts 2020-12 and, where `$schema` says so, 07. A schema may also be named by a relative path in the
 * workspace; `loadSchemaFiles` has put the schema in its place by the time this runs.
 */
export const jsonSchema: Check = {
  async fault(spec) {
    if (spec.argument === undefined) return undefined;
    if (!isSchema(spec.argument)) return badArgument(spec, 'schema');
    try {
      await compile(spec.argument);
      return undefined;
    } catch (error) {
      return {
        code: 'check.bad-schema',
        args: { fault: excerpt(error instanceof Error ? error.message : String(error)) },
      };
    }
  },
  async run(spec, { output, outputSchema }): Promise<CheckFinding> {
    const schema = spec.argument === undefined ? outputSchema : spec.argument;
    if (!isSchema(schema)) return { holds: false, args: {}, unknown: 'check.no-schema' };
    const parsed = parseJson(output);
    if ('fault' in parsed) return { holds: false, args: { fault: parsed.fault } };
    const validate = await compile(schema);
    const holds = validate(parsed.value);
    return { holds, args: { fault: describe(validate.errors ?? []) } };
  },
};

const compiled = new WeakMap<JsonSchema, Promise<ValidateFunction>>();

function compile(schema: JsonSchema): Promise<ValidateFunction> {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const validate = build(schema);
  compiled.set(schema, validate);
  return validate;
}

async function build(schema: JsonSchema): Promise<ValidateFunction> {
  const draft7 = typeof schema.$schema === 'string' && schema.$schema.includes('draft-07');
  const [{ Ajv2020 }, { Ajv }, formats] = await Promise.all([
    import('ajv/dist/2020'),
    import('ajv'),
    import('ajv-formats'),
  ]);
  const options = { strict: false, allErrors: true };
  const ajv = draft7 ? new Ajv(options) : new Ajv2020(options);
  formats.default(ajv);
  return ajv.compile(schema);
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first faults in words: `/items/0 must be string`. */
function describe(errors: readonly ErrorObject[]): string {
  const faults = errors.slice(0, 3).map(({ instancePath, message = '', params, keyword }) => {
    const extra =
      keyword === 'additionalProperties' ? ` (${(params as { additionalProperty: string }).additionalProperty})` : '';
    return `${instancePath} ${message}${extra}`.trim();
  });
  return excerpt([...faults, ...(errors.length > 3 ? [`+${errors.length - 3}`] : [])].join('; '));
}
