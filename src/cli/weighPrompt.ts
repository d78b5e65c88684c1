import { resolve } from 'node:path';
import type { WeighingPlan } from '../engine/compare/weight/planWeighing';
import type { Weighing } from '../engine/compare/weight/weighing';
import type { WeighingEvent } from '../engine/compare/weight/weighSentences';
import { hasErrors } from '../engine/problem';
import { shownPath } from '../engine/report/casePlace';
import { weightJsonReport } from '../engine/report/weight/weightJsonReport';
import { weightTextReport } from '../engine/report/weight/weightTextReport';
import { planText } from '../engine/report/weight/weightWords';
import { budgetProblems } from './budgetProblems';
import type { WeighFlags } from './commands/weigh';
import { type ComparisonTerms, readComparisonTerms } from './comparisonTerms';
import { EXIT, type ExitCode } from './exitCodes';
import { findFiles, isPrompt, isWholePrompt } from './findFiles';
import { listenForInterruption } from './interruption';
import { type OpenedEngine, openEngine } from './openEngine';
import { openOutFile } from './outFile';
import { problemLines } from './problemLines';
import { Progress } from './progress';
import type { Terminal } from './terminal';
import { UsageError } from './usageError';

const FORMATS = ['text', 'json'];

/** What `assay weigh` does. @throws {UsageError} for a mistake on the command line */
export async function weighPrompt(name: string, flags: WeighFlags, terminal: Terminal): Promise<ExitCode> {
  const terms = readTerms(flags);
  const out = flags.out === undefined ? undefined : await openOutFile(resolve(terminal.cwd, flags.out));
  const interruption = listenForInterruption(() => terminal.note(terminal.say('cli.cancelling')));
  const { signal } = interruption;
  try {
    const opened = await openEngine(terminal, flags);
    const file = await promptNamed(name, opened, terminal);
    const plan = await planned(file, flags, terms, { opened, terminal, signal });
    if (plan === undefined) return EXIT.wrongInput;
    if (plan.sentences.every(({ skipped }) => skipped !== null)) {
      terminal.note(terminal.say('weigh.nothing', { file: shownPath(file, terminal.cwd) }));
      return EXIT.passed;
    }
    terminal.note(planText(plan, terminal));
    if (flags.dryRun) return EXIT.passed;
    const progress = terminal.interactive ? new Progress(terminal, shownPath(file, terminal.cwd)) : undefined;
    const { concurrency, budget, margin, seed } = terms;
    const weighing = await opened.engine
      .weigh(plan, {
        concurrency,
        budget,
        margin,
        seed,
        cache: flags.cache,
        signal,
        ...(progress && { onEvent: (event: WeighingEvent) => event.type === 'run' && progress.show(event.event) }),
      })
      .finally(() => progress?.clear());
    const report = { say: terminal.say, base: terminal.cwd, color: terminal.color && out === undefined };
    const text = flags.format === 'json' ? weightJsonReport(weighing, report) : weightTextReport(weighing, report);
    if (out === undefined) terminal.out(text);
    else {
      await out.write(text);
      terminal.note(terminal.say('cli.written', { file: flags.out ?? '' }));
    }
    return exitCodeOf(weighing);
  } finally {
    interruption.dispose();
  }
}

function readTerms({ format, ...flags }: WeighFlags): ComparisonTerms {
  if (!FORMATS.includes(format)) throw new UsageError('cli.unknown-format', { format, known: FORMATS.join(', ') });
  return readComparisonTerms(flags);
}

async function promptNamed(name: string, { host }: OpenedEngine, { cwd }: Terminal): Promise<string> {
  const [found, ...more] = await findFiles([name], { files: host.files, cwd, wanted: isWholePrompt });
  if (found === undefined || more.length > 0 || !isPrompt(found.file) || !isWholePrompt(found.file))
    throw new UsageError('cli.not-a-prompt', { file: name });
  return found.file;
}

/** The plan; undefined where it cannot be run, after saying why. */
async function planned(
  file: string,
  flags: WeighFlags,
  { repeat, budget }: ComparisonTerms,
  { opened, terminal, signal }: { opened: OpenedEngine; terminal: Terminal; signal: AbortSignal },
): Promise<WeighingPlan | undefined> {
  const { engine, endpoints, judgeModel, workspaceOf } = opened;
  const request = {
    prompt: file,
    workspace: await workspaceOf(file),
    ...(flags.tests !== undefined && { tests: resolve(terminal.cwd, flags.tests) }),
    model: flags.model,
    judgeModel: flags.judgeModel,
    defaultJudgeModel: judgeModel,
    repeat,
    filter: flags.filter,
  };
  const plan = await engine.planWeighing(request, { signal, cache: flags.cache });
  const problems = [...plan.problems];
  if (!hasErrors(problems)) {
    problems.push(...(await engine.keyProblems(plan.full)), ...(await engine.scriptProblems(plan.full)));
    if (budget !== undefined) problems.push(...(await budgetProblems(plan.full, endpoints)));
  }
  for (const line of problemLines(problems, terminal)) terminal.note(line);
  if (!hasErrors(problems)) return plan;
  terminal.note(terminal.say('cli.nothing-spent'));
  return undefined;
}

/** What a line is worth is no failure; that it could not be found out is. */
function exitCodeOf({ outcome, sentences }: Weighing): ExitCode {
  if (outcome.kind === 'cancelled') return EXIT.cancelled;
  const nothingKnown = sentences.some(({ weight }) => weight !== null && weight.difference.n === 0);
  return outcome.kind !== 'done' || nothingKnown ? EXIT.unknown : EXIT.passed;
}
