import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findHookPlace, type HookPlace } from './hookPlace';
import {
  type AssayProgram,
  EARLIER_HOOK,
  hasHookBlock,
  hookScript,
  isOurHook,
  withHookBlock,
  withoutHookBlock,
} from './hookScript';

/**
 * What came of it:
 * - `installed`, `updated`: it is there now; `kept` is the hook that was there and goes on being run
 * - `by-hand`: somebody else is in charge of the hook, so a person has to add a line
 * - `removed`: what was there before is there again
 * - `absent`: there is nothing of Assay's to remove
 */
export type HookResult =
  | { outcome: 'installed' | 'updated'; file: string; kept?: string }
  | { outcome: 'by-hand'; place: Extract<HookPlace, { kind: 'managed' | 'shared' }> }
  | { outcome: 'removed'; file: string; restored: boolean }
  | { outcome: 'absent' };

/**
 * Installs the pre-commit hook. A hook that is there is kept and run first.
 * @param folder absolute path of any folder of the repository
 * @throws {GitError} `no-git` or `no-repository`; the system's error where a file cannot be written
 */
export async function installHook(folder: string, program: AssayProgram): Promise<HookResult> {
  const place = await findHookPlace(folder);
  if (place.kind === 'managed' || place.kind === 'shared') return { outcome: 'by-hand', place };
  return place.kind === 'husky' ? addBlock(place.file, program) : writeHook(place.file, program);
}

/**
 * Takes Assay's hook away and puts back exactly what was there.
 * @throws as `installHook`
 */
export async function uninstallHook(folder: string): Promise<HookResult> {
  const place = await findHookPlace(folder);
  if (place.kind === 'managed' || place.kind === 'shared') return { outcome: 'by-hand', place };
  return place.kind === 'husky' ? removeBlock(place.file) : removeHook(place.file);
}

async function writeHook(file: string, program: AssayProgram): Promise<HookResult> {
  const present = await textOf(file);
  const earlier = join(dirname(file), EARLIER_HOOK);
  const script = hookScript(program);
  if (present !== undefined && isOurHook(present)) {
    await writeExecutable(file, script);
    return { outcome: 'updated', file, ...((await exists(earlier)) && { kept: earlier }) };
  }
  await mkdir(dirname(file), { recursive: true });
  // Moved, not copied: so it is the same file with the same rights when it comes back.
  if (await exists(file)) await rename(file, earlier);
  await writeExecutable(file, script);
  return { outcome: 'installed', file, ...((await exists(earlier)) && { kept: earlier }) };
}

async function removeHook(file: string): Promise<HookResult> {
  const present = await textOf(file);
  if (present === undefined || !isOurHook(present)) return { outcome: 'absent' };
  const earlier = join(dirname(file), EARLIER_HOOK);
  const restored = await exists(earlier);
  if (restored) await rename(earlier, file);
  else await rm(file);
  return { outcome: 'removed', file, restored };
}

async function addBlock(file: string, program: AssayProgram): Promise<HookResult> {
  const present = (await textOf(file)) ?? '';
  const known = hasHookBlock(present);
  await mkdir(dirname(file), { recursive: true });
  const text = withHookBlock(withoutHookBlock(present), program);
  await writeFile(file, text, { mode: 0o755 });
  return { outcome: known ? 'updated' : 'installed', file };
}

async function removeBlock(file: string): Promise<HookResult> {
  const present = await textOf(file);
  if (present === undefined || !hasHookBlock(present)) return { outcome: 'absent' };
  const text = withoutHookBlock(present);
  if (text === '') await rm(file);
  else await writeFile(file, text);
  return { outcome: 'removed', file, restored: text !== '' };
}

async function writeExecutable(file: string, text: string): Promise<void> {
  await writeFile(file, text);
  await chmod(file, 0o755);
}

async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
