import type { Run } from '../../engine/evaluate/run';
import type { FileSystem } from '../../engine/host';
import { type ShownRun, type Summarize, sameFingerprints, showRun } from './shownRun';

/** Journals to read at most, newest first, until a run of the whole test set is found. */
const MOST_JOURNALS = 20;

/** How the journals of a prompt are read. */
export interface Journals {
  runIds(prompt: string, workspace: string, files: FileSystem): Promise<string[]>;
  runFile(workspace: string, id: string): string;
  readRun(file: string, files: FileSystem): Promise<Run | undefined>;
  summarize: Summarize;
}

/**
 * The results of a prompt as its journals have them: the last run, and where that was of some cases only, those of
 * the others from the runs before it, as far as they are of the same prompt, test set, judges and settings.
 */
export async function restoreRun(
  prompt: string,
  workspace: string,
  files: FileSystem,
  { runIds, runFile, readRun, summarize }: Journals,
): Promise<ShownRun | undefined> {
  const newestFirst: Run[] = [];
  for (const id of (await runIds(prompt, workspace, files)).slice(0, MOST_JOURNALS)) {
    const run = await readRun(runFile(workspace, id), files).catch(() => undefined);
    if (!run || run.header.prompt !== prompt || run.cases.length === 0) continue;
    const newest = newestFirst[0];
    if (newest && !sameFingerprints(newest.header, run.header)) break;
    newestFirst.push(run);
    if (!run.header.partial) break;
  }
  let shown: ShownRun | undefined;
  for (const run of newestFirst.reverse()) shown = showRun(shown, run, summarize);
  return shown;
}
