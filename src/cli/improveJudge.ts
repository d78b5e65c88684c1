import { resolve } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import type { Improvement } from '../engine/calibrate/improve/improveJudge';
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
    if (flags.write && improvement.failed === undefined) return await write(improvement, opened.host.files, terminal);
    return exitCodeOf(improvement);
  } finally {
    interruption.dispose();
  }
}

/** Writes the files; those that are there are only replaced where the judge itself is one of them. */
async function write(
  improvement: Improvement,
  files: { write(path: string, data: string): Promise<void> },
  { say, note, cwd }: Terminal,
): Promise<ExitCode> {
  const [judge, ...partials] = improvement.files;
  const inTheWay = partials.find(({ before }) => before !== null);
  if (inTheWay !== undefined) {
    note(say('improve.in-the-way', { file: shownPath(inTheWay.file, cwd) }));
    return EXIT.wrongInput;
  }
  for (const { file, after } of [...partials, ...(judge === undefined ? [] : [judge])]) {
    await files.write(resolve(cwd, file), after);
    note(say('improve.written', { file: shownPath(file, cwd) }));
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
