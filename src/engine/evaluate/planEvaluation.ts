import { basename } from 'node:path';
import type { Host } from '../host';
import { embeddingChecks } from '../judge/checks';
import { judgesCase } from '../judge/criterion';
import { type Judge, loadJudge } from '../judge/judge';
import { examplesOfLabels, type HumanLabel, LabelStore } from '../judge/labels';
import type { Endpoint } from '../model/endpoint';
import { KNOWN_ENDPOINTS } from '../model/knownEndpoints';
import { resolveModel } from '../model/resolveModel';
import { FILE_START, hasErrors, type Problem, ProblemError } from '../problem';
import { type CompiledPrompt, compilePrompt } from '../prompt/compilePrompt';
import type { RenderedPrompt } from '../prompt/message';
import type { PromptSource } from '../prompt/promptFile';
import { readPromptSource } from '../prompt/promptSource';
import { findTestSet } from '../testset/findTestSet';
import type { JudgeReference, TestCase, TestSet } from '../testset/testSet';
import { matchesGlob } from '../text/matchesGlob';
import { assayFolder, recordedPath } from './assayFolder';
import { docsOf } from './caseData';
import { criterionProblems } from './criterionProblems';
import { fingerprint } from './fingerprint';
import { type LoadedTestSet, loadTestSet } from './loadTestSet';
import type { EvaluationPlan, EvaluationRequest } from './plan';
import type { RunHeader } from './run';
import { judgeFingerprint, judgeModels, judgeTerms } from './seatJudge';
import { sourceFingerprint } from './sourceFingerprint';

export interface PlanOptions {
  /** The endpoints that models may be on; the known ones by default. */
  endpoints?: readonly Endpoint[];
  /** Stops planning between two steps. */
  signal?: AbortSignal;
}

/** After so many renderings others get a turn, so that planning 10,000 cases can be cancelled and freezes nothing. */
const RENDERINGS_IN_A_ROW = 200;

/**
 * Finds out everything that a run needs, and everything that is wrong, before anything is spent: reads the prompt with
 * its partials, the test set and the judges, resolves the models, and renders every case.
 * @returns a plan, whose `problems` say whether it can be run; it never throws for what is wrong in the user's files
 * @throws the signal's reason where it aborts
 */
export async function planEvaluation(
  request: EvaluationRequest,
  host: Host,
  options: PlanOptions = {},
): Promise<EvaluationPlan> {
  return new Planning(request, host, options).plan();
}

class Planning {
  readonly #request: EvaluationRequest;
  readonly #host: Host;
  readonly #endpoints: readonly Endpoint[];
  readonly #signal: AbortSignal | undefined;
  readonly #problems: Problem[] = [];

  constructor(request: EvaluationRequest, host: Host, { endpoints = KNOWN_ENDPOINTS, signal }: PlanOptions) {
    this.#request = request;
    this.#host = host;
    this.#endpoints = endpoints;
    this.#signal = signal;
  }

  async plan(): Promise<EvaluationPlan> {
    const source = await this.#readPrompt();
    const compiled = compilePrompt(source);
    this.#add(compiled.problems);
    const { parsed } = compiled;
    const { testSet, fingerprint: testsDigest, judgesFile, ofJudge } = (await this.#readTestSet(compiled)) ?? {};
    const loadedJudges = await this.#loadJudges({ testSet, judgesFile });
    for (const { spec, model } of testSet === undefined ? [] : embeddingChecks(testSet)) {
      this.#checkModel(model, spec.file ?? testSet?.file ?? '', spec.range, 'embed');
    }
    if (ofJudge) this.#fail('evaluate.is-judge', source.file, FILE_START, { judge: basename(source.file) });
    const model = ofJudge ? (parsed.metadata.model ?? '') : this.#promptModel(compiled);
    const judges = this.#seatJudges(loadedJudges);
    const chosen = this.#chosenCases(testSet);
    this.#checkNeeds(loadedJudges, chosen, testSet?.file ?? '');
    const cases = hasErrors(this.#problems) ? [] : await this.#render(compiled, chosen);
    const problems = distinct(this.#problems);
    return {
      request: this.#request,
      problems,
      source,
      parsed,
      ...(testSet !== undefined && { testSet }),
      cases: hasErrors(problems) ? [] : cases,
      model,
      judges,
      repeat: this.#request.repeat ?? testSet?.repeat ?? 1,
      loadedJudges: loadedJudges.map(({ judge, reference, file }) => ({
        judge,
        fingerprint: judgeFingerprint(judge),
        file,
        range: reference.range,
      })),
      fingerprints: {
        prompt: sourceFingerprint(source),
        tests: testsDigest ?? '',
        judges: fingerprint(loadedJudges.map(({ judge }, index) => [judgeFingerprint(judge), judges[index]])),
        settings: fingerprint([model, this.#addressOf(model)]),
      },
    };
  }

  #add(problems: readonly Problem[]): void {
    this.#signal?.throwIfAborted();
    this.#problems.push(...problems);
  }

  async #readPrompt(): Promise<PromptSource> {
    const { prompt, workspace } = this.#request;
    const { source, problems } = await readPromptSource(prompt, { files: this.#host.files, workspace });
    this.#add(problems);
    return source;
  }

  async #readTestSet({ parsed, inputVariables }: CompiledPrompt): Promise<LoadedTestSet | undefined> {
    const { prompt, tests, workspace } = this.#request;
    const { files, scripts } = this.#host;
    const found = tests === undefined ? await findTestSet(parsed, { files, workspace }) : { file: tests, problems: [] };
    this.#add(found.problems);
    if (found.file === undefined) {
      if (!hasErrors(found.problems))
        this.#fail('evaluate.no-tests', prompt, FILE_START, { name: testsNameOf(prompt) });
      return undefined;
    }
    const loaded = await loadTestSet(found.file, { parsed, inputVariables }, { files, workspace, scripts });
    this.#add(loaded.problems);
    return loaded;
  }

  async #loadJudges({ testSet, judgesFile }: Partial<LoadedTestSet>): Promise<LoadedJudge[]> {
    if (testSet === undefined || judgesFile === undefined) return [];
    const { files, judgesFolder } = this.#host;
    const { workspace } = this.#request;
    const criterionByCase = testSet.cases.some(({ criterion }) => criterion !== undefined);
    const loaded: LoadedJudge[] = [];
    for (const reference of testSet.judges) {
      const options = { files, workspace, judgesFolder, testSetFile: judgesFile, criterionByCase };
      const { judge, problems } = await loadJudge(reference, options);
      this.#add(problems);
      if (judge === undefined) continue;
      loaded.push({ judge: await this.#withExamples(judge, reference, judgesFile), reference, file: judgesFile });
    }
    // Of a judge with a mistake it is not known what it reads.
    if (loaded.length === testSet.judges.length) {
      this.#add(
        criterionProblems(
          testSet,
          loaded.map(({ judge }) => judge),
        ),
      );
    }
    return loaded;
  }

  /** A judge with the examples that it is to take from people's labels of the prompt's outputs. */
  async #withExamples(judge: Judge, { range }: JudgeReference, file: string): Promise<Judge> {
    const { settings, name } = judge;
    if (settings.examplesFromLabels === 0) return judge;
    const drawn = examplesOfLabels(await this.#labels(), name, judge, settings.examplesFromLabels);
    if (drawn.length === 0) {
      this.#problems.push({
        code: 'judge.no-labelled-examples',
        severity: 'warning',
        file,
        range,
        args: { judge: name },
      });
    }
    return { ...judge, settings: { ...settings, examples: [...settings.examples, ...drawn] } };
  }

  /** What people have said: as it is on disk now, whatever version of the prompt is planned. */
  async #labels(): Promise<HumanLabel[]> {
    const { files, saved, clock } = this.#host;
    const { prompt, workspace } = this.#request;
    const store = new LabelStore({ files: saved ?? files, clock, folder: assayFolder(workspace).labels, workspace });
    return (await store.all(recordedPath(workspace, prompt))).labels;
  }

  /** The model under test, checked: empty where none is given. */
  #promptModel({ parsed }: CompiledPrompt): string {
    const { prompt } = this.#request;
    const name = this.#request.model ?? parsed.metadata.model ?? '';
    const range = parsed.ranges.get('model')?.value ?? FILE_START;
    if (name === '') this.#fail('evaluate.no-model', prompt, FILE_START, {});
    else this.#checkModel(name, prompt, range);
    return name;
  }

  #seatJudges(loaded: readonly LoadedJudge[]): RunHeader['judges'] {
    const { judgeModel, defaultJudgeModel } = this.#request;
    const seated: RunHeader['judges'] = [];
    for (const { judge, reference, file } of loaded) {
      const models = judgeModel !== undefined ? [judgeModel] : judgeModels(judge, reference, defaultJudgeModel);
      if (models.length === 0) this.#fail('judge.no-model', file, reference.range, { judge: judge.name });
      for (const model of models) this.#checkModel(model, file, reference.range);
      const { embedding } = judge.settings;
      if (embedding !== undefined) this.#checkModel(embedding, file, reference.range, 'embed');
      if (judge.settings.pairwise && models.some((model) => model.startsWith('baseline/'))) {
        this.#fail('judge.baseline-compares-none', file, reference.range, { judge: judge.name });
      }
      seated.push(judgeTerms(judge, models));
    }
    return seated;
  }

  #checkModel(name: string, file: string, range: Problem['range'], use: 'complete' | 'embed' = 'complete'): void {
    const resolved = resolveModel(name, this.#endpoints, use);
    if ('code' in resolved) this.#fail(resolved.code, file, range, resolved.args);
  }

  #addressOf(model: string): string {
    const resolved = resolveModel(model, this.#endpoints);
    return 'code' in resolved ? '' : resolved.endpoint.baseUrl;
  }

  #chosenCases(testSet: TestSet | undefined): TestCase[] {
    if (testSet === undefined) return [];
    const { caseIds, filter } = this.#request;
    const { cases, file } = testSet;
    const known = new Set(cases.map(({ id }) => id));
    for (const id of caseIds ?? []) if (!known.has(id)) this.#fail('evaluate.unknown-case', file, FILE_START, { id });
    const wanted = caseIds && new Set(caseIds);
    const chosen = cases.filter(
      ({ id, tags }) =>
        (wanted === undefined || wanted.has(id)) &&
        (filter === undefined || [id, ...tags].some((name) => matchesGlob(name, filter))),
    );
    if (chosen.length === 0 && cases.length > 0 && filter !== undefined) {
      this.#fail('evaluate.no-case-matches', file, FILE_START, { filter, cases: cases.length });
    }
    return chosen;
  }

  /** A judge that compares with something must get it: silently leaving it out would change what a score means. */
  #checkNeeds(judges: readonly LoadedJudge[], cases: readonly TestCase[], file: string): void {
    for (const { judge } of judges) {
      for (const testCase of cases) {
        if (!judgesCase(judge, testCase)) continue;
        const { id, expected, context, titleRange } = testCase;
        const missing = judge.needs.find((need) => (need === 'expected' ? expected : context) === undefined);
        if (missing === undefined) continue;
        this.#fail(`evaluate.judge-needs-${missing}`, file, titleRange, { judge: judge.name, id });
      }
    }
  }

  async #render(compiled: CompiledPrompt, cases: readonly TestCase[]): Promise<EvaluationPlan['cases']> {
    const planned: EvaluationPlan['cases'] = [];
    for (const [index, testCase] of cases.entries()) {
      if (index % RENDERINGS_IN_A_ROW === RENDERINGS_IN_A_ROW - 1)
        await new Promise((resolve) => setImmediate(resolve));
      this.#signal?.throwIfAborted();
      const rendered = this.#renderCase(compiled, testCase);
      if (rendered !== undefined) planned.push({ testCase, rendered });
    }
    return planned;
  }

  #renderCase(compiled: CompiledPrompt, testCase: TestCase): RenderedPrompt | undefined {
    const { input, id, titleRange } = testCase;
    try {
      return compiled.render({ input, ...docsOf(testCase) });
    } catch (error) {
      if (error instanceof ProblemError) this.#add(error.problems);
      else this.#fail('evaluate.render', this.#request.prompt, titleRange, { id, message: String(error) });
      return undefined;
    }
  }

  #fail(code: string, file: string, range: Problem['range'], args: Record<string, string | number>): void {
    this.#add([{ code, severity: 'error', file, range, args }]);
  }
}

interface LoadedJudge {
  judge: Judge;
  reference: JudgeReference;
  /** The file that names it. */
  file: string;
}

function testsNameOf(prompt: string): string {
  return (prompt.split(/[\\/]/).at(-1) ?? prompt).replace(/\.prompt$/, '.test.yaml');
}

/** Each problem once: one mistake in the template shows in every case, and all else follows from a conflict. */
function distinct(all: readonly Problem[]): Problem[] {
  const conflicts = all.filter(({ code }) => code === 'prompt.merge-conflict');
  const problems = conflicts.length > 0 ? conflicts : all;
  const known = new Map<string, Problem>();
  for (const problem of problems) {
    const { code, file, range, args } = problem;
    const key = JSON.stringify([code, file, range, args]);
    if (!known.has(key)) known.set(key, problem);
  }
  return [...known.values()];
}
