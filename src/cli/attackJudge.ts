import { resolve } from 'node:path';
import type { AttackedJudge } from '../engine/calibrate/attack/attackJudge';
import type { AttackPlan } from '../engine/calibrate/attack/attackPlan';
import type { JudgeTestRequest } from '../engine/calibrate/judgeTestPlan';
import { modelsOfJudge } from '../engine/evaluate/judgeTerms';
import { resolveModel } from '../engine/model/resolveModel';
import { FILE_START, hasErrors, type Problem } from '../engine/problem';
import { attackJson } from '../engine/report/attack/attackJson';
import { attackMarkdown } from '../engine/report/attack/attackMarkdown';
import { type ReportedAttack, withstands } from '../engine/report/attack/attackReport';
import { attackText } from '../engine/report/attack/attackText';
import { plainLine } from '../engine/report/plainText';
import { count, dollars } from '../engine/report/quantities';
import type { JudgeTestFlags } from './commands/judge';
import { type ComparisonTerms, readComparisonTerms } from './comparisonTerms';
import { CountProgress } from './countProgress';
import { EXIT, type ExitCode } from './exitCodes';
import { listenForInterruption } from './interruption';
import { wholeNumber } from './numberOption';
import { type OpenedEngine, openEngine } from './openEngine';
import { type OutFile, openOutFile, reasonOf } from './outFile';
import { problemLines } from './problemLines';
import type { Terminal } from './terminal';
import { requestOf } from './testJudge';
import { UsageError } from './usageError';

const FORMATS = { text: attackText, json: attackJson, markdown: attackMarkdown } as const;

/** An attack that works once in twenty times is no accident. */
const MAX_RATE = 0.05;

type AttackFlags = Omit<JudgeTestFlags, 'strict' | 'attack'>;

interface Terms extends ComparisonTerms {
  limit?: number;
  maxRate: number;
}

/** What `assay judge test --attack` does. @throws {UsageError} for a mistake on the command line */
export async function attackJudge(
  judge: string,
  labels: string | undefined,
  flags: AttackFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const terms = readTerms(flags);
  const write = formatOf(flags.format);
  const out = flags.out === undefined ? undefined : await openOutFile(resolve(terminal.cwd, flags.out));
  const interruption = listenForInterruption(() => terminal.note(terminal.say('cli.cancelling')));
  try {
    const opened = await openEngine(terminal);
    const request = await requestOf(judge, labels, flags, { opened, terminal });
    const plan = await planned(request, flags, terms, { opened, terminal });
    if (plan === undefined) return EXIT.wrongInput;
    terminal.note(planText(plan, terminal));
    const progress = terminal.interactive ? new CountProgress(terminal, judge) : undefined;
    const { concurrency, budget, maxRate } = terms;
    const attacked = await opened.engine
      .attackJudge(plan, {
        ...(concurrency !== undefined && { concurrency }),
        ...(budget !== undefined && { budget }),
        cache: flags.cache,
        signal: interruption.signal,
        ...(progress && { onProgress: (finished: number, total: number) => progress.show(finished, total) }),
      })
      .finally(() => progress?.clear());
    const reported = { attacked, maxRate };
    const text = write(reported, { say: terminal.say, base: terminal.cwd, color: terminal.color && out === undefined });
    const written = await deliver(text, { out, name: flags.out ?? '' }, terminal);
    return written ? exitCodeOf(reported) : EXIT.unknown;
  } finally {
    interruption.dispose();
  }
}

function formatOf(format: string): (typeof FORMATS)[keyof typeof FORMATS] {
  if (Object.hasOwn(FORMATS, format)) return FORMATS[format as keyof typeof FORMATS];
  throw new UsageError('cli.unknown-format', { format, known: Object.keys(FORMATS).join(', ') });
}

function readTerms({ limit, maxRate, concurrency, budget, seed }: AttackFlags): Terms {
  return {
    ...readComparisonTerms({ concurrency, budget, seed }),
    ...(limit !== undefined && { limit: wholeNumber('--limit', limit) }),
    maxRate: maxRate === undefined ? MAX_RATE : shareOrAll('--max-rate', maxRate),
  };
}

function shareOrAll(option: string, value: string): number {
  const share = /^\d*\.?\d+$/.test(value) ? Number(value) : Number.NaN;
  if (share >= 0 && share <= 1) return share;
  throw new UsageError('attack.bad-rate', { option, value });
}

/** The plan; undefined where it cannot be run, after saying why. */
async function planned(
  request: JudgeTestRequest,
  { attacks }: Pick<AttackFlags, 'attacks'>,
  { limit, seed, budget }: Terms,
  { opened, terminal }: { opened: OpenedEngine; terminal: Terminal },
): Promise<AttackPlan | undefined> {
  const { engine } = opened;
  const test = await engine.planJudgeTest(request);
  const plan = await engine.planAttack(test, { limit, attacks, seed });
  const problems = [...plan.problems];
  if (!hasErrors(problems)) {
    problems.push(...(await engine.judgeKeyProblems(test)));
    if (budget !== undefined) problems.push(...unpriced(plan, opened));
  }
  for (const line of problemLines(problems, terminal)) terminal.note(line);
  if (!hasErrors(problems)) return plan;
  terminal.note(terminal.say('cli.nothing-spent'));
  return undefined;
}

/** With a model that costs money nobody knows how much, a budget would be an empty promise. */
function unpriced({ price, test: { seat } }: AttackPlan, { endpoints }: OpenedEngine): Problem[] {
  if (price !== null || seat === undefined) return [];
  const paid = modelsOfJudge(seat.terms).filter((name) => {
    const resolved = resolveModel(name, endpoints);
    return !('code' in resolved) && resolved.endpoint.needsKey;
  });
  const { file } = seat.judge.source;
  return paid.map((model) => ({
    code: 'cli.budget-unknown',
    severity: 'error',
    file,
    range: FILE_START,
    args: { model },
  }));
}

function planText({ test, attacks, bad, calls, price }: AttackPlan, { say }: Terminal): string {
  return say('attack.plan', {
    attacks: attacks.length,
    outputs: bad.length,
    calls: count(calls),
    model: plainLine(test.seat?.terms.model ?? ''),
    price: price === null ? say('attack.price-unknown') : say('attack.price', { cost: dollars(price) }),
  });
}

/** Writes the report to where it is wanted. @returns false where that failed, and the report was printed instead */
async function deliver(
  text: string,
  { out, name }: { out?: OutFile; name: string },
  terminal: Terminal,
): Promise<boolean> {
  try {
    if (out === undefined) terminal.out(text);
    else {
      await out.write(text);
      terminal.note(terminal.say('cli.written', { file: name }));
    }
    return true;
  } catch (error) {
    // The calls are paid for: what cannot be written to the file is shown all the same.
    terminal.note(terminal.say('cli.not-writable', { file: name, reason: reasonOf(error) }));
    terminal.out(text);
    return false;
  }
}

function exitCodeOf(reported: ReportedAttack): ExitCode {
  const { stopped, failure, whole }: AttackedJudge = reported.attacked;
  if (stopped?.kind === 'cancelled') return EXIT.cancelled;
  if (!withstands(reported)) return EXIT.failed;
  return stopped !== undefined || failure !== undefined || whole.total.tried === 0 ? EXIT.unknown : EXIT.passed;
}
