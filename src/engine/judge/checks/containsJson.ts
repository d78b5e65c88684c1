import { compileSchema } from '../../compileSchema';
import type { JsonSchema } from '../../prompt/message';
import { badArgument, type Check, type CheckFinding } from './check';
import { excerpt } from './excerpt';
import { parseJson } from './json';

/** So many beginnings are tried, and so many ends for each. */
const MOST_TRIED = 200;

/** Somewhere in the output stands a JSON object or list; with a schema, or the path of one, one that fits it. */
export const containsJson: Check = {
  async fault(spec) {
    // A path that is still there could not be loaded, which `loadCheckFiles` has reported.
    if (spec.argument === undefined || spec.argument === true || typeof spec.argument === 'string') return undefined;
    if (!isSchema(spec.argument)) return badArgument(spec, 'schema');
    try {
      await compileSchema(spec.argument);
      return undefined;
    } catch (error) {
      return {
        code: 'check.bad-schema',
        args: { fault: excerpt(error instanceof Error ? error.message : String(error)) },
      };
    }
  },
  async run({ argument }, { output }): Promise<CheckFinding> {
    const validate = isSchema(argument) ? await compileSchema(argument) : undefined;
    for (const text of valuesIn(output)) {
      const parsed = parseJson(text);
      if ('value' in parsed && (validate === undefined || validate(parsed.value))) return { holds: true, args: {} };
    }
    return { holds: false, args: {} };
  },
};

/** Each text from an opening bracket to the closing one that belongs to it. */
function* valuesIn(output: string): Generator<string> {
  let tried = 0;
  for (let start = 0; start < output.length && tried < MOST_TRIED; start++) {
    if (output[start] !== '{' && output[start] !== '[') continue;
    tried++;
    const end = closingOf(output, start);
    if (end === undefined) continue;
    yield output.slice(start, end + 1);
  }
}

function closingOf(text: string, start: number): number | undefined {
  let depth = 0;
  let inText = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (inText) {
      if (character === '\\') at++;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') {
      depth--;
      if (depth === 0) return at;
    }
  }
  return undefined;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
