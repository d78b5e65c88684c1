import type { CheckSpec } from '../../testset/testSet';
import { type LinearRegex, linearRegexes } from '../../text/linearRegex';
import { textOf } from './argumentText';
import { badArgument, type Check } from './check';
import { excerpt } from './excerpt';

/**
 * The output matches a regular expression somewhere: `regex: '\d{4}'`, `regex: /rag/i`, or
 * `regex: { pattern: rag, flags: i }` with the flags `i`, `m`, `s`.
 *
 * The engine is RE2's, which takes linear time for every expression: look-around and back references do not exist in it.
 */
export const regex: Check = {
  async fault(spec) {
    const parts = partsOf(spec);
    if (parts === undefined) return badArgument(spec, 'regex');
    try {
      await compile(spec);
      return undefined;
    } catch (error) {
      const fault = error instanceof Error ? error.message : String(error);
      return { code: 'check.bad-regex', args: { pattern: excerpt(parts.pattern), fault: excerpt(fault) } };
    }
  },
  async run(spec, { output }) {
    const expression = await compile(spec);
    const text = spec.ignoreWidth ? output.normalize('NFKC') : output;
    return { holds: expression.test(text), args: { pattern: excerpt(partsOf(spec)?.pattern ?? '') } };
  },
};

/** Expressions by their spec: each is compiled once a run. */
const compiled = new WeakMap<CheckSpec, Promise<LinearRegex>>();

function compile(spec: CheckSpec): Promise<LinearRegex> {
  const known = compiled.get(spec);
  if (known !== undefined) return known;
  const expression = build(spec);
  compiled.set(spec, expression);
  return expression;
}

async function build(spec: CheckSpec): Promise<LinearRegex> {
  const { pattern, flags } = partsOf(spec) ?? { pattern: '', flags: '' };
  const regexes = await linearRegexes();
  return regexes(pattern, spec.ignoreCase ? `${flags}i` : flags);
}

function partsOf({ argument }: CheckSpec): { pattern: string; flags: string } | undefined {
  if (typeof argument === 'object' && argument !== null) {
    const { pattern, flags = '' } = argument as { pattern?: unknown; flags?: unknown };
    if (typeof pattern !== 'string' || pattern === '' || typeof flags !== 'string') return undefined;
    return /^[imsu]*$/.test(flags) ? { pattern, flags } : undefined;
  }
  const text = textOf(argument);
  if (text === undefined || text === '') return undefined;
  const slashed = /^\/(.+)\/([imsu]*)$/s.exec(text);
  return slashed ? { pattern: slashed[1] ?? '', flags: slashed[2] ?? '' } : { pattern: text, flags: '' };
}
