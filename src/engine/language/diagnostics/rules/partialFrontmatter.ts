import { splitPrompt } from '../../../prompt/splitPrompt';
import { findingAt } from '../finding';
import type { PromptRule } from '../rule';

/** Frontmatter in a partial, where it is text like everything else and would be sent. */
export const partialFrontmatter: PromptRule = ({ document }) => {
  if (!document.isPartial) return [];
  const { frontmatter } = splitPrompt(document.text);
  if (frontmatter === undefined) return [];
  const start = document.text.indexOf('---');
  return [findingAt(document, 'prompt.partial-frontmatter', 'warning', { start, end: frontmatter.end + 3 })];
};
