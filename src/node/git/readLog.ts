import { type Commit, GitError, type LogOptions } from '../../engine/git';
import { LOG_FORMAT, LogParser } from './logParser';
import { complaintOf, type GitPlace, startFailure, startGit } from './runGit';

const LOG = [
  ...['log', '-z', '--raw', '-c', '--full-history', '--root', '--no-renames', '--no-abbrev', '-O/dev/null'],
  ...['--no-ext-diff', '--no-textconv', '--no-color', '--no-notes', '--no-mailmap', '--encoding=UTF-8'],
  `--format=${LOG_FORMAT}`,
];

/** Streams `git log`, so that memory does not grow with history and whoever has seen enough ends it. */
export async function* readLog(
  root: string,
  { from, paths, signal }: LogOptions,
  place: GitPlace,
): AsyncGenerator<Commit> {
  signal?.throwIfAborted();
  const child = startGit(root, [...LOG, from, '--', ...paths], place);
  const stop = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', stop, { once: true });
  const complaint = complaintOf(child);
  const closed = new Promise<number | null>((resolve, reject) => {
    child.on('close', resolve);
    child.on('error', (error) => reject(startFailure(error)));
  });
  // Awaited below; until then a failure to start is nobody's yet.
  closed.catch(() => {});
  child.stdin.on('error', () => {});
  child.stdin.end();
  const parser = new LogParser();
  try {
    for await (const text of child.stdout.setEncoding('utf8')) yield* parser.push(text);
    signal?.throwIfAborted();
    const code = await closed;
    signal?.throwIfAborted();
    if (code !== 0) throw new GitError('failed', complaint() || `git log: exit code ${code}`);
    yield* parser.end();
  } finally {
    signal?.removeEventListener('abort', stop);
    child.kill('SIGKILL');
  }
}
