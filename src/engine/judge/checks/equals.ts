import equal from 'fast-deep-equal';
import { textFault, textOf } from './argumentText';
import { badArgument, type Check } from './check';
import { excerpt } from './excerpt';
import { fold } from './fold';
import { parseJson } from './json';

/**
 * The output is the given text, or the expected answer where none is given. White space around either does not count.
 * Where a list or a map is wanted, the output must be JSON with an equal value.
 */
export const equals: Check = {
  fault: (spec) => {
    if (typeof spec.argument === 'object' && spec.argument !== null) return undefined;
    return spec.argument === '' ? badArgument(spec, 'text') : textFault(spec);
  },
  run(spec, { output, expected }) {
    const wanted = spec.argument === undefined ? expected : spec.argument;
    if (wanted === undefined) return { holds: false, args: { wanted: '' }, unknown: 'check.nothing-expected' };
    const text = textOf(wanted);
    if (text !== undefined) {
      return { holds: fold(output, spec).trim() === fold(text, spec).trim(), args: { wanted: excerpt(text) } };
    }
    const parsed = parseJson(output);
    const holds = 'value' in parsed && equal(parsed.value, JSON.parse(JSON.stringify(wanted)));
    return { holds, args: { wanted: excerpt(JSON.stringify(wanted)) } };
  },
};
