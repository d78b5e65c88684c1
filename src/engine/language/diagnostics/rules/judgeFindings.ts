import { basename } from 'node:path';
import { judgeProblems } from '../../../judge/judgeProblems';
import { judgeScale } from '../../../judge/judgeScale';
import { judgeSettings } from '../../../judge/judgeSettings';
import { FILE_START } from '../../../problem';
import type { Finding } from '../finding';
import type { PromptRule } from '../rule';
import { isReadable } from './frontmatterKeys';

/** What makes a judge unfit: the same that using it in a test set would say. */
export const judgeFindings: PromptRule = (subject) => {
  const { document, isJudge, complete, inputVariables } = subject;
  const { parsed, file } = document;
  if (!isJudge || !complete || (document.yaml !== undefined && !isReadable(subject))) return [];
  const name = basename(file);
  const { settings, problems } = judgeSettings(parsed, { judge: name, name, weight: 1, range: FILE_START });
  const found: Finding[] = [...problems, ...judgeProblems({ parsed, inputVariables: [...inputVariables] }, settings)];
  // What is computed or compared has a scale of its own.
  if (settings.measure !== undefined || settings.pairwise) return found;
  const scale = judgeScale(parsed);
  return 'code' in scale ? [...found, { ...scale, severity: 'error', file }] : found;
};
