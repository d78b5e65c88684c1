import { resolve } from 'node:path';
import type { GatedChange } from '../engine/gate/gatedChange';
import type { GatedPrompt, GateResult } from '../engine/gate/gateResult';
import type { GateEvent } from '../engine/gate/runGate';
import { GitError } from '../engine/git';
import { shownPath } from '../engine/report/casePlace';
import { GATE_REPORT_FORMATS, type GateReportFormatName } from '../engine/report/gate/gateReport';
import { pointLabel, type VersionPoint } from '../engine/versions/versionPoint';
import type { DiffFlags } from './commands/diff';
import type { GateFlags } from './commands/gate';
import { type ComparisonTerms, readComparisonTerms } from './comparisonTerms';
import { EXIT, type ExitCode } from './exitCodes';
import { gitMistake } from './gitMistake';
import { type Interruption, listenForInterruption } from './interruption';
import { existing } from './logVersions';
import { openEngine } from './openEngine';
import { type OutFile, openOutFile } from './outFile';
import { Progress } from './progress';
import type { Terminal } from './terminal';
import { UsageError } from './usageError';

/** What `assay gate` does. @throws {UsageError} for a mistake on the command line, or where git has no answer */
export async function gateChange(flags: GateFlags, terminal: Terminal): Promise<ExitCode> {
  if (flags.staged && flags.base !== undefined) throw new UsageError('cli.gate-one-base');
  if (flags.accept !== undefined && flags.accept.trim() === '') throw new UsageError('cli.gate-no-reason');
  const change = flags.base === undefined ? { kind: 'staged' as const } : { kind: 'since' as const, base: flags.base };
  const { result, code } = await compareAndReport(change, flags, terminal, flags);
  if (!flags.hook) return code;
  if (result.prompts.length > 0) noteForHook(code, terminal);
  return hookExitCode(code, flags);
}

/** What `assay diff` does. @throws as `gateChange` */
export async function diffVersions(
  { file, before, after }: { file: string; before: string; after: string | undefined },
  flags: DiffFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const versions = {
    file: await existing(file, terminal),
    before: versionPoint(before),
    after: versionPoint(after ?? ':saved'),
  };
  const { code } = await compareAndReport({ kind: 'versions', ...versions }, flags, terminal, { withContent: true });
  return code;
}

/** A revision, or what is staged or saved: names that no revision can have. @throws {UsageError} */
function versionPoint(name: string): VersionPoint {
  if (name === ':staged') return 'staged';
  if (name === ':saved') return 'saved';
  if (name.startsWith(':')) throw new UsageError('cli.diff-unknown-version', { name });
  return { revision: name };
}

interface GateManner {
  strict?: boolean;
  hook?: boolean;
  accept?: string;
  /** Whether the report tells how the texts differ, too. */
  withContent?: boolean;
}

async function compareAndReport(
  change: GatedChange,
  flags: DiffFlags,
  terminal: Terminal,
  manner: GateManner,
): Promise<{ result: GateResult; code: ExitCode }> {
  const terms = readTerms(flags);
  const out = flags.out === undefined ? undefined : await openOutFile(resolve(terminal.cwd, flags.out));
  const interruption = listenForInterruption(() => terminal.note(terminal.say('cli.cancelling')));
  try {
    const result = await compareChange(change, flags, terms, { terminal, interruption, accept: manner.accept });
    await deliver(result, { format: terms.format, out, name: flags.out ?? '', manner }, terminal);
    const code = interruption.signal.aborted ? EXIT.cancelled : exitCodeOf(result, manner);
    return { result, code };
  } finally {
    interruption.dispose();
  }
}

interface Terms extends ComparisonTerms {
  format: GateReportFormatName;
}

function readTerms({ format, ...flags }: DiffFlags): Terms {
  if (!Object.hasOwn(GATE_REPORT_FORMATS, format)) {
    throw new UsageError('cli.unknown-format', { format, known: Object.keys(GATE_REPORT_FORMATS).join(', ') });
  }
  return { ...readComparisonTerms(flags), format: format as GateReportFormatName };
}

async function compareChange(
  change: GatedChange,
  flags: DiffFlags,
  { format: _format, repeat, ...terms }: Terms,
  { terminal, interruption, accept }: { terminal: Terminal; interruption: Interruption; accept?: string },
): Promise<GateResult> {
  const { engine, judgeModel, workspaceOf } = await openEngine(terminal, flags);
  let progress: { file: string; line: Progress } | undefined;
  try {
    const result = await engine.gate(terminal.cwd, change, {
      ...terms,
      ...(flags.model !== undefined && { model: flags.model }),
      ...(flags.judgeModel !== undefined && { judgeModel: flags.judgeModel }),
      ...(judgeModel !== undefined && { defaultJudgeModel: judgeModel }),
      ...(repeat !== undefined && { repeat }),
      sequential: flags.sequential,
      why: flags.why,
      onSearch: ({ file, ...effort }) => {
        progress?.line.clear();
        terminal.note(terminal.say('cli.search', { file: shownPath(file, terminal.cwd), ...effort }));
      },
      cache: flags.cache,
      signal: interruption.signal,
      workspaceOf,
      ...(terminal.interactive && {
        onEvent: ({ file, event }: GateEvent) => {
          if (event.type !== 'run') return;
          if (progress?.file !== file) progress = { file, line: new Progress(terminal, shownPath(file, terminal.cwd)) };
          progress.line.show(event.event);
        },
      }),
    });
    return accept === undefined ? result : await engine.acceptRegressions(result, accept.trim(), { workspaceOf });
  } catch (error) {
    if (error instanceof GitError) throw gitMistake(error, terminal.cwd, revisionOf(change));
    throw error;
  } finally {
    // What a callback assigns is not seen here by the compiler.
    (progress as { line: Progress } | undefined)?.line.clear();
  }
}

function revisionOf(change: GatedChange): string {
  if (change.kind === 'since') return change.base;
  if (change.kind !== 'versions') return 'HEAD';
  const named = [change.before, change.after].filter((point) => typeof point === 'object');
  return named.map(pointLabel).join(' ');
}

async function deliver(
  result: GateResult,
  { format, out, name, manner }: { format: GateReportFormatName; out?: OutFile; name: string; manner: GateManner },
  terminal: Terminal,
): Promise<void> {
  // A commit that touches no prompt is nobody's business.
  if (manner.hook && result.prompts.length === 0) return;
  const { say, cwd } = terminal;
  const options = { say, base: cwd, color: terminal.color && out === undefined, withContent: manner.withContent };
  const text = GATE_REPORT_FORMATS[format].write(result, options);
  if (out === undefined) terminal.out(text);
  else {
    await out.write(text);
    terminal.note(say('cli.written', { file: name }));
  }
}

/** The worst that is known decides; what is unknown counts where nothing known is bad. */
function exitCodeOf({ prompts }: GateResult, { strict = false, hook = false }: GateManner): ExitCode {
  const open = prompts.filter(({ accepted }) => accepted === undefined);
  if (open.some(({ verdict }) => verdict === 'regressed')) return EXIT.failed;
  if (open.some(({ reason }) => reason === 'broken')) return EXIT.wrongInput;
  // Whoever commits may have no key, or not let JavaScript run, as somebody else does: that is not known to be wrong.
  if (open.some(({ reason }) => reason === 'no-key' || reason === 'not-allowed'))
    return hook ? EXIT.unknown : EXIT.wrongInput;
  if (open.some(isCancelled)) return EXIT.cancelled;
  if (open.some(hasFailed)) return EXIT.unknown;
  if (strict && open.some(({ verdict, reason }) => verdict === 'inconclusive' && reason !== 'new')) return EXIT.failed;
  return EXIT.passed;
}

function isCancelled({ comparison }: GatedPrompt): boolean {
  return comparison?.outcome.kind === 'cancelled';
}

/** Inconclusive since models or the machine failed, not since the evidence is thin. */
function hasFailed({ verdict, comparison }: GatedPrompt): boolean {
  if (verdict !== 'inconclusive' || comparison === null) return false;
  const { outcome, cases } = comparison;
  return (
    outcome.kind !== 'done' ||
    cases.some(({ before, after }) => before?.status === 'error' || after?.status === 'error')
  );
}

/** In a hook only what is known to be wrong keeps a commit from being made: no key or no network does not. */
function hookExitCode(code: ExitCode, { strict }: GateFlags): ExitCode {
  return code === EXIT.unknown && !strict ? EXIT.passed : code;
}

function noteForHook(code: ExitCode, { note, say }: Terminal): void {
  if (code === EXIT.failed || code === EXIT.wrongInput) note(say('cli.hook-blocked'));
  else if (code === EXIT.unknown) note(say('cli.hook-unknown'));
}
