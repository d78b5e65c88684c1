import type { CheckSpec } from '../../testset/testSet';
import { textFault, textsOf, wantedText } from './argumentText';
import { badArgument, type Check, type CheckFinding, type CheckSubject } from './check';
import { excerpt } from './excerpt';
import { fold } from './fold';

/** The output has the given text in it, or the expected answer where none is given. */
export const contains = comparison((output, wanted) => output.includes(wanted));

/** The output begins with the given text; white space before it does not count. */
export const startsWith = comparison((output, wanted) => output.trimStart().startsWith(wanted));

/** The output ends with the given text; white space after it does not count. */
export const endsWith = comparison((output, wanted) => output.trimEnd().endsWith(wanted));

/** The output has at least one of the given texts in it. */
export const containsAny: Check = {
  fault: (spec) => (textsOf(spec.argument) === undefined ? badArgument(spec, 'texts') : undefined),
  run(spec, { output }) {
    const wanted = textsOf(spec.argument) ?? [];
    const found = wanted.filter((text) => fold(output, spec).includes(fold(text, spec)));
    return { holds: found.length > 0, args: { wanted: list(wanted), found: list(found) } };
  },
};

/** The output has every one of the given texts in it. */
export const containsAll: Check = {
  fault: (spec) => (textsOf(spec.argument) === undefined ? badArgument(spec, 'texts') : undefined),
  run(spec, { output }) {
    const wanted = textsOf(spec.argument) ?? [];
    const missing = wanted.filter((text) => !fold(output, spec).includes(fold(text, spec)));
    return { holds: missing.length === 0, args: { wanted: list(wanted), missing: list(missing) } };
  },
};

function comparison(holds: (output: string, wanted: string) => boolean): Check {
  return {
    fault: textFault,
    run(spec: CheckSpec, subject: CheckSubject): CheckFinding {
      const wanted = wantedText(spec, subject);
      if (wanted === undefined) return { holds: false, args: {}, unknown: 'check.nothing-expected' };
      return { holds: holds(fold(subject.output, spec), fold(wanted, spec)), args: { wanted: excerpt(wanted) } };
    },
  };
}

function list(texts: readonly string[]): string {
  return texts.map((text) => `"${excerpt(text)}"`).join(', ');
}
