import { FileError } from '../../../host';
import { plainValue } from '../../sourceNode';
import type { ImportContext } from '../importFormat';
import type { ImportPlace } from '../importReport';
import { sourceOf } from '../importSource';
import { FILE } from './expandTests';
import { namedFiles } from './namedFiles';

/** A larger file is no value of a variable. */
const LARGEST = 4 * 1024 * 1024;

/** As many bytes as a check reads of a file. */
const LARGEST_SCRIPT = 256 * 1024;

const CODE = /\.(?:[cm]?[jt]s|py|rb)(?::[\w$]+)?$/i;
const MEDIA = /\.(?:png|jpe?g|gif|bmp|webp|svg|mp3|wav|ogg|mp4|webm|mov|mkv|avi|pdf|docx?|xlsx?|pptx?)$/i;

/**
 * The value of `file://…`: text, or what YAML and JSON hold. Everything else stays as it is.
 * @param from the config, which paths are relative to
 * @returns undefined, and told to be lost, where the file is a program, media, or not there
 */
export async function fileValue(
  value: unknown,
  from: string,
  place: ImportPlace,
  context: ImportContext,
): Promise<unknown> {
  if (isFound(value)) return contentOf(value[FILE], place, context);
  if (typeof value !== 'string' || !value.startsWith('file://')) return value;
  if (CODE.test(value)) return lost('file-code');
  if (MEDIA.test(value)) return lost('file-media');
  const [file] = await namedFiles(value, from, context);
  return file === undefined ? lost('file') : contentOf(file, place, context);

  function lost(code: string): undefined {
    context.report.lost(place, code, { path: String(value) });
    return undefined;
  }
}

/** The program that `file://…` names, with its text; undefined where it cannot be read in the workspace. */
export async function scriptFile(
  written: string,
  from: string,
  context: ImportContext,
): Promise<{ file: string; text: string } | undefined> {
  const [file] = await namedFiles(written, from, context);
  try {
    if (file !== undefined)
      return { file, text: new TextDecoder().decode(await context.files.read(file, { maxBytes: LARGEST_SCRIPT })) };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
  }
  return undefined;
}

function isFound(value: unknown): value is { [FILE]: string } {
  return typeof value === 'object' && value !== null && FILE in value;
}

async function contentOf(file: string, place: ImportPlace, { files, report }: ImportContext): Promise<unknown> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await files.read(file, { maxBytes: LARGEST }));
    if (!/\.(?:ya?ml|json)$/i.test(file)) return text.trim();
    const { root, problems } = await sourceOf(text, file);
    return problems.length > 0 || root === undefined ? text.trim() : plainValue(root);
  } catch (error) {
    if (!(error instanceof FileError) && !(error instanceof TypeError)) throw error;
    report.lost(place, 'file', { path: file });
    return undefined;
  }
}
