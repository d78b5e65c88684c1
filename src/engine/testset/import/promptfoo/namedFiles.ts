import { dirname, join, relative, sep } from 'node:path';
import type { FileSystem } from '../../../host';
import { matchesGlob } from '../../../text/matchesGlob';
import { isInside, resolveInWorkspace } from '../../../workspacePath';

/** So many files may match one pattern, in folders so deep. */
const MOST_FILES = 1_000;
const DEEPEST = 12;

/** Folders that hold no files of the user's own. */
const SKIPPED = new Set(['node_modules', '.git']);

/** `file://tests/a.yaml` as `tests/a.yaml`; other texts as they are. */
export function pathOf(written: string): string {
  return written.startsWith('file://') ? written.slice('file://'.length) : written;
}

/** How a file names another one: `./checks/short.js`, with `/` everywhere. */
export function pathFrom(file: string, other: string): string {
  const path = relative(dirname(file), other).split(sep).join('/');
  return path.startsWith('../') ? path : `./${path}`;
}

/**
 * The files that a path or a pattern (`*`, `**`, `?`, `{a,b}`) names, relative to a file, inside the workspace alone and in
 * the order of their paths.
 */
export async function namedFiles(
  written: string,
  from: string,
  options: { files: FileSystem; workspace: string },
): Promise<string[]> {
  const path = pathOf(written).replace(/^\.\//, '');
  if (!/[*?{]/.test(path)) {
    const found = await resolveInWorkspace(path, from, options);
    return 'file' in found ? [found.file] : [];
  }
  const patterns = braces(path).map((each) => each.split('/'));
  const found = new Set<string>();
  const folder = dirname(from);
  for (const parts of patterns) {
    for (const file of await matching(folder, parts, options, 0)) {
      if (found.size < MOST_FILES) found.add(file);
    }
  }
  const inside: string[] = [];
  for (const file of [...found].sort()) {
    const resolved = await resolveInWorkspace(relative(folder, file).split(sep).join('/'), from, options);
    if ('file' in resolved) inside.push(file);
  }
  return inside;
}

async function matching(
  folder: string,
  [part = '', ...rest]: readonly string[],
  options: { files: FileSystem; workspace: string },
  depth: number,
): Promise<string[]> {
  if (depth > DEEPEST || !isInside(folder, options.workspace)) return [];
  if (part === '.' || part === '') return rest.length === 0 ? [] : matching(folder, rest, options, depth);
  if (part === '..') return matching(dirname(folder), rest, options, depth + 1);
  const entries = (await options.files.list(folder)).filter(({ name }) => !SKIPPED.has(name));
  const found: string[] = part === '**' ? await matching(folder, rest, options, depth) : [];
  for (const { name, kind } of entries) {
    const path = join(folder, name);
    if (part === '**') {
      if (kind === 'folder' && !name.startsWith('.')) {
        found.push(...(await matching(path, [part, ...rest], options, depth + 1)));
      }
    } else if (matchesGlob(name, part)) {
      if (rest.length === 0 && kind === 'file') found.push(path);
      if (rest.length > 0 && kind === 'folder') found.push(...(await matching(path, rest, options, depth + 1)));
    }
    if (found.length > MOST_FILES) break;
  }
  return found;
}

/** `a.{yaml,yml}` as `a.yaml` and `a.yml`; at most 64 patterns. */
function braces(pattern: string): string[] {
  let patterns = [pattern];
  for (;;) {
    const next = patterns.flatMap((each) => {
      const [all, inner] = /\{([^{}]*)\}/.exec(each) ?? [];
      return all === undefined ? [each] : (inner ?? '').split(',').map((one) => each.replace(all, () => one));
    });
    if (next.length > 64 || next.length === patterns.length) return patterns;
    patterns = next;
  }
}
