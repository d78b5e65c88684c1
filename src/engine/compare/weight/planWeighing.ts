import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from 'vscode-languageserver-types';
import { docsOf } from '../../evaluate/caseData';
import { callsOfJudgement } from '../../evaluate/judgeTerms';
import type { EvaluationPlan, EvaluationRequest } from '../../evaluate/plan';
import { type PlanOptions, planEvaluation } from '../../evaluate/planEvaluation';
import { sourceFingerprint } from '../../evaluate/sourceFingerprint';
import type { Host } from '../../host';
import { tokenCounter } from '../../model/tokens';
import { hasErrors, type Problem, ProblemError } from '../../problem';
import { type CompiledPrompt, compilePrompt } from '../../prompt/compilePrompt';
import { caseKey } from '../caseKey';
import type { CaseOutcome } from '../comparison';
import type { PlanPrice } from '../priceOfPlan';
import type { ScoreStore } from '../scoreStore';
import { type MessageTokens, messageTokens } from './messageTokens';
import { priceOfWeighing } from './priceOfWeighing';
import { splitSentences } from './splitSentences';
import type { Span } from './templateParts';

/**
 * Why a sentence is not taken out:
 * - `input`: with it goes the only place that reads a variable, so the model would be asked something else
 * - `broken`: the template is none without it
 * - `empty`: a case would be left without any message
 * - `unsent`: no case sends it, so nothing can be measured
 */
export type SkipReason = 'input' | 'broken' | 'empty' | 'unsent';

/** A sentence of a prompt, and what taking it out would take. */
export interface PlannedSentence {
  /** As it stands in the template. */
  text: string;
  /** Offsets in the prompt's text, in UTF-16 units; `cut` is what goes with it. */
  span: Span;
  cut: Span;
  range: Range;
  cutRange: Range;
  skipped: { reason: SkipReason; names: string[] } | null;
  /** Ids of the cases whose messages it changes. */
  sentIn: string[];
  /** Mean tokens that a call has less without it. */
  tokens: number;
  /** Cases that have to be run, the rest being on record. */
  toRun: number;
}

/** What weighing a prompt would do, before anything is spent. */
export interface WeighingPlan {
  /** An error forbids to weigh. */
  problems: Problem[];
  /** The prompt as it is. */
  full: EvaluationPlan;
  sentences: PlannedSentence[];
  /** Cases of the prompt as it is that are on record, and those that have to be run. */
  known: Map<string, CaseOutcome>;
  toRun: number;
  tokens: {
    /** Mean tokens of a call's messages. */
    perCall: number;
    /** False where the model's own tokenizer is not known: then all counts are "about". */
    exact: boolean;
  };
  /** At most so many calls of the prompt's model and of the judges', the last trial of all that could go included. */
  calls: { model: number; judges: number };
  /** About what those calls cost, in US dollars; null where a price is not known. */
  price: number | null;
}

export interface WeighingOptions extends PlanOptions {
  store?: ScoreStore;
  /** US dollars of a call of a plan's model. */
  priceOf: PlanPrice;
}

/** So many cases are counted at most; of more, that many evenly spread. */
const COUNTED_CASES = 50;

/** Finds out which sentences of a prompt can be taken out, and what finding their weight would take. */
export async function planWeighing(
  request: EvaluationRequest,
  host: Host,
  { store, priceOf, ...options }: WeighingOptions,
): Promise<WeighingPlan> {
  const full = await planEvaluation(request, host, options);
  const plan: WeighingPlan = {
    problems: full.problems,
    full,
    sentences: [],
    known: new Map(),
    toRun: 0,
    tokens: { perCall: 0, exact: true },
    calls: { model: 0, judges: 0 },
    price: 0,
  };
  if (hasErrors(full.problems)) return plan;
  const counter = await tokenCounter(full.model);
  const tokens = messageTokens(counter);
  const keys = keysOf(full);
  plan.known = (await store?.find(full, keys)) ?? new Map();
  plan.toRun = full.cases.length - plan.known.size;
  plan.tokens = { perCall: meanTokens(full, tokens), exact: counter.exact };
  const compiled = compilePrompt(full.source);
  const { text, template, templateOffset } = compiled.parsed;
  const document = TextDocument.create('', 'dotprompt', 0, text);
  const moved = ({ start, end }: Span) => ({ start: start + templateOffset, end: end + templateOffset });
  const rangeOf = ({ start, end }: Span) => ({ start: document.positionAt(start), end: document.positionAt(end) });
  for (const sentence of splitSentences(template)) {
    options.signal?.throwIfAborted();
    await new Promise((resolve) => setImmediate(resolve));
    const [span, cut] = [moved(sentence), moved(sentence.cut)];
    const place = { text: text.slice(span.start, span.end), span, cut, range: rangeOf(span), cutRange: rangeOf(cut) };
    const nothing = { sentIn: [], tokens: 0, toRun: 0 };
    const trial = withoutSpans(full, compiled, [cut]);
    if ('reason' in trial) {
      plan.sentences.push({ ...place, ...nothing, skipped: trial });
      continue;
    }
    const changed = changedKeys(trial, keys);
    if (changed.size === 0) {
      plan.sentences.push({ ...place, ...nothing, skipped: { reason: 'unsent', names: [] } });
      continue;
    }
    const known = (await store?.find(trial, changed)) ?? new Map();
    plan.sentences.push({
      ...place,
      skipped: null,
      sentIn: [...changed.keys()],
      tokens: plan.tokens.perCall - meanTokens(trial, tokens),
      toRun: changed.size - known.size,
    });
  }
  const weighed = plan.sentences.filter(({ skipped }) => skipped === null);
  const together = weighed.length > 1 ? full.cases.length : 0;
  const cases = plan.toRun + together + weighed.reduce((sum, { toRun }) => sum + toRun, 0);
  const model = weighed.length === 0 ? 0 : cases * full.repeat;
  plan.calls = { model, judges: full.judges.reduce((sum, judge) => sum + model * callsOfJudgement(judge), 0) };
  const sent = { full, known: plan.known, perCall: plan.tokens.perCall, calls: plan.calls };
  plan.price = await priceOfWeighing(sent, counter, priceOf);
  return plan;
}

/** The keys of a plan's cases that are not the same sample as in the prompt as it is. */
export function changedKeys(trial: EvaluationPlan, keys: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...keysOf(trial)].filter(([id, key]) => keys.get(id) !== key));
}

/** `caseKey` by case id. */
export function keysOf(plan: EvaluationPlan): Map<string, string> {
  return new Map(plan.cases.map((planned) => [planned.testCase.id, caseKey(plan, planned)]));
}

/**
 * The plan of a prompt without some of its text, or why there is none. Nothing else differs: not the test set, not the
 * judges, not the model.
 * @param spans offsets in the prompt's text
 */
export function withoutSpans(
  full: EvaluationPlan,
  compiled: Pick<CompiledPrompt, 'inputVariables'>,
  spans: readonly Span[],
): EvaluationPlan | { reason: SkipReason; names: string[] } {
  const source = { ...full.source, text: withoutText(full.source.text, spans) };
  const shorter = compilePrompt(source);
  if (hasErrors(shorter.problems)) return { reason: 'broken', names: [] };
  const reads = new Set(shorter.inputVariables.map(({ name }) => name));
  const lost = [...new Set(compiled.inputVariables.map(({ name }) => name))].filter((name) => !reads.has(name));
  if (lost.length > 0) return { reason: 'input', names: lost };
  try {
    const cases = full.cases.map(({ testCase }) => ({
      testCase,
      rendered: shorter.render({ input: testCase.input, ...docsOf(testCase) }),
    }));
    if (cases.some(({ rendered }) => rendered.messages.length === 0)) return { reason: 'empty', names: [] };
    const fingerprints = { ...full.fingerprints, prompt: sourceFingerprint(source) };
    return { ...full, source, parsed: shorter.parsed, cases, fingerprints };
  } catch (error) {
    if (error instanceof ProblemError) return { reason: 'broken', names: [] };
    throw error;
  }
}

/** A byte order mark counts in no offset, and stays. */
function withoutText(text: string, spans: readonly Span[]): string {
  const mark = text.startsWith('\uFEFF') ? 1 : 0;
  let shorter = text.slice(0, mark);
  let from = 0;
  // Two neighbours may both hold the space between them.
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    shorter += text.slice(mark + from, mark + Math.max(from, start));
    from = Math.max(from, end);
  }
  return shorter + text.slice(mark + from);
}

function meanTokens({ cases }: EvaluationPlan, tokens: MessageTokens): number {
  const step = Math.max(1, Math.ceil(cases.length / COUNTED_CASES));
  const counted = cases.filter((_, index) => index % step === 0);
  if (counted.length === 0) return 0;
  return counted.reduce((sum, { rendered }) => sum + tokens(rendered.messages), 0) / counted.length;
}
