import { type Commit, GitError, type LogOptions } from '../../engine/git';
import { parseRawChanges } from './rawChanges';
import { startGit } from './runGit';

/** Stands before every commit; no path and no line of a commit begins with it. */
const MARK = '\u0001';
const FIELD = '\u0002';
const FORMAT = `${MARK}%H${FIELD}%P${FIELD}%an${FIELD}%at${FIELD}%ct${FIELD}%s${FIELD}`;

/**
 * Streams `git log`, so that memory does not grow with history and whoever has seen enough ends it.
 * With one path, renames are followed.
 */
export async function* readLog(root: string, { from, paths, signal }: LogOptions): AsyncGenerator<Commit> {
  signal?.throwIfAborted();
  const follow = paths.length === 1 ? ['--follow'] : [];
  const args = ['log', '-z', '--raw', '--no-abbrev', '--no-ext-diff', '--no-textconv', '--no-color', '--no-notes'];
  const child = startGit(root, [...args, '-M', ...follow, `--format=${FORMAT}`, from, '--', ...paths], {
    workTree: root,
  });
  const stop = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', stop, { once: true });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    if (stderr.length < 10_000) stderr += chunk.toString('utf8');
  });
  const closed = new Promise<number | null>((resolve, reject) => {
    child.on('close', resolve);
    child.on('error', (error) => reject(new GitError('no-git', error.message, { cause: error })));
  });
  // Awaited below; until then a failure to start is nobody's yet.
  closed.catch(() => {});
  child.stdin.end();
  try {
    let rest = '';
    for await (const chunk of child.stdout.setEncoding('utf8')) {
      rest += chunk;
      const end = rest.lastIndexOf(MARK);
      if (end <= 0) continue;
      yield* parseCommits(rest.slice(0, end));
      rest = rest.slice(end);
    }
    signal?.throwIfAborted();
    const code = await closed;
    signal?.throwIfAborted();
    if (code !== 0) throw new GitError('failed', stderr.trim() || `git log: exit code ${code}`);
    yield* parseCommits(rest);
  } finally {
    signal?.removeEventListener('abort', stop);
    child.kill('SIGKILL');
  }
}

function* parseCommits(text: string): Generator<Commit> {
  for (const part of text.split(MARK)) {
    const [id = '', parents = '', author = '', time = '', committed = '', subject = '', raw = ''] = part.split(FIELD);
    if (id === '') continue;
    yield {
      id,
      parents: parents.split(' ').filter(Boolean),
      author,
      time: Number(time) * 1_000,
      committed: Number(committed) * 1_000,
      subject,
      changes: parseRawChanges(raw),
    };
  }
}
