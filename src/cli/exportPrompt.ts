import { resolve } from 'node:path';
import type { Run } from '../engine/evaluate/run';
import { shownPath } from '../engine/report/casePlace';
import { REPORT_FORMATS, type ReportFormatName } from '../engine/report/formats';
import { heldOutFile } from '../engine/report/training/heldOut';
import { selectTraining } from '../engine/report/training/selectTraining';
import type { TrainingData } from '../engine/report/training/trainingData';
import { TRAINING_FORMATS, type TrainingFormatName } from '../engine/report/training/trainingFormats';
import { trainingWords } from '../engine/report/training/trainingWords';
import type { ExportFlags } from './commands/export';
import { EXIT, type ExitCode } from './exitCodes';
import { isPrompt } from './findFiles';
import { share } from './numberOption';
import { type OpenedEngine, openEngine } from './openEngine';
import { openOutFile, reasonOf } from './outFile';
import { problemLines } from './problemLines';
import type { Terminal } from './terminal';
import { UsageError } from './usageError';

/** What is exported of which prompt. */
interface Exported {
  file: string;
  workspace: string;
  flags: ExportFlags;
}

/** A text and where it goes: a file as the command line names it, or standard output. */
interface Written {
  text: string;
  name?: string;
}

/** What `assay export` does. @throws {UsageError} for a mistake on the command line */
export async function exportPrompt(name: string, flags: ExportFlags, terminal: Terminal): Promise<ExitCode> {
  const { format } = flags;
  const isTraining = Object.hasOwn(TRAINING_FORMATS, format);
  if (!isTraining && !Object.hasOwn(REPORT_FORMATS, format)) {
    const known = [...Object.keys(REPORT_FORMATS), ...Object.keys(TRAINING_FORMATS)].join(', ');
    throw new UsageError('cli.unknown-format', { format, known });
  }
  const { cwd } = terminal;
  const file = resolve(cwd, name);
  if (!isPrompt(file)) throw new UsageError('cli.not-a-prompt', { file: shownPath(file, cwd) });
  // A file that cannot be written is told before anything is read.
  if (flags.out !== undefined) await openOutFile(resolve(cwd, flags.out));
  const opened = await openEngine(terminal);
  const exported = { file, workspace: await opened.workspaceOf(file), flags };
  const written = isTraining
    ? await training(exported, format as TrainingFormatName, { opened, terminal })
    : [await results(exported, format as ReportFormatName, { opened, terminal })];
  return deliver(written, terminal);
}

interface Surroundings {
  opened: OpenedEngine;
  terminal: Terminal;
}

async function results(
  { file, workspace, flags }: Exported,
  format: ReportFormatName,
  { opened, terminal }: Surroundings,
): Promise<Written> {
  for (const [option, value] of [
    ['--min-score', flags.minScore],
    ['--split', flags.split],
  ] as const) {
    if (value === undefined) continue;
    throw new UsageError('export.training-only', { option, known: Object.keys(TRAINING_FORMATS).join(', ') });
  }
  const { say, cwd } = terminal;
  const run = await recorded({ file, workspace, flags }, { opened, terminal });
  const { reported, changed } = await opened.engine.reportRecorded(run, {
    workspace,
    defaultJudgeModel: opened.judgeModel,
  });
  if (changed.includes('tests')) terminal.note(say('export.tests-changed', { run: run.header.id }));
  const color = terminal.color && flags.out === undefined;
  const text = REPORT_FORMATS[format].write([reported], { say, base: cwd, color });
  return { text, ...(flags.out !== undefined && { name: flags.out }) };
}

/** The run that is asked for: by its id, or the newest. @throws {UsageError} where there is none */
async function recorded(
  { file, workspace, flags }: Exported,
  { opened: { engine, host }, terminal: { cwd } }: Surroundings,
): Promise<Run> {
  const newest = await engine.lastRun(file, workspace);
  const wanted = flags.run === undefined || flags.run === 'last' ? undefined : flags.run;
  const run = wanted === undefined ? newest : await engine.recordedRun(wanted, file, workspace);
  if (run !== undefined) return run;
  const shown = shownPath(file, cwd);
  if (newest !== undefined) {
    throw new UsageError('export.unknown-run', { run: wanted ?? '', file: shown, newest: newest.header.id });
  }
  if ((await host.files.stat(file)) === undefined) throw new UsageError('cli.file-not-found', { file: shown });
  throw new UsageError('export.no-run', { file: shown });
}

async function training(
  { file, workspace, flags }: Exported,
  format: TrainingFormatName,
  { opened, terminal }: Surroundings,
): Promise<Written[]> {
  const { say, cwd } = terminal;
  const { engine, host, judgeModel } = opened;
  const minScore = flags.minScore === undefined ? undefined : score('--min-score', flags.minScore);
  const heldOut = flags.split === undefined ? undefined : share('--split', flags.split);
  if (heldOut !== undefined && flags.out === undefined) throw new UsageError('export.split-needs-out');
  const shown = shownPath(file, cwd);
  if ((await host.files.stat(file)) === undefined) throw new UsageError('cli.file-not-found', { file: shown });
  const run = flags.run === undefined ? undefined : await recorded({ file, workspace, flags }, { opened, terminal });
  const request = { prompt: file, workspace, defaultJudgeModel: judgeModel };
  const data = await engine.trainingData(request, { run, minScore });
  if (minScore !== undefined) refuseOffScale(minScore, data);
  for (const line of problemLines(data.problems, terminal)) terminal.note(line);
  const selected = selectTraining(data, format, { heldOut });
  for (const line of trainingWords(selected, { say })) terminal.note(line);
  if (selected.count + (selected.heldOut?.count ?? 0) === 0) {
    throw new UsageError(nothingToExport(format, minScore), { file: shown });
  }
  if (flags.out === undefined) return [{ text: selected.text }];
  const main = { text: selected.text, name: flags.out };
  return selected.heldOut === undefined
    ? [main]
    : [main, { text: selected.heldOut.text, name: heldOutFile(flags.out) }];
}

/** Why there is nothing to learn from, with what would change that. */
function nothingToExport(format: TrainingFormatName, minScore: number | undefined): string {
  if (TRAINING_FORMATS[format].takes === 'pairs') return 'export.nothing-to-pair';
  return minScore === undefined ? 'export.nothing-approved' : 'export.nothing-good';
}

/** On another scale than people see the scores in, a least score would let in everything, or nothing. */
function refuseOffScale(value: number, { scale }: TrainingData): void {
  if (scale === null || (value >= scale.min && value <= scale.max)) return;
  throw new UsageError('export.off-scale', { value, min: scale.min, max: scale.max });
}

function score(option: string, value: string): number {
  const number = /^-?\d*\.?\d+$/.test(value) ? Number(value) : Number.NaN;
  if (Number.isFinite(number)) return number;
  throw new UsageError('export.bad-number', { option, value });
}

async function deliver(written: readonly Written[], terminal: Terminal): Promise<ExitCode> {
  const { say, cwd } = terminal;
  for (const { text, name } of written) {
    if (name === undefined) {
      terminal.out(text);
      continue;
    }
    const out = await openOutFile(resolve(cwd, name));
    try {
      await out.write(text);
    } catch (error) {
      terminal.note(say('cli.not-writable', { file: name, reason: reasonOf(error) }));
      return EXIT.unknown;
    }
    terminal.note(say('export.written', { file: name }));
  }
  return EXIT.passed;
}
