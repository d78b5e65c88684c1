import type { PromptDocument } from '../document/promptDocument';
import type { ProjectIndex } from '../index/projectIndex';

/** What only a judge has in its frontmatter. */
const OF_A_JUDGE =
  /^assay\.(?:scale|threshold|criterion|examples|aggregate|logprobs|embedding|empty|subject|pairwise|measure)$/;

/** Whether a prompt is a judge, because something names it as one, or by what its frontmatter says. */
export function isJudge(document: PromptDocument, index: ProjectIndex): boolean {
  if (index.usersOfJudge(document.file).length > 0) return true;
  return document.frontmatter()?.entries.some(({ key }) => OF_A_JUDGE.test(key)) ?? false;
}
