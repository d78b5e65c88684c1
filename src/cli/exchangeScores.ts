import type { FetchedScores, PushedScores } from '../engine';
import { GitError, type GitErrorCode } from '../engine/git';
import { EXIT, type ExitCode } from './exitCodes';
import { gitMistake } from './gitMistake';
import { listenForInterruption } from './interruption';
import { openEngine } from './openEngine';
import type { Terminal } from './terminal';
import { UsageError } from './usageError';

/** What is nobody's mistake: the remote or the machine fails, and another time it may not. */
const FAILURES: readonly GitErrorCode[] = ['no-access', 'refused', 'busy', 'failed'];

/**
 * What `assay scores` does.
 * @param remote its name or address; without it that of the current branch, else `origin`, else the only one
 * @throws {UsageError} where there is no such remote or no repository
 */
export async function exchangeScores(
  action: 'fetch' | 'push',
  remote: string | undefined,
  terminal: Terminal,
): Promise<ExitCode> {
  const { say, note, cwd, out } = terminal;
  const interruption = listenForInterruption(() => note(say('cli.cancelling')));
  const { signal } = interruption;
  try {
    const { engine, workspaceOf } = await openEngine(terminal);
    if (action === 'fetch') {
      const fetched = await engine.fetchScores(cwd, { remote, signal });
      noteIgnored(fetched, terminal);
      out(`${fetchedLine(fetched, terminal)}\n`);
    } else {
      const pushed = await engine.pushScores(cwd, { remote, signal, workspaceOf });
      noteIgnored(pushed, terminal);
      out(`${pushedLine(pushed, terminal)}\n`);
      if (pushed.kept > 0) note(say('scores.kept', { count: pushed.kept }));
    }
    return EXIT.passed;
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (!FAILURES.includes(error.code)) throw mistake(error, cwd);
    const known = error.code === 'failed' ? 'gate.git-failed' : `scores.${error.code}`;
    note(`assay: ${say(known, { message: error.detail })}`);
    return EXIT.unknown;
  } finally {
    interruption.dispose();
  }
}

function fetchedLine({ remote, records, added }: FetchedScores, { say }: Terminal): string {
  return records === 0 ? say('scores.none', { remote }) : say('scores.fetched', { remote, count: records, added });
}

function pushedLine({ remote, pushed, added }: PushedScores, { say }: Terminal): string {
  return say(pushed === 0 ? 'scores.nothing-to-push' : 'scores.pushed', { remote, count: pushed, added });
}

function noteIgnored({ ignored }: FetchedScores, { note, say }: Terminal): void {
  if (ignored.length > 0) note(say('scores.ignored', { keys: ignored.join(', ') }));
}

function mistake(error: GitError, folder: string): UsageError {
  if (error.code === 'forbidden-remote') return new UsageError('scores.forbidden-remote', { message: error.detail });
  if (error.code !== 'no-remote') return gitMistake(error, folder);
  return error.detail === ''
    ? new UsageError('scores.no-remotes')
    : new UsageError('scores.no-remote', { remote: error.detail });
}
