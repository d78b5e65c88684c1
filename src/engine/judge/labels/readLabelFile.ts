import { FileError, type FileSystem } from '../../host';
import { FILE_START, type Problem } from '../../problem';
import { decodeText } from '../../prompt/decodeText';
import type { HumanLabel } from './humanLabel';
import { parseLabel } from './parseLabel';

/** So many problems of one file are told. */
const MOST_PROBLEMS = 20;

/** The labels of one file. A line that is none is a problem with its place, and takes no other line with it. */
export async function readLabelFile(
  file: string,
  files: FileSystem,
  maxBytes: number,
): Promise<{ labels: HumanLabel[]; problems: Problem[] }> {
  const labels: HumanLabel[] = [];
  const problems: Problem[] = [];
  let bytes: Uint8Array;
  try {
    bytes = await files.read(file, { maxBytes });
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const code = error.code === 'too-large' ? 'label.too-large' : 'label.unreadable';
    return { labels, problems: [{ code, severity: 'warning', file, range: FILE_START }] };
  }
  for (const [index, line] of decodeText(bytes).text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const read = parseLabel(line);
    if ('label' in read) labels.push(read.label);
    else if (problems.length < MOST_PROBLEMS) {
      problems.push({
        code: `label.${read.fault}`,
        severity: 'warning',
        file,
        range: { start: { line: index, character: 0 }, end: { line: index, character: line.length } },
        ...(read.detail !== '' && { args: { detail: read.detail } }),
      });
    }
  }
  return { labels, problems };
}
