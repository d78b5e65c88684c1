import { resolve } from 'node:path';
import type { EvaluationPlan } from '../engine/evaluate/plan';
import type { Run } from '../engine/evaluate/run';
import { hasErrors, type Problem } from '../engine/problem';
import { shownPath } from '../engine/report/casePlace';
import { REPORT_FORMATS, type ReportFormatName } from '../engine/report/formats';
import type { ReportedRun } from '../engine/report/report';
import { outcomeText, summaryLine } from '../engine/report/runLine';
import { budgetProblems } from './budgetProblems';
import type { EvalFlags } from './commands/eval';
import { EXIT, type ExitCode } from './exitCodes';
import { findFiles, isPrompt, isWholePrompt } from './findFiles';
import { type Interruption, listenForInterruption } from './interruption';
import { positiveNumber, wholeNumber } from './numberOption';
import { type OpenedEngine, openEngine } from './openEngine';
import { type OutFile, openOutFile, reasonOf } from './outFile';
import { problemLines } from './problemLines';
import { Progress } from './progress';
import type { Terminal } from './terminal';
import { UsageError } from './usageError';

const MOST_AT_ONCE = 1_000;

interface EvalOptions {
  repeat?: number;
  concurrency?: number;
  budget?: number;
  format: ReportFormatName;
}

/** What `assay eval` does. @throws {UsageError} for a mistake on the command line */
export async function evaluatePrompts(names: string[], flags: EvalFlags, terminal: Terminal): Promise<ExitCode> {
  const options = readOptions(flags);
  const out = flags.out === undefined ? undefined : await openOutFile(resolve(terminal.cwd, flags.out));
  const interruption = listenForInterruption(() => terminal.note(terminal.say('cli.cancelling')));
  try {
    const opened = await openEngine(terminal, flags);
    const plans = await planAll(names, flags, options, { opened, terminal, interruption });
    if (plans === undefined) return EXIT.wrongInput;
    const runs = await runAll(plans, flags, options, { opened, terminal, interruption });
    const written = await deliver(runs, { format: options.format, out, name: flags.out ?? '' }, terminal);
    if (!written) return EXIT.unknown;
    return exitCodeOf(runs.map(({ run }) => run));
  } finally {
    interruption.dispose();
  }
}

/** Writes the report to where it is wanted. @returns false where that failed, and the report was printed instead */
async function deliver(
  runs: readonly ReportedRun[],
  { format, out, name }: { format: ReportFormatName; out?: OutFile; name: string },
  terminal: Terminal,
): Promise<boolean> {
  const { say, cwd } = terminal;
  const color = terminal.color && out === undefined;
  const text = REPORT_FORMATS[format].write(runs, { say, base: cwd, color });
  if (out === undefined) {
    terminal.out(text);
    return true;
  }
  try {
    await out.write(text);
  } catch (error) {
    // The run is paid for: what cannot be written to the file is shown all the same.
    terminal.note(say('cli.not-writable', { file: name, reason: reasonOf(error) }));
    terminal.out(text);
    return false;
  }
  for (const { run } of runs) noteRun(run, terminal);
  terminal.note(say('cli.written', { file: name }));
  return true;
}

function readOptions({ repeat, concurrency, budget, format }: EvalFlags): EvalOptions {
  if (!Object.hasOwn(REPORT_FORMATS, format)) {
    throw new UsageError('cli.unknown-format', { format, known: Object.keys(REPORT_FORMATS).join(', ') });
  }
  return {
    ...(repeat !== undefined && { repeat: wholeNumber('--repeat', repeat, { most: MOST_AT_ONCE }) }),
    ...(concurrency !== undefined && {
      concurrency: wholeNumber('--concurrency', concurrency, { most: MOST_AT_ONCE }),
    }),
    ...(budget !== undefined && { budget: positiveNumber('--budget', budget) }),
    format: format as ReportFormatName,
  };
}

interface Surroundings {
  opened: OpenedEngine;
  terminal: Terminal;
  interruption: Interruption;
}

/** Plans for all prompts, so that a mistake in the last is found before the first costs anything; undefined then. */
async function planAll(
  names: readonly string[],
  flags: EvalFlags,
  { repeat, budget }: EvalOptions,
  { opened, terminal, interruption }: Surroundings,
): Promise<EvaluationPlan[] | undefined> {
  const { engine, endpoints, judgeModel, workspaceOf } = opened;
  const { signal } = interruption;
  const prompts = await promptsNamed(names, flags, opened, terminal);
  const plans: EvaluationPlan[] = [];
  const problems: Problem[] = [];
  for (const prompt of prompts) {
    const request = {
      prompt,
      workspace: await workspaceOf(prompt),
      ...(flags.tests !== undefined && { tests: resolve(terminal.cwd, flags.tests) }),
      model: flags.model,
      judgeModel: flags.judgeModel,
      defaultJudgeModel: judgeModel,
      repeat,
      filter: flags.filter,
    };
    const plan = await engine.plan(request, { signal });
    plans.push(plan);
    problems.push(...plan.problems);
    if (hasErrors(plan.problems)) continue;
    problems.push(...(await engine.keyProblems(plan)), ...(await engine.scriptProblems(plan)));
    if (budget !== undefined) problems.push(...(await budgetProblems(plan, endpoints)));
  }
  for (const line of problemLines(problems, terminal)) terminal.note(line);
  if (!hasErrors(problems)) return plans;
  terminal.note(terminal.say('cli.nothing-spent'));
  return undefined;
}

async function promptsNamed(
  names: readonly string[],
  { tests, resume }: EvalFlags,
  { engine, host, workspaceOf }: OpenedEngine,
  { cwd }: Terminal,
): Promise<string[]> {
  const found = await findFiles(names, { files: host.files, cwd, wanted: isWholePrompt });
  const prompts: string[] = [];
  for (const { file, fromFolder } of found) {
    if (!isPrompt(file)) throw new UsageError('cli.not-a-prompt', { file: shownPath(file, cwd) });
    // A folder may hold judges and other prompts that nobody tests.
    if (fromFolder && tests === undefined) {
      const { testsFile } = await engine.inspectPrompt(file, { workspace: await workspaceOf(file) });
      if (testsFile === undefined) continue;
    }
    prompts.push(file);
  }
  if (prompts.length === 0) throw new UsageError('cli.folder-empty', { file: names.join(', ') });
  if (prompts.length > 1 && tests !== undefined) throw new UsageError('cli.one-file-only', { option: '--tests' });
  if (prompts.length > 1 && resume !== undefined) throw new UsageError('cli.one-file-only', { option: '--resume' });
  return prompts;
}

async function runAll(
  plans: readonly EvaluationPlan[],
  flags: EvalFlags,
  { concurrency, budget, format }: EvalOptions,
  { opened, terminal, interruption }: Surroundings,
): Promise<ReportedRun[]> {
  const runs: ReportedRun[] = [];
  let left = budget;
  for (const plan of plans) {
    const before = runs.at(-1)?.run.outcome;
    if (before !== undefined && before.kind !== 'done') {
      terminal.note(terminal.say('cli.skipped-after-stop', { file: shownPath(plan.request.prompt, terminal.cwd) }));
      continue;
    }
    const progress = terminal.interactive
      ? new Progress(terminal, shownPath(plan.request.prompt, terminal.cwd))
      : undefined;
    const run = await opened.engine
      .evaluate(plan, {
        concurrency,
        cache: flags.cache,
        budget: left,
        resume: flags.resume,
        signal: interruption.signal,
        onEvent: progress && ((event) => progress.show(event)),
      })
      .finally(() => progress?.clear());
    if (left !== undefined) left = Math.max(Number.MIN_VALUE, left - (run.summary?.knownCost ?? 0));
    runs.push({
      run,
      cases: new Map(plan.cases.map(({ testCase }) => [testCase.id, testCase])),
      checks: plan.testSet?.checks ?? [],
      calibration: await opened.engine.calibration(plan, run, { signal: interruption.signal }),
    });
    // In the text the reader sees it anyway.
    if (format !== 'text' && flags.out === undefined) noteEnd(run, terminal);
  }
  return runs;
}

/** One line on what came of a run whose report goes elsewhere. */
function noteRun(run: Run, terminal: Terminal): void {
  const { say, cwd } = terminal;
  if (run.summary !== undefined) {
    terminal.note(`${shownPath(run.header.prompt, cwd)}  ${summaryLine(run.summary, { say })}`);
  }
  noteEnd(run, terminal);
}

/** Why a run did not come to its end. */
function noteEnd(run: Run, terminal: Terminal): void {
  const outcome = outcomeText(run, terminal);
  if (outcome !== '') terminal.note(outcome);
}

function exitCodeOf(runs: readonly Run[]): ExitCode {
  const outcomes = runs.map(({ outcome }) => outcome?.kind);
  if (outcomes.includes('cancelled')) return EXIT.cancelled;
  if (runs.some(({ summary }) => (summary?.failed ?? 0) > 0)) return EXIT.failed;
  const unknown = runs.some(({ summary }) => summary === undefined || summary.errors > 0 || summary.cancelled > 0);
  return unknown || outcomes.some((kind) => kind !== 'done') ? EXIT.unknown : EXIT.passed;
}
