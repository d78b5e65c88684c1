import { fingerprint } from '../evaluate/fingerprint';
import type { EvaluationPlan } from '../evaluate/plan';
import type { Message } from '../prompt/message';
import { allChecks, type CheckSpec } from '../testset/testSet';
import { withLf } from '../text/lineBreaks';

type PlannedCase = EvaluationPlan['cases'][number];

/**
 * A digest of everything that a case's scores depend on: what is sent to which model, how often, and what the answer
 * is measured by. Cases with one key are samples of one distribution, so that a score on record holds for all of them.
 */
export function caseKey(plan: EvaluationPlan, { testCase, rendered }: PlannedCase): string {
  const { input, expected, context, criterion, checks } = testCase;
  const specs = [...(plan.testSet?.checks ?? []), ...checks];
  return fingerprint([
    plan.model,
    plan.fingerprints.settings,
    messagesWithLf(rendered.messages),
    rendered.config,
    rendered.output,
    rendered.toolDefs,
    plan.repeat,
    plan.judges,
    plan.loadedJudges.map((judge) => judge.fingerprint),
    specs.map(termsOf),
    // Judges and functions of the user's see these beside the output.
    plan.judges.length > 0 || allChecks(specs).some(({ script }) => script !== undefined)
      ? [input, context, ...(criterion === undefined ? [] : [criterion])]
      : [],
    expected,
  ]);
}

/** What a check finds depends on it. What most checks do not have is left out. */
function termsOf({ kind, argument, negate, ignoreCase, ignoreWidth, weight, ...more }: CheckSpec): unknown[] {
  const { checks, threshold, script } = more;
  const inside = checks?.map(termsOf);
  const rare = [inside, threshold, script?.kind === 'file' ? script.text : undefined];
  const terms = [kind, argument, negate, ignoreCase, ignoreWidth, weight];
  return rare.some((term) => term !== undefined) ? [...terms, ...rare.map((term) => term ?? null)] : terms;
}

/** Line breaks that git may have converted make no other sample. */
function messagesWithLf(messages: readonly Message[]): readonly Message[] {
  if (!messages.some(({ content }) => content.some(({ text }) => text?.includes('\r')))) return messages;
  return messages.map((message) => ({
    ...message,
    content: message.content.map((part) => (part.text === undefined ? part : { ...part, text: withLf(part.text) })),
  }));
}
