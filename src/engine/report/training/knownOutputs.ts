import { fingerprint } from '../../evaluate/fingerprint';
import type { EvaluationPlan } from '../../evaluate/plan';
import type { Run } from '../../evaluate/run';
import { type HumanLabel, outputDigest } from '../../judge/labels';
import type { TestCase } from '../../testset/testSet';
import { type JudgedSample, scaleOfRun, whatJudgesSay } from './judgesSay';
import { saysOpinion } from './peopleSay';
import type { LeftOutCounts } from './trainingData';

/** What an output answers. */
export type Given = Pick<TestCase, 'input' | 'context'>;

/** One text that was given for one input, with all that is known of it. */
export interface KnownOutput {
  text: string;
  /** The oldest first. */
  labels: HumanLabel[];
  /** By runs of the prompt and the test set as they are now; only what is asked for. */
  judged: JudgedSample[];
  /** No call is known that ended of itself with it. What is on no record a person has seen the whole of. */
  isCutOff: boolean;
}

/** All outputs for one input. */
export interface OutputGroup {
  caseId: string;
  given: Given;
  outputs: KnownOutput[];
}

/** The outputs of a prompt that people or judges have said something of, by what they answer. */
export class KnownOutputs {
  readonly #plan: EvaluationPlan;
  readonly #cases: ReadonlyMap<string, TestCase>;
  /** All samples of a text of a case, whatever it was that they answered. */
  readonly #samples = new Map<string, JudgedSample[]>();
  readonly #groups = new Map<string, OutputGroup>();
  readonly #unknownInput = new Set<string>();
  readonly #otherVersions = new Set<string>();
  readonly #otherScale = new Set<string>();
  readonly #goodElsewhere = new Set<string>();

  /** @param runs those that outputs are looked up in */
  constructor(plan: EvaluationPlan, runs: readonly Run[]) {
    this.#plan = plan;
    this.#cases = new Map(plan.testSet?.cases.map((testCase) => [testCase.id, testCase]));
    for (const { header, cases } of runs) {
      for (const sample of cases.flatMap(({ samples }) => samples)) {
        if (sample.output === null || sample.error !== undefined) continue;
        const key = outputKey(sample.caseId, sample.output);
        const known = this.#samples.get(key);
        if (known === undefined) this.#samples.set(key, [{ sample, header }]);
        else known.push({ sample, header });
      }
    }
  }

  /** Adds what people say. @param labels those that count, the oldest first */
  addLabels(labels: readonly HumanLabel[]): void {
    const { prompt } = this.#plan.fingerprints;
    for (const label of labels) {
      if (!saysOpinion(label)) continue;
      const { caseId, output } = label;
      const key = outputKey(caseId, output);
      const samples = this.#samples.get(key) ?? [];
      const given = this.#givenOf(label, samples);
      if (given === undefined) this.#unknownInput.add(key);
      else this.#output(caseId, given, output).labels.push(label);
      const isElsewhere = samples.every(({ header }) => header.fingerprints.prompt !== prompt);
      if (given !== undefined && samples.length > 0 && isElsewhere) this.#otherVersions.add(key);
    }
  }

  /** Adds what was judged of the prompt as it is now. @param least the score that is good, to count what is left out */
  addJudged(least: number): void {
    const { prompt, tests } = this.#plan.fingerprints;
    for (const [key, samples] of this.#samples) {
      const onScale = samples.filter(({ header }) => {
        const { min, max } = scaleOfRun(header);
        return least >= min && least <= max;
      });
      if (onScale.length === 0) this.#otherScale.add(key);
      const elsewhere: JudgedSample[] = [];
      for (const judged of onScale) {
        const { sample, header } = judged;
        const given = this.#cases.get(sample.caseId);
        const isNow = header.fingerprints.prompt === prompt && header.fingerprints.tests === tests;
        if (isNow && given !== undefined) this.#output(sample.caseId, given, sample.output ?? '').judged.push(judged);
        else elsewhere.push(judged);
      }
      if (whatJudgesSay(elsewhere, least).kind === 'good') this.#goodElsewhere.add(key);
    }
  }

  /** In the order of the test set, then those of cases that it no longer has, by their ids. */
  get groups(): OutputGroup[] {
    const places = new Map([...this.#cases.keys()].map((id, place) => [id, place]));
    return [...this.#groups]
      .map(([key, group]) => ({ key, group, place: places.get(group.caseId) ?? places.size }))
      .sort((a, b) => a.place - b.place || (a.key < b.key ? -1 : 1))
      .map(({ group }) => group);
  }

  /** Labelled outputs that are known to come from other versions of the prompt. */
  get otherVersions(): number {
    return this.#otherVersions.size;
  }

  /** What is in no group. */
  get leftOut(): LeftOutCounts {
    const used = new Set(
      [...this.#groups.values()].flatMap(({ caseId, outputs }) => outputs.map(({ text }) => outputKey(caseId, text))),
    );
    const unused = (keys: ReadonlySet<string>) => [...keys].filter((key) => !used.has(key)).length;
    return {
      'unknown-input': unused(this.#unknownInput),
      'other-version': unused(this.#goodElsewhere),
      'other-scale': unused(this.#otherScale),
    };
  }

  /** What a labelled output answers: as the label has it, else as the test set has it, where that is what was run. */
  #givenOf({ caseId, input, context }: HumanLabel, samples: readonly JudgedSample[]): Given | undefined {
    if (input !== undefined) return { input, ...(context !== undefined && { context }) };
    const { tests } = this.#plan.fingerprints;
    return samples.some(({ header }) => header.fingerprints.tests === tests) ? this.#cases.get(caseId) : undefined;
  }

  #output(caseId: string, { input, context }: Given, text: string): KnownOutput {
    const key = JSON.stringify([caseId, fingerprint([input, context ?? null])]);
    const given = { input, ...(context !== undefined && { context }) };
    const group = this.#groups.get(key) ?? { caseId, given, outputs: [] };
    this.#groups.set(key, group);
    const known = group.outputs.find((each) => each.text === text);
    if (known !== undefined) return known;
    const samples = this.#samples.get(outputKey(caseId, text)) ?? [];
    const output = { text, labels: [], judged: [], isCutOff: samples.length > 0 && samples.every(isCutOff) };
    group.outputs.push(output);
    return output;
  }
}

function isCutOff({ sample: { finishReason } }: JudgedSample): boolean {
  return finishReason === 'length' || finishReason === 'content-filter';
}

function outputKey(caseId: string, output: string): string {
  return JSON.stringify([caseId, outputDigest(output)]);
}
