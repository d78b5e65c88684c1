import { dirname } from 'node:path';
import { FILE_START } from '../../../problem';
import type { PromptRule } from '../rule';

/** A partial that no prompt of the workspace includes. */
export const unusedPartial: PromptRule = async ({ document, context }) => {
  const { index, judgesFolder, signal } = context;
  if (!document.isPartial || dirname(document.file) === judgesFolder) return [];
  await index.whole();
  if (index.tooLarge || signal?.aborted || index.includersOf(document.file).length > 0) return [];
  const { file } = document;
  return [{ code: 'prompt.unused-partial', severity: 'info', file, range: FILE_START, tags: ['unnecessary'] }];
};
