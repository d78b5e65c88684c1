import type { TreeChange } from '../../engine/git';

const STATUS: Record<string, TreeChange['status']> = { A: 'added', D: 'deleted', R: 'renamed', C: 'added' };

/**
 * Reads what git's `--raw -z` prints: `:MODE MODE ID ID STATUS\0PATH\0`, with a second path after a rename.
 * @see https://git-scm.com/docs/diff-format
 */
export function parseRawChanges(output: string): (TreeChange & { id: string })[] {
  const parts = output.split('\0');
  const changes: (TreeChange & { id: string })[] = [];
  for (let index = 0; index < parts.length; index++) {
    const [, id = '', letter = ''] = /^\s*:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) ([A-Z])\d*$/.exec(parts[index] ?? '') ?? [];
    if (letter === '') continue;
    const first = parts[++index] ?? '';
    const second = letter === 'R' || letter === 'C' ? (parts[++index] ?? '') : undefined;
    const status = STATUS[letter] ?? 'modified';
    changes.push({ status, path: second ?? first, ...(status === 'renamed' && { previous: first }), id });
  }
  return changes;
}
