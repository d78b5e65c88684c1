import { createTwoFilesPatch } from 'diff';
import type { ContentDiff } from '../../versions/versionContent';
import { shownPath } from '../casePlace';
import { plainLine, plainText } from '../plainText';
import type { ReportOptions } from '../report';

const ADDED = 32;
const REMOVED = 31;
const PLACE = 36;

/** What changed in the meaning of a prompt, a line each, and then in its text, as a unified diff. */
export function contentText({ texts, changes }: ContentDiff, { say, base, color }: ReportOptions): string {
  const meaning = changes.map(({ code, args }) => plainLine(`· ${say(`diff.${code}`, args)}`, 200));
  const patches = texts.map(({ file, before, after }) => patchText(shownPath(file, base), before, after, color));
  return [...meaning, ...patches].filter((part) => part !== '').join('\n');
}

/** A unified diff of two texts, with two lines around each change. */
export function patchText(name: string, before: string | null, after: string | null, color: boolean): string {
  const patch = createTwoFilesPatch(`a/${name}`, `b/${name}`, before ?? '', after ?? '', undefined, undefined, {
    context: 2,
  });
  return patch
    .split('\n')
    .filter((line, index) => index > 0 && line !== '')
    .map((line) => painted(plainText(line), color))
    .join('\n');
}

function painted(line: string, color: boolean): string {
  if (!color) return line;
  const code = line.startsWith('@@')
    ? PLACE
    : line.startsWith('+')
      ? ADDED
      : line.startsWith('-')
        ? REMOVED
        : undefined;
  return code === undefined ? line : `\u001b[${code}m${line}\u001b[0m`;
}
