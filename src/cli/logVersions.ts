import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { GitError } from '../engine/git';
import { shownPath } from '../engine/report/casePlace';
import { padToWidth } from '../engine/report/displayWidth';
import { signed, verdictName } from '../engine/report/gate/verdictText';
import { plainLine } from '../engine/report/plainText';
import { outOf } from '../engine/report/quantities';
import type { ScoredVersion } from '../engine/versions/scoredVersions';
import type { LogFlags } from './commands/log';
import { EXIT, type ExitCode } from './exitCodes';
import { gitMistake } from './gitMistake';
import { wholeNumber } from './numberOption';
import { openEngine } from './openEngine';
import type { Terminal } from './terminal';
import { UsageError } from './usageError';

const MOST_VERSIONS = 100_000;
const COMMIT_DIGITS = 8;
const SCORE_WIDTH = 8;
const CHANGE_WIDTH = 8;

/** What `assay log` does. @throws {UsageError} for a mistake on the command line, or where git has no answer */
export async function logVersions(name: string, flags: LogFlags, terminal: Terminal): Promise<ExitCode> {
  const limit = wholeNumber('--limit', flags.limit, { most: MOST_VERSIONS });
  if (flags.format !== 'text' && flags.format !== 'json') {
    throw new UsageError('cli.unknown-format', { format: flags.format, known: 'text, json' });
  }
  const { engine, workspaceOf } = await openEngine(terminal);
  const file = await existing(name, terminal);
  try {
    const versions = await engine.versions(file, { workspace: await workspaceOf(file), limit });
    if (flags.format === 'json') terminal.out(`${JSON.stringify(versions.map(record), null, 2)}\n`);
    else if (versions.length === 0)
      terminal.note(terminal.say('cli.log-none', { file: shownPath(file, terminal.cwd) }));
    else for (const version of versions) terminal.out(`${line(version, terminal)}\n`);
    return EXIT.passed;
  } catch (error) {
    if (error instanceof GitError) throw gitMistake(error, terminal.cwd);
    throw error;
  }
}

/** The file with links resolved, as git knows it. @throws {UsageError} where there is none */
export async function existing(name: string, { cwd }: Terminal): Promise<string> {
  const file = resolve(cwd, name);
  return realpath(file).catch(() => {
    throw new UsageError('cli.file-not-found', { file: shownPath(file, cwd) });
  });
}

function line({ commit, time, subject, score }: ScoredVersion, terminal: Terminal): string {
  const day = new Date(time).toISOString().slice(0, 10);
  const shown = score === null ? terminal.say('cli.log-not-run') : outOf(score.mean, score.scale);
  const change = score?.change == null ? '' : `${arrow(score.change)}${signed(score.change, score.scale)}`;
  const verdict =
    score?.verdict === 'regressed' || score?.verdict === 'improved' ? `  ${verdictName(score.verdict, terminal)}` : '';
  const columns = [
    commit.slice(0, COMMIT_DIGITS),
    day,
    padToWidth(shown, SCORE_WIDTH),
    padToWidth(change, CHANGE_WIDTH),
    `${plainLine(subject, 100)}${verdict}`,
  ];
  return columns.join('  ').trimEnd();
}

function arrow(change: number): string {
  return change < 0 ? '▼' : change > 0 ? '▲' : '';
}

/** For programs; documented in docs/json-output.md. */
function record({ commit, author, time, subject, path, changed, score }: ScoredVersion) {
  return { commit, author, time: new Date(time).toISOString(), subject, path, changed, score };
}
