import { assayFolder } from '../evaluate/assayFolder';
import { FileError, type FileSystem } from '../host';

/** A regression that somebody let pass, and why. */
export interface Acceptance {
  /** Of the comparison: the same change is the same digest, on every machine. */
  fingerprint: string;
  /** ISO 8601. */
  at: string;
  reason: string;
  /** The prompt's path as recorded: relative to the workspace, with `/`. For people; it decides nothing. */
  prompt: string;
}

const MOST_BYTES = 4 * 1024 * 1024;

/** What has been accepted in a workspace, by fingerprint; of several the last counts. */
export async function readAcceptances(workspace: string, files: FileSystem): Promise<Map<string, Acceptance>> {
  const accepted = new Map<string, Acceptance>();
  try {
    const bytes = await files.read(assayFolder(workspace).accepted, { maxBytes: MOST_BYTES });
    for (const line of Buffer.from(bytes).toString('utf8').split('\n')) {
      const value = parsed(line);
      if (value !== undefined) accepted.set(value.fingerprint, value);
    }
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
  }
  return accepted;
}

/** Keeps that a regression is accepted. @throws {FileError} where it cannot be written */
export async function addAcceptance(workspace: string, acceptance: Acceptance, files: FileSystem): Promise<void> {
  const handle = await files.openAppend(assayFolder(workspace).accepted);
  try {
    await handle.append(`${JSON.stringify(acceptance)}\n`);
  } finally {
    await handle.close();
  }
}

function parsed(line: string): Acceptance | undefined {
  try {
    const value = JSON.parse(line) as Partial<Acceptance> | null;
    const texts = [value?.fingerprint, value?.at, value?.reason, value?.prompt];
    return texts.every((text) => typeof text === 'string') ? (value as Acceptance) : undefined;
  } catch {
    return undefined;
  }
}
