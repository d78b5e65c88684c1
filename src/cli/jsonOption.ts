import { resolve } from 'node:path';
import { FileError, type FileSystem } from '../engine/host';
import { UsageError } from './usageError';

const LARGEST = 16 * 1024 * 1024;

/**
 * The value of an option that takes JSON, or `@` and the name of a file that holds it.
 * @throws {UsageError} where it is none
 */
export async function jsonOption(
  option: string,
  value: string,
  { files, cwd }: { files: FileSystem; cwd: string },
): Promise<unknown> {
  const text = value.startsWith('@') ? await readText(resolve(cwd, value.slice(1)), files) : value;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError('cli.bad-json', { option, reason: error instanceof Error ? error.message : String(error) });
  }
}

/** The same where it must be an object. @throws {UsageError} */
export async function jsonObjectOption(
  option: string,
  value: string | undefined,
  source: { files: FileSystem; cwd: string },
): Promise<Record<string, unknown> | undefined> {
  if (value === undefined) return undefined;
  const json = await jsonOption(option, value, source);
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Record<string, unknown>;
  throw new UsageError('cli.bad-json-object', { option });
}

async function readText(file: string, files: FileSystem): Promise<string> {
  try {
    return new TextDecoder().decode(await files.read(file, { maxBytes: LARGEST }));
  } catch (error) {
    if (error instanceof FileError) throw new UsageError('cli.not-readable', { file, reason: error.code });
    throw error;
  }
}
