import { resolve } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import type { Improvement } from '../engine/calibrate/improve/improveJudge';
import type { FileSystem } from '../engine/host';
import type { Judge } from '../engine/judge/judge';
import { shownPath } from '../engine/report/casePlace';
import { improvementText } from '../engine/report/judge/improvementText';
import type { JudgeImproveFlags } from './commands/judge';
import { readComparisonTerms } from './comparisonTerms';
import { CountProgress } from './countProgress';
import { EXIT, type ExitCode } from './exitCodes';
import { listenForInterruption } from './interruption';
import { wholeNumber } from './numberOption';
import { openEngine } from './openEngine';
import type { Terminal } from './terminal';
import { planned, requestOf } from './testJudge';
import { UsageError } from './usageError';

const FORMATS = ['text', 'json'];

/** The most examples that a prompt has room for beside the case. */
const MOST_EXAMPLES = 50;

/** What `assay judge improve` does. @throws {UsageError} for a mistake on the command line */
export async function improveJudge(
  name: string,
  labels: string | undefined,
  flags: JudgeImproveFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const { say, note, cwd } = terminal;
  if (!FORMATS.includes(flags.format)) {
    throw new UsageError('cli.unknown-format', { format: flags.format, known: FORMATS.join(', ') });
  }
  const terms = readComparisonTerms(flags);
  const most =
    flags.examples === undefined ? undefined : wholeNumber('--examples', flags.examples, { most: MOST_EXAMPLES });
  const interruption = listenForInterruption(() => note(say('cli.cancelling')));
  try {
    const opened = await openEngine(terminal);
    const plan = await planned(await requestOf(name, labels, flags, { opened, terminal }), { opened, terminal });
    if (plan === undefined) return EXIT.wrongInput;
    const progress = terminal.interactive ? new CountProgress(terminal, name) : undefined;
    const improvement = await opened.engine
      .improveJudge(plan, {
        ...terms,
        most,
        cache: flags.cache,
        signal: interruption.signal,
        ...(progress && { onProgress: (finished: number, total: number) => progress.show(finished, total) }),
      })
      .finally(() => progress?.clear());
    terminal.out(
      flags.format === 'json'
        ? improvementJson(improvement, cwd)
        : improvementText(improvement, { say, base: cwd, color: terminal.color }),
    );
    if (!flags.write || improvement.failed !== undefined) return exitCodeOf(improvement);
    return await write(improvement, plan.seat?.judge, { files: opened.host.files, terminal });
  } finally {
    interruption.dispose();
  }
}

/** Writes the files; of those that are there only the judge itself is replaced. */
async function write(
  improvement: Improvement,
  improved: Pick<Judge, 'name' | 'source'> | undefined,
  { files, terminal: { say, note, cwd } }: { files: Pick<FileSystem, 'write'>; terminal: Terminal },
): Promise<ExitCode> {
  const [judge, ...partials] = improvement.files;
  const isNew = judge?.file !== improved?.source.file;
  const inTheWay = improvement.files.find(({ file, before }) => before !== null && file !== improved?.source.file);
  if (inTheWay !== undefined) {
    note(say('improve.in-the-way', { file: shownPath(inTheWay.file, cwd) }));
    return EXIT.wrongInput;
  }
  for (const { file, after } of [...partials, ...(judge === undefined ? [] : [judge])]) {
    await files.write(resolve(cwd, file), after);
    note(say('improve.written', { file: shownPath(file, cwd) }));
  }
  if (judge !== undefined && isNew) {
    note(say('improve.use', { file: shownPath(judge.file, cwd), name: improved?.name ?? '' }));
  }
  return exitCodeOf(improvement);
}

function improvementJson({ before, after, files, ...rest }: Improvement, cwd: string): string {
  const brief = (agreement: Improvement['before']) =>
    agreement === null ? null : { ...agreement, disagreements: undefined };
  const record = {
    ...rest,
    before: brief(before),
    after: brief(after),
    files: files.map(({ file, before: old, after: text }) => ({
      file: shownPath(file, cwd),
      isNew: old === null,
      patch: createTwoFilesPatch(file, file, old ?? '', text),
      text,
    })),
  };
  return `${JSON.stringify(record, null, 2)}\n`;
}

function exitCodeOf({ failed, change }: Improvement): ExitCode {
  if (failed === 'cancelled') return EXIT.cancelled;
  if (failed === 'failed' || failed === 'budget') return EXIT.unknown;
  if (failed !== undefined) return EXIT.wrongInput;
  return change?.verdict === 'regressed' ? EXIT.failed : EXIT.passed;
}
