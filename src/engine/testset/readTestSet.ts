import { FileError, type FileSystem } from '../host';
import { FILE_START, type Problem } from '../problem';
import { parsedTestSet } from './parsedTestSet';
import type { TestSet } from './testSet';

/** A larger test set is refused. */
export const LARGEST_TEST_SET = 64 * 1024 * 1024;

/**
 * Reads a test set from its file.
 * @returns no test set where the file cannot be read (then a problem says why); `text` is what was read
 */
export async function readTestSet(
  file: string,
  files: FileSystem,
): Promise<{ testSet?: TestSet; text: string; problems: Problem[] }> {
  const failed = (code: string, args: Record<string, string | number> = {}) => ({
    text: '',
    problems: [{ code, severity: 'error' as const, file, range: FILE_START, args: { path: file, ...args } }],
  });
  let bytes: Uint8Array;
  try {
    bytes = await files.read(file, { maxBytes: LARGEST_TEST_SET });
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    if (error.code === 'not-found') return failed('testset.file-not-found');
    if (error.code === 'too-large') return failed('testset.too-large', { limit: LARGEST_TEST_SET / 1024 / 1024 });
    return failed('testset.cannot-read', { reason: error.code });
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return failed('testset.not-utf8');
  }
  return { testSet: await parsedTestSet(text, file), text, problems: [] };
}
