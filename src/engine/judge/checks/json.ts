import { badArgument, type Check } from './check';
import { excerpt } from './excerpt';

/**
 * The output is valid JSON, as a program that parses it would find: nothing before it and nothing after it, no code
 * fence around it.
 */
export const json: Check = {
  fault: (spec) => (spec.argument === undefined || spec.argument === true ? undefined : badArgument(spec, 'nothing')),
  run(_spec, { output }) {
    const parsed = parseJson(output);
    return { holds: 'value' in parsed, args: { fault: 'fault' in parsed ? parsed.fault : '' } };
  },
};

/** The value of JSON text, or the parser's word on what is wrong with it. */
export function parseJson(text: string): { value: unknown } | { fault: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { fault: excerpt(error instanceof Error ? error.message : String(error)) };
  }
}
