import type { CheckSpec } from '../../testset/testSet';
import { cosine } from '../measures/ragas';
import type { Check, CheckFinding } from './check';
import { type MeasuredArgument, measuredArgument, referencesOf } from './measured';

/** An output passes from here on where the check names no bound. */
const USUAL = 0.75;

/**
 * The cosine between the embeddings of the output and of the expected answer is at least so much: `embedding: { at-least:
 * 0.8, model: openai/text-embedding-3-small }`; `baseline/ngrams` where no model is named. The best of several references.
 */
export const embedding: Check = {
  fault: (spec) =>
    optionsOf(spec) === undefined ? { code: 'check.argument-embedding', args: { check: spec.kind } } : undefined,
  async run(spec, subject): Promise<CheckFinding> {
    const argument = optionsOf(spec) ?? { atLeast: USUAL, more: {} };
    const { atLeast: min } = argument;
    const references = referencesOf(argument, subject);
    if (references === undefined) return { holds: false, score: 0, args: { min }, unknown: 'check.nothing-expected' };
    if (subject.embed === undefined) return { holds: false, score: 0, args: { min }, unknown: 'check.no-embeddings' };
    const [own = [], ...others] = await subject.embed([subject.output, ...references], embeddingModel(spec));
    const score = Math.max(0, ...others.map((other) => cosine(own, other) ?? 0));
    return { holds: score >= min, score, args: { score: Number(score.toFixed(3)), min } };
  },
};

/** `provider/name` of the embeddings that a check asks for. */
export function embeddingModel({ argument }: CheckSpec): string {
  const model = (argument as { model?: unknown } | null | undefined)?.model;
  return typeof model === 'string' ? model : 'baseline/ngrams';
}

function optionsOf(spec: CheckSpec): MeasuredArgument | undefined {
  const argument = measuredArgument(spec, USUAL, ['model']);
  const model = argument?.more.model;
  return model === undefined || (typeof model === 'string' && model !== '') ? argument : undefined;
}
