import { FileError, type FileSystem } from '../../host';
import { FILE_START } from '../../problem';
import { decodeText } from '../../prompt/decodeText';
import type { Conversion } from './conversion';
import { type ConvertOptions, convertPrompt } from './convertPrompt';
import { LONGEST_SOURCE } from './convertSource';

/**
 * As `convertPrompt`, for a file.
 * @param options.text to be taken instead of what the file holds
 */
export async function convertFile(
  file: string,
  { files, text, ...options }: ConvertOptions & { files: FileSystem; text?: string },
): Promise<Conversion> {
  const fail = (code: string, args: Record<string, string | number>): Conversion => {
    return { files: [], notes: [], problems: [{ code, severity: 'error', file, range: FILE_START, args }] };
  };
  if (text !== undefined) return convertPrompt(text, file, options);
  try {
    const read = decodeText(await files.read(file, { maxBytes: 4 * LONGEST_SOURCE }));
    return read.valid ? await convertPrompt(read.text, file, options) : fail('prompt.not-utf8', { path: file });
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return error.code === 'too-large'
      ? fail('convert.too-large', { limit: LONGEST_SOURCE / 1024 })
      : fail('prompt.file-not-found', { path: file });
  }
}
