import { nearestName } from '../../../text/nearestName';
import { mapAt } from '../../index/promptFacts';
import { type Finding, findingAt } from '../finding';
import { JUDGE_KEYS } from '../judgeRole';
import type { PromptRule } from '../rule';
import { isReadable, spanOf } from './frontmatterKeys';

/** What the frontmatter of any prompt may say below `assay`. */
const PROMPT_KEYS: readonly string[] = ['tests', 'judges', 'checks', 'repeat'];

const KNOWN: readonly string[] = [...PROMPT_KEYS, ...JUDGE_KEYS].map((key) => `assay.${key}`);

/** Keys of Assay's own that there are not. Other dotted keys belong to other programs, unless they are nearly ours. */
export const assayKeys: PromptRule = (subject) => {
  const { document } = subject;
  if (!isReadable(subject)) return [];
  const entries = mapAt(document.frontmatter(), []);
  const present = new Set(entries.map(({ key }) => key));
  return entries.flatMap((entry): Finding[] => {
    const { key } = entry;
    if (!key.includes('.') || KNOWN.includes(key)) return [];
    const suggestion = nearestName(key, KNOWN);
    if (suggestion !== undefined && !present.has(suggestion)) {
      const args = { key, suggestion };
      return [findingAt(document, 'prompt.unknown-assay-key-suggestion', 'warning', spanOf(entry), args)];
    }
    if (!key.startsWith('assay.')) return [];
    const args = { key, known: KNOWN.join(', ') };
    return [findingAt(document, 'prompt.unknown-assay-key', 'warning', spanOf(entry), args)];
  });
};
