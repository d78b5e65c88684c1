import { fingerprint } from '../evaluate/fingerprint';
import type { EvaluationPlan } from '../evaluate/plan';
import type { Message } from '../prompt/message';
import { withLf } from '../text/lineBreaks';

type PlannedCase = EvaluationPlan['cases'][number];

/**
 * A digest of everything that a case's scores depend on: what is sent to which model, how often, and what the answer
 * is measured by. Cases with one key are samples of one distribution, so that a score on record holds for all of them.
 */
export function caseKey(plan: EvaluationPlan, { testCase, rendered }: PlannedCase): string {
  const { input, expected, context, checks } = testCase;
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
    [...(plan.testSet?.checks ?? []), ...checks].map(({ kind, argument, negate, ignoreCase, ignoreWidth, weight }) => [
      kind,
      argument,
      negate,
      ignoreCase,
      ignoreWidth,
      weight,
    ]),
    // Judges and checks see these beside the output.
    plan.judges.length > 0 ? [input, context] : [],
    expected,
  ]);
}

/** Line breaks that git may have converted make no other sample. */
function messagesWithLf(messages: readonly Message[]): readonly Message[] {
  if (!messages.some(({ content }) => content.some(({ text }) => text?.includes('\r')))) return messages;
  return messages.map((message) => ({
    ...message,
    content: message.content.map((part) => (part.text === undefined ? part : { ...part, text: withLf(part.text) })),
  }));
}
