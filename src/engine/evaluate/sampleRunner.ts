import { needsLogprobs, runChecks } from '../judge/checks';
import { judgesCase } from '../judge/criterion';
import type { CheckResult, Judgement, RunError } from '../judge/score';
import type { ModelReply } from '../model/provider';
import type { RenderedPrompt } from '../prompt/message';
import type { ScriptRunner } from '../script';
import type { CheckSpec, TestCase } from '../testset/testSet';
import type { SeatedJudge } from './askJudge';
import { judgeOutput } from './judgeOutput';
import { type CallResult, endsRun, type ModelCaller } from './modelCaller';
import type { RunEvent, SampleResult } from './run';
import { costOfFailure, runError } from './runError';
import type { Release, Schedule } from './schedule';
import { scoreSample } from './scoreSample';
import { unfinishedSample } from './unfinishedSample';

/** One call of the prompt that a run is to make. */
export interface SampleTask {
  testCase: TestCase;
  rendered: RenderedPrompt;
  /** 0-based. */
  repeat: number;
}

export interface SampleRunnerOptions {
  caller: ModelCaller;
  judges: readonly SeatedJudge[];
  /** Checks for every case, before each case's own. */
  checks: readonly CheckSpec[];
  /** Embeds texts for checks. @throws {ModelError} */
  embed(texts: readonly string[], model: string, signal: AbortSignal): Promise<readonly (readonly number[])[]>;
  /** Calls functions of the user's; absent where nothing can. */
  scripts?: Pick<ScriptRunner, 'call'>;
  schedule: Schedule;
  signal: AbortSignal;
  /** Absent where nobody listens. */
  emit?: (event: RunEvent) => void;
  /** Told of a failure that ends the run, before the sample is finished. */
  onStop(error: RunError): void;
}

/** Takes samples from the call of the prompt over checks and judges to their result. */
export class SampleRunner {
  readonly #options: SampleRunnerOptions;

  constructor(options: SampleRunnerOptions) {
    this.#options = options;
  }

  /**
   * Runs one sample. Every failure is part of the result; a sample that the end of the run cut off is `cancelled`, with
   * what was known of it by then.
   * @param release gives the seat back that was taken for the call of the prompt; the first judge takes it over, so that
   *   no other case comes in between
   */
  async run(task: SampleTask, release: Release): Promise<SampleResult> {
    try {
      return await this.#run(task, release);
    } finally {
      release();
    }
  }

  async #run(task: SampleTask, release: Release): Promise<SampleResult> {
    const { emit, signal } = this.#options;
    const { testCase, rendered, repeat } = task;
    const blank = unfinishedSample(testCase.id, repeat);
    emit?.({ type: 'sample-started', caseId: testCase.id, repeat, messages: rendered.messages });
    let call: CallResult;
    try {
      call = await this.#callPrompt(task);
    } catch (error) {
      if (signal.aborted) return { ...blank, cost: null };
      const failure = runError(error);
      if (endsRun(failure.kind)) this.#options.onStop(failure);
      return { ...blank, status: 'error', error: failure, cost: costOfFailure(error) };
    }
    const answered = this.#answeredSample(blank, call);
    try {
      return await this.#judged(task, call, answered, release);
    } catch (error) {
      if (signal.aborted) return answered;
      return { ...answered, status: 'error', error: runError(error) };
    }
  }

  async #callPrompt({ testCase, rendered, repeat }: SampleTask): Promise<CallResult> {
    const { caller, checks, emit, signal } = this.#options;
    const wantsLogprobs = [...checks, ...testCase.checks].some(needsLogprobs);
    const request = {
      messages: rendered.messages,
      config: { ...rendered.config, ...(wantsLogprobs && { logprobs: true }) },
      ...(rendered.output !== undefined && { output: rendered.output }),
      ...(rendered.toolDefs !== undefined && { tools: rendered.toolDefs }),
    };
    const key = caller.keyOf(request, repeat);
    const onDelta = emit && ((text: string) => emit({ type: 'delta', caseId: testCase.id, repeat, text }));
    const result = await caller.call(request, { key, signal, onDelta });
    if (!result.cached) await caller.keep(key, result.reply);
    return result;
  }

  #answeredSample(blank: SampleResult, { reply, cached, price }: CallResult): SampleResult {
    return {
      ...blank,
      output: outputOf(reply),
      ...(reply.toolCalls.length > 0 && { toolCalls: reply.toolCalls }),
      finishReason: reply.finishReason,
      ...(reply.usage !== undefined && { usage: reply.usage }),
      cost: cached ? 0 : price,
      latencyMs: reply.latencyMs,
      ...(reply.ttftMs !== undefined && { ttftMs: reply.ttftMs }),
      cached,
      ...(reply.servedModel !== undefined && { servedModel: reply.servedModel }),
    };
  }

  async #judged(
    task: SampleTask,
    { reply, price }: CallResult,
    sample: SampleResult,
    release: Release,
  ): Promise<SampleResult> {
    const { emit, checks, embed, scripts, signal } = this.#options;
    const { testCase, rendered, repeat } = task;
    const output = sample.output ?? '';
    emit?.({ type: 'output', caseId: testCase.id, repeat, output });
    const specs = [...checks, ...testCase.checks];
    const outputSchema = rendered.output?.schema;
    const checked: CheckResult[] =
      specs.length === 0 && outputSchema === undefined
        ? []
        : await runChecks(specs, {
            output,
            input: testCase.input,
            finishReason: reply.finishReason,
            toolCalls: reply.toolCalls,
            ...(rendered.toolDefs !== undefined && { tools: rendered.toolDefs }),
            ...(reply.logprobs !== undefined && { logprobs: reply.logprobs }),
            embed: (texts, model) => embed(texts, model, signal),
            ...(scripts !== undefined && { runScript: (script, args) => scripts.call(script, args, { signal }) }),
            caseId: testCase.id,
            context: testCase.context,
            expected: testCase.expected,
            latencyMs: reply.latencyMs,
            cost: price,
            ...(outputSchema !== undefined && { outputSchema }),
          });
    const judges = await this.#askJudges(task, output, release);
    const judged = { ...sample, checks: checked, judges: judges.filter((each) => each !== undefined) };
    if (judges.includes(undefined)) {
      return judged.judges.some(({ error }) => error !== undefined) ? { ...judged, status: 'error' } : judged;
    }
    const answered = reply.finishReason !== 'refusal' && reply.finishReason !== 'content-filter' && output !== '';
    return { ...judged, ...scoreSample({ checks: checked, judges: judged.judges, answered }) };
  }

  /**
   * The judgements of those judges that judge the case, in their order; undefined for one that the end of the run cut off.
   */
  #askJudges({ testCase, repeat }: SampleTask, output: string, seat: Release): Promise<(Judgement | undefined)[]> {
    const { judges, schedule, signal, onStop } = this.#options;
    const { input, expected, context, criterion, id } = testCase;
    const subject = { caseId: id, input, output, expected, context, ...(criterion !== undefined && { criterion }) };
    const asked = judges.filter(({ judge }) => judgesCase(judge, testCase));
    return Promise.all(
      asked.map((judge, place) =>
        judgeOutput(judge, subject, { repeat, schedule, signal, onStop, ...(place === 0 && { seat }) }),
      ),
    );
  }
}

/** What is checked and judged: the text, or the tool calls as JSON where there is nothing else. */
function outputOf({ text, toolCalls }: ModelReply): string {
  if (text !== '' || toolCalls.length === 0) return text;
  return JSON.stringify(toolCalls.map((call) => ({ name: call.name, arguments: parsedArguments(call.arguments) })));
}

function parsedArguments(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
