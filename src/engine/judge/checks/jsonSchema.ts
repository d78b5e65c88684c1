import type { ErrorObject } from 'ajv';
import { compileSchema } from '../../compileSchema';
import type { JsonSchema } from '../../prompt/message';
import { badArgument, type Check, type CheckFinding } from './check';
import { excerpt } from './excerpt';
import { parseJson } from './json';

/**
 * The output is JSON that fits a schema: `json-schema: {type: object, …}`, or the prompt's own output schema where none
 * is given. Drafts 2020-12 and, where `$schema` says so, 07. A schema may also be named by a relative path in the
 * workspace; `loadCheckFiles` has put the schema in its place by the time this runs.
 */
export const jsonSchema: Check = {
  async fault(spec) {
    // A path that is still there could not be loaded, which `loadCheckFiles` has reported.
    if (spec.argument === undefined || typeof spec.argument === 'string') return undefined;
    if (!isSchema(spec.argument)) return badArgument(spec, 'schema');
    try {
      await compileSchema(spec.argument);
      return undefined;
    } catch (error) {
      return { code: 'check.bad-schema', args: { fault: faultOf(error) } };
    }
  },
  async run(spec, { output, outputSchema }): Promise<CheckFinding> {
    const schema = spec.argument === undefined ? outputSchema : spec.argument;
    if (!isSchema(schema)) return { holds: false, args: {}, unknown: 'check.no-schema' };
    const parsed = parseJson(output);
    if ('fault' in parsed) return { holds: false, args: { fault: parsed.fault } };
    try {
      const validate = await compileSchema(schema);
      const holds = validate(parsed.value);
      return { holds, args: { fault: describe(validate.errors ?? []) } };
    } catch (error) {
      // A schema of the test set has been tried before; that of the prompt comes here as it is.
      return { holds: false, args: { fault: faultOf(error) }, unknown: 'check.bad-schema' };
    }
  },
};

function faultOf(error: unknown): string {
  return excerpt(error instanceof Error ? error.message : String(error));
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
