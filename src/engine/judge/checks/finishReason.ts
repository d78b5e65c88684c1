import { textsOf } from './argumentText';
import { badArgument, type Check, type CheckFinding } from './check';

export const FINISH_REASONS: readonly string[] = [
  'stop',
  'length',
  'tool-calls',
  'content-filter',
  'refusal',
  'unknown',
];

/** The model ended for the given reason, or one of them: `finish-reason: stop`. */
export const finishReason: Check = {
  fault(spec) {
    const wanted = textsOf(spec.argument);
    if (wanted === undefined) return badArgument(spec, 'text');
    const wrong = wanted.find((reason) => !FINISH_REASONS.includes(reason));
    return wrong === undefined
      ? undefined
      : { code: 'check.unknown-finish-reason', args: { found: wrong, known: FINISH_REASONS.join(', ') } };
  },
  run(spec, subject): CheckFinding {
    const wanted = textsOf(spec.argument) ?? [];
    const found = subject.finishReason;
    const args = { found: found ?? '', wanted: wanted.join(', ') };
    if (found === undefined) return { holds: false, args, unknown: 'check.finish-reason-unknown' };
    return { holds: wanted.includes(found), args };
  },
};
