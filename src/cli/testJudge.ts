import { resolve } from 'node:path';
import type { JudgeTest } from '../engine/calibrate/judgeTest';
import type { JudgeTestPlan, JudgeTestRequest } from '../engine/calibrate/judgeTestPlan';
import { hasErrors } from '../engine/problem';
import { judgeTestJson } from '../engine/report/judge/judgeTestJson';
import { judgeTestMarkdown } from '../engine/report/judge/judgeTestMarkdown';
import { judgeTestText } from '../engine/report/judge/judgeTestText';
import type { JudgeTestFlags } from './commands/judge';
import { type ComparisonTerms, readComparisonTerms } from './comparisonTerms';
import { CountProgress } from './countProgress';
import { EXIT, type ExitCode } from './exitCodes';
import { listenForInterruption } from './interruption';
import { positiveNumber, wholeNumber } from './numberOption';
import { type OpenedEngine, openEngine } from './openEngine';
import { openOutFile } from './outFile';
import { problemLines } from './problemLines';
import type { Terminal } from './terminal';
import { UsageError } from './usageError';

const FORMATS = { text: judgeTestText, json: judgeTestJson, markdown: judgeTestMarkdown } as const;

interface Terms extends ComparisonTerms {
  level?: number;
  leastLabels?: number;
}

/** What `assay judge test` does. @throws {UsageError} for a mistake on the command line */
export async function testJudge(
  name: string,
  labels: string | undefined,
  flags: JudgeTestFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const terms = readTerms(flags);
  const write = formatOf(flags.format);
  const out = flags.out === undefined ? undefined : await openOutFile(resolve(terminal.cwd, flags.out));
  const interruption = listenForInterruption(() => terminal.note(terminal.say('cli.cancelling')));
  try {
    const opened = await openEngine(terminal);
    const plan = await planned(await requestOf(name, labels, flags, { opened, terminal }), { opened, terminal });
    if (plan === undefined) return EXIT.wrongInput;
    const progress = terminal.interactive ? new CountProgress(terminal, name) : undefined;
    const { concurrency, budget, seed, level, leastLabels } = terms;
    const test = await opened.engine
      .testJudge(plan, {
        ...(concurrency !== undefined && { concurrency }),
        budget,
        seed,
        level,
        leastLabels,
        cache: flags.cache,
        signal: interruption.signal,
        ...(progress && { onProgress: (finished: number, total: number) => progress.show(finished, total) }),
      })
      .finally(() => progress?.clear());
    const text = write(test, { say: terminal.say, base: terminal.cwd, color: terminal.color && out === undefined });
    if (out === undefined) terminal.out(text);
    else {
      await out.write(text);
      terminal.note(terminal.say('cli.written', { file: flags.out ?? '' }));
    }
    return exitCodeOf(test, flags);
  } finally {
    interruption.dispose();
  }
}

function formatOf(format: string): (typeof FORMATS)[keyof typeof FORMATS] {
  if (Object.hasOwn(FORMATS, format)) return FORMATS[format as keyof typeof FORMATS];
  throw new UsageError('cli.unknown-format', { format, known: Object.keys(FORMATS).join(', ') });
}

function readTerms({ level, minLabels, concurrency, budget, seed }: JudgeTestFlags): Terms {
  return {
    ...readComparisonTerms({ concurrency, budget, seed }),
    ...(level !== undefined && { level: positiveNumber('--level', level) }),
    ...(minLabels !== undefined && { leastLabels: wholeNumber('--min-labels', minLabels) }),
  };
}

/** What is asked for, by what the command line says of the judge. */
export async function requestOf(
  name: string,
  labels: string | undefined,
  flags: Omit<JudgeTestFlags, 'strict' | 'attack' | 'cache' | 'format'>,
  { opened, terminal }: { opened: OpenedEngine; terminal: Terminal },
): Promise<JudgeTestRequest> {
  const { cwd } = terminal;
  const judge = name.endsWith('.prompt') ? resolve(cwd, name) : name;
  const { language, scale, threshold, criterion, embedding, repeat } = flags;
  if (language !== undefined && language !== 'en' && language !== 'zh-TW') {
    throw new UsageError('cli.not-one-of', { option: '--language', value: language, known: 'en, zh-TW' });
  }
  const number = Number(threshold);
  return {
    judge,
    reference: {
      ...(flags.name !== undefined && { name: flags.name }),
      ...(scale !== undefined && {
        scale: scale.includes(',') ? scale.split(',').map((label) => label.trim()) : scale,
      }),
      ...(threshold !== undefined && { threshold: Number.isNaN(number) ? threshold : number }),
      ...(criterion !== undefined && { criterion }),
      ...(language !== undefined && { language }),
      ...(embedding !== undefined && { embedding }),
      ...(repeat !== undefined && { repeat: wholeNumber('--repeat', repeat, { most: 20 }) }),
    },
    workspace: await opened.workspaceOf(judge.endsWith('.prompt') ? judge : cwd),
    ...(labels !== undefined && { labels: resolve(cwd, labels) }),
    ...(flags.judgeModel !== undefined && { models: flags.judgeModel }),
    ...(opened.judgeModel !== undefined && { defaultJudgeModel: opened.judgeModel }),
  };
}

/** The plan; undefined where it cannot be run, after saying why. */
export async function planned(
  request: JudgeTestRequest,
  { opened, terminal }: { opened: OpenedEngine; terminal: Terminal },
): Promise<JudgeTestPlan | undefined> {
  const plan = await opened.engine.planJudgeTest(request);
  const problems = [...plan.problems];
  if (!hasErrors(problems)) problems.push(...(await opened.engine.judgeKeyProblems(plan)));
  for (const line of problemLines(problems, terminal)) terminal.note(line);
  if (!hasErrors(problems)) return plan;
  terminal.note(terminal.say('cli.nothing-spent'));
  return undefined;
}

function exitCodeOf({ stopped, agreement }: JudgeTest, { strict }: JudgeTestFlags): ExitCode {
  if (stopped?.kind === 'cancelled') return EXIT.cancelled;
  if (stopped !== undefined || (agreement.n === 0 && agreement.unjudged > 0)) return EXIT.unknown;
  const { standing } = agreement;
  return standing === 'below' || (strict && standing !== 'agrees') ? EXIT.failed : EXIT.passed;
}
