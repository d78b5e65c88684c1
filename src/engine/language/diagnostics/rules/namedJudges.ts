import { loadJudge } from '../../../judge/judge';
import { withPromptDefaults } from '../../../testset/promptDefaults';
import type { TestSet } from '../../../testset/testSet';
import type { Finding } from '../finding';
import type { PromptRule } from '../rule';

/** What is wrong with the judges and checks that a prompt's frontmatter names for its test set. */
export const namedJudges: PromptRule = async ({ document, context }) => {
  const { parsed, file } = document;
  if (parsed.metadata.ext?.assay === undefined) return [];
  const nothing: TestSet = { file, format: 'yaml', judges: [], checks: [], cases: [], problems: [] };
  const { testSet, problems } = withPromptDefaults(nothing, parsed);
  const found: Finding[] = [...problems];
  for (const judge of testSet.judges) {
    const loaded = await loadJudge(judge, { ...context, testSetFile: file });
    // What is wrong inside of a judge is said there.
    found.push(...loaded.problems.filter((problem) => problem.file === file));
    if (context.signal?.aborted) break;
  }
  return found;
};
