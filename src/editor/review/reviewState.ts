import * as path from 'node:path';
import { type CaseComparison, type CaseOutcome, CHECKS, type Comparison } from '../../engine/compare/comparison';
import type { GatedPrompt, GateResult } from '../../engine/gate/gateResult';
import { promptLines } from '../../engine/report/gate/gateLines';
import { named, numbersText, signed, verdictSentence } from '../../engine/report/gate/verdictText';
import { onScale, outOf } from '../../engine/report/quantities';
import type { ResolvedPoint } from '../../engine/versions/versionPoint';
import type { ReviewedCase, ReviewedMeasure, ReviewedPrompt, ReviewedSide, ReviewState } from '../../protocol/review';
import { shortName } from '../lens/lensTexts';
import { locale, sentence, words } from '../words';

/** More of an output is not sent to the panel, in UTF-16 units. */
const LONGEST_OUTPUT = 20_000;
/** More cases are not listed: those that changed most come first. */
const MOST_CASES = 1_000;

const OPTIONS = { say: sentence };

/**
 * What the review shows of a result.
 * @param folder absolute path that files are shown relative to
 */
export function reviewState(result: GateResult, folder: string): ReviewState {
  const { base, head, points, prompts } = result;
  return {
    locale,
    title: sentence('gate.title', { base: pointText(points.before, base), head: pointText(points.after, head) }),
    running: null,
    prompts: prompts.map((prompt) => withinReach(reviewedPrompt(prompt, folder), result)),
    message: prompts.length === 0 ? sentence('gate.none') : '',
  };
}

/** Whether the newer side is what is being edited, and no version of the past. */
export function isOfNow({ points }: Pick<GateResult, 'points'>): boolean {
  return typeof points.after === 'string';
}

/** What is committed already can be neither accepted nor taken back here. */
function withinReach(prompt: ReviewedPrompt, result: GateResult): ReviewedPrompt {
  return isOfNow(result) ? prompt : { ...prompt, canAccept: false, canRevert: false };
}

/** Which version it is; a commit's full id is more than one can read. */
function pointText(point: ResolvedPoint, label: string): string {
  if (point === 'staged' || point === 'saved' || point === 'shown') return words(`editor.review.point-${point}`);
  return /^[0-9a-f]{40,}$/.test(label) ? label.slice(0, 8) : label;
}

/** The key of a prompt in the messages. */
export function promptKey({ file }: Pick<GatedPrompt, 'file'>, folder: string): string {
  return path.relative(folder, file).split(path.sep).join('/');
}

function reviewedPrompt(prompt: GatedPrompt, folder: string): ReviewedPrompt {
  const { comparison, model, verdict, accepted, fingerprint } = prompt;
  const [first = '', ...rest] = promptLines(prompt, { ...OPTIONS, base: folder });
  const common = {
    file: promptKey(prompt, folder),
    model,
    verdict,
    canExplain: verdict === 'regressed' && prompt.cause === null && prompt.measure === 'after',
    changes: (prompt.content?.changes ?? []).map(({ code, args }) => sentence(`diff.${code}`, args)),
    canRevert: (prompt.cause?.guilty.length ?? 0) > 0 && prompt.cause?.share !== null,
    canAccept: verdict === 'regressed' && accepted === undefined && fingerprint !== null,
  };
  if (comparison === null) {
    return { ...common, sentence: named(verdict, first, OPTIONS), lines: rest, numbers: '', measures: [], cases: [] };
  }
  const counts = first.split(' · ').slice(1).join(' · ');
  return {
    ...common,
    sentence: verdictSentence(comparison, OPTIONS),
    lines: [counts, ...rest].filter((line) => line !== ''),
    numbers: numbersText(comparison, OPTIONS),
    measures: measures(comparison),
    cases: [...comparison.cases]
      .filter(({ before, after }) => before !== null || after !== null)
      .sort((a, b) => (a.change ?? 0) - (b.change ?? 0) || Math.abs(b.change ?? 0) - Math.abs(a.change ?? 0))
      .slice(0, MOST_CASES)
      .map((each) => reviewedCase(each, comparison)),
  };
}

function measures(comparison: Comparison): ReviewedMeasure[] {
  const { judges, scale } = comparison;
  const measure = (name: string, of: Comparison | Comparison['judges'][number], on: { min: number; max: number }) => ({
    name,
    verdict: of.verdict,
    mean: of.mean,
    low: of.low,
    high: of.high,
    before: of.before === null ? '' : onScale(of.before, on),
    after: of.after === null ? '' : onScale(of.after, on),
    change: of.mean === null ? '' : signed(of.mean, on),
  });
  const whole = measure(words('editor.review.score'), comparison, scale);
  if (judges.length < 2) return [whole];
  return [
    whole,
    ...judges.map((judge) =>
      measure(judge.judge === CHECKS ? words('editor.review.checks') : shortName(judge.judge), judge, judge),
    ),
  ];
}

function reviewedCase(each: CaseComparison, { scale }: Comparison): ReviewedCase {
  const { id, change, before, after, outputChanged } = each;
  return {
    id,
    change,
    changeText: change === null ? '' : signed(change, scale),
    before: side(before, scale),
    after: side(after, scale),
    outputChanged: outputChanged === true,
  };
}

function side(outcome: CaseOutcome | null, scale: { min: number; max: number }): ReviewedSide {
  if (outcome === null) return { score: '', output: null, reasons: [] };
  const { score, output, reasons, error } = outcome;
  return {
    score: score === null ? '' : outOf(score, scale),
    output: output === null || output.length <= LONGEST_OUTPUT ? output : `${output.slice(0, LONGEST_OUTPUT)}…`,
    reasons: [
      ...(error === undefined
        ? []
        : [sentence(`run.error-${error.kind}`, { message: error.message, origin: error.origin ?? '' })]),
      ...reasons
        .filter(({ reason }) => reason !== '')
        .map(({ name, score: given, max, reason }) => `${shortName(name)} ${given ?? '–'}/${max}: ${reason}`),
    ],
  };
}
