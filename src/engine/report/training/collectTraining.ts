import type { EvaluationPlan } from '../../evaluate/plan';
import type { Run } from '../../evaluate/run';
import type { HumanLabel } from '../../judge/labels';
import { chatMessages } from '../../model/openai/chatMessages';
import { functionTool } from '../../model/openai/chatRequest';
import { hasErrors, type Problem, ProblemError } from '../../problem';
import { type CompiledPrompt, compilePrompt } from '../../prompt/compilePrompt';
import type { RenderedPrompt } from '../../prompt/message';
import { answerMessage } from './answerMessage';
import { scaleOfRun, whatJudgesSay } from './judgesSay';
import { type KnownOutput, KnownOutputs, type OutputGroup } from './knownOutputs';
import { whatPeopleSay } from './peopleSay';
import { renderGiven } from './renderGiven';
import {
  ANSWER_SOURCES,
  type AnswerSource,
  type LeftOut,
  type TrainingData,
  type TrainingExample,
} from './trainingData';

export interface TrainingSources {
  /** What people say that counts, the oldest first. */
  labels: readonly HumanLabel[];
  /** The runs on record that outputs are looked up in, the newest first. */
  runs: readonly Run[];
  /** Takes outputs that were judged to be so good as well, on the scale that a run's score is shown in. */
  minScore?: number;
  /** What is wrong in the files that the labels were read from. */
  problems?: Problem[];
}

/** An answer that was found good. */
interface Chosen {
  text: string;
  source: AnswerSource;
  /** Of what is judged. */
  score: number;
  /** When a person said so. */
  at: string;
}

/** A text that was found bad, and what a person wrote instead. */
interface Rejected {
  text: string;
  instead?: Chosen;
}

/**
 * Training data from what is known to be good: what people wrote and what they approved, and with `minScore` what the judges
 * found good. A worse answer to the same makes a pair: what a person corrected or found bad and, with `minScore`, what
 * failed. Nothing is called.
 * @throws {ProblemError} where the prompt has errors
 */
export async function collectTraining(
  plan: EvaluationPlan,
  { labels, runs, minScore, problems = [] }: TrainingSources,
): Promise<TrainingData> {
  const compiled = compilePrompt(plan.source);
  if (hasErrors(compiled.problems)) throw new ProblemError(compiled.problems);
  const outputs = new KnownOutputs(plan, runs);
  outputs.addLabels(labels);
  if (minScore !== undefined) outputs.addJudged(minScore);
  const { groups, leftOut, otherVersions } = outputs;
  const newest = runs[0]?.header;
  const data: TrainingData = {
    examples: [],
    pairs: [],
    leftOut: Object.fromEntries(Object.entries(leftOut).filter(([, count]) => count > 0)),
    otherVersions,
    problems,
    scale: newest === undefined ? null : scaleOfRun(newest),
  };
  for (const group of groups) await new Sorting(plan, data, minScore).add(group, compiled);
  return data;
}

/** Tells the good answers to one input from the bad ones. */
class Sorting {
  readonly #plan: EvaluationPlan;
  readonly #data: TrainingData;
  readonly #minScore: number | undefined;
  readonly #chosen: Chosen[] = [];
  readonly #rejected: Rejected[] = [];

  constructor(plan: EvaluationPlan, data: TrainingData, minScore: number | undefined) {
    this.#plan = plan;
    this.#data = data;
    this.#minScore = minScore;
  }

  async add({ caseId, given, outputs }: OutputGroup, compiled: CompiledPrompt): Promise<void> {
    for (const output of outputs) this.#sort(output);
    const chosen = distinct(this.#chosen.sort(byWorth));
    const rejected = this.#rejected.sort((a, b) => compare(a.text, b.text));
    if (chosen.length + rejected.length === 0) return;
    const rendered = await renderGiven(compiled, given);
    if (rendered === undefined) this.#leaveOut('not-rendered', chosen.length + rejected.length);
    else this.#write(caseId, rendered, chosen, rejected);
  }

  #sort(output: KnownOutput): void {
    const people = whatPeopleSay(output.labels, this.#plan.judges);
    if (people.kind === 'corrected') this.#correct(output, people);
    else if (people.kind === 'good') this.#choose(output, { source: people.source, score: 0, at: people.at });
    else if (people.kind === 'bad') this.#reject(output);
    else if (people.kind === 'disputed') this.#leaveOut('disputed');
    else if (this.#minScore !== undefined) this.#sortByJudges(output, this.#minScore);
  }

  #sortByJudges(output: KnownOutput, least: number): void {
    const judges = whatJudgesSay(output.judged, least);
    if (judges.kind === 'good') this.#choose(output, { source: 'judged', score: judges.score, at: '' });
    else if (judges.kind === 'bad') this.#reject(output);
    else if (judges.kind === 'unsettled') this.#leaveOut('unsettled');
  }

  #correct(output: KnownOutput, { answer, at }: { answer: string; at: string }): void {
    if (answer.trim() === '') {
      this.#leaveOut('empty');
      return;
    }
    const instead: Chosen = { text: answer, source: 'correction', score: 0, at };
    this.#chosen.push(instead);
    this.#reject(output, instead);
  }

  #choose(output: KnownOutput, said: Omit<Chosen, 'text'>): void {
    if (this.#isWhole(output)) this.#chosen.push({ text: output.text, ...said });
  }

  #reject(output: KnownOutput, instead?: Chosen): void {
    if (this.#isWhole(output)) this.#rejected.push({ text: output.text, ...(instead && { instead }) });
  }

  /** Nothing is to be learned from half an answer, not even what to avoid. */
  #isWhole({ text, isCutOff }: KnownOutput): boolean {
    if (isCutOff) this.#leaveOut('cut-off');
    else if (text.trim() === '') this.#leaveOut('empty');
    else return true;
    return false;
  }

  #leaveOut(reason: LeftOut, count = 1): void {
    this.#data.leftOut[reason] = (this.#data.leftOut[reason] ?? 0) + count;
  }

  #write(caseId: string, rendered: RenderedPrompt, chosen: readonly Chosen[], rejected: readonly Rejected[]): void {
    const { toolDefs = [] } = rendered;
    const example = ({ text, source }: Chosen): TrainingExample => ({
      caseId,
      messages: chatMessages(rendered.messages),
      answer: answerMessage(text, toolDefs),
      source,
      ...(toolDefs.length > 0 && { tools: toolDefs.map(functionTool) }),
    });
    this.#data.examples.push(...chosen.map(example));
    const good = new Set(chosen.map(({ text }) => text));
    for (const { text, instead } of rejected) {
      // What a person wrote as the better answer to another output is not bad.
      if (good.has(text)) continue;
      const better = instead ?? chosen[0];
      if (better === undefined) this.#leaveOut('no-better');
      else this.#data.pairs.push({ ...example(better), rejected: answerMessage(text, toolDefs) });
    }
  }
}

/** People before judges, the newest first; of what is judged the best first. */
function byWorth(a: Chosen, b: Chosen): number {
  return (
    ANSWER_SOURCES.indexOf(a.source) - ANSWER_SOURCES.indexOf(b.source) ||
    b.score - a.score ||
    compare(b.at, a.at) ||
    compare(a.text, b.text)
  );
}

function distinct(chosen: readonly Chosen[]): Chosen[] {
  const known = new Set<string>();
  return chosen.filter(({ text }) => !known.has(text) && known.add(text));
}

/** By UTF-16 units: the same everywhere, unlike the order of a language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
