import { join } from 'node:path';
import { FileError, type FileSystem } from '../host';
import { assayFolder, recordedPath } from './assayFolder';
import { promptTag } from './journal';
import { readRun } from './readRun';
import type { Run } from './run';

/**
 * The newest run of a prompt that can be read. Runs of other prompts are passed over by their names, unread.
 * @param prompt absolute path
 * @param workspace absolute path of the folder that holds `.assay/`
 */
export async function lastRun(prompt: string, workspace: string, files: FileSystem): Promise<Run | undefined> {
  for (const id of await runIds(prompt, workspace, files)) {
    const run = await readIfThere(runFile(workspace, id), files);
    if (run !== undefined && run.header.prompt === prompt) return run;
  }
  return undefined;
}

/** Older runs are not read together. */
const MOST_RUNS = 200;

/** The runs of a prompt that can be read, newest first. */
export async function recordedRuns(prompt: string, workspace: string, files: FileSystem): Promise<Run[]> {
  const runs: Run[] = [];
  for (const id of (await runIds(prompt, workspace, files)).slice(0, MOST_RUNS)) {
    const run = await readIfThere(runFile(workspace, id), files);
    if (run !== undefined && run.header.prompt === prompt) runs.push(run);
  }
  return runs;
}

/** The ids of a prompt's runs, newest first. */
export async function runIds(prompt: string, workspace: string, files: FileSystem): Promise<string[]> {
  const tag = `-${promptTag(recordedPath(workspace, prompt))}-`;
  const names = (await files.list(assayFolder(workspace).runs)).map(({ name }) => name);
  return names
    .filter((name) => name.endsWith('.jsonl') && name.includes(tag))
    .map((name) => name.slice(0, -'.jsonl'.length))
    .sort()
    .reverse();
}

/** A run by its id; undefined where there is none that can be read. */
export async function runWithId(id: string, workspace: string, files: FileSystem): Promise<Run | undefined> {
  // An id is a file's name and leads nowhere else.
  return /^[\w-]+$/.test(id) ? readIfThere(runFile(workspace, id), files) : undefined;
}

/** Where the journal of a run is. */
export function runFile(workspace: string, id: string): string {
  return join(assayFolder(workspace).runs, `${id}.jsonl`);
}

async function readIfThere(file: string, files: FileSystem): Promise<Run | undefined> {
  try {
    return await readRun(file, files);
  } catch (error) {
    if (error instanceof FileError) return undefined;
    throw error;
  }
}
