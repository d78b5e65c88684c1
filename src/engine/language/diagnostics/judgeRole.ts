import { basename, dirname } from 'node:path';
import type { PromptDocument } from '../document/promptDocument';
import type { LanguageContext } from '../languageContext';

/** What only the frontmatter of a judge says. */
export const JUDGE_KEYS: readonly string[] = [
  'aggregate',
  'criterion',
  'embedding',
  'empty',
  'examples',
  'language',
  'logprobs',
  'measure',
  'pairwise',
  'scale',
  'subject',
  'threshold',
];

/** Variables without which a judge has nothing to judge. */
const JUDGED = new Set(['output', 'first', 'passages']);

/**
 * Whether a prompt is a judge, as far as is known: a test set or a prompt names it as one, its frontmatter says what only that
 * of a judge says, or it stands in a folder of judges and reads an output.
 */
export function isJudge(document: PromptDocument, { index, judgesFolder }: LanguageContext): boolean {
  if (document.isPartial) return false;
  const extension = document.parsed.metadata.ext?.assay ?? {};
  if (JUDGE_KEYS.some((key) => Object.hasOwn(extension, key))) return true;
  const folder = dirname(document.file);
  if (folder === judgesFolder || basename(folder) === 'judges') {
    if (document.parsed.variables.some(({ name }) => JUDGED.has(name))) return true;
  }
  return index.usersOfJudge(document.file).length > 0;
}
