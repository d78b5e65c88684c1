import type { Problem } from '../../problem';
import { hasErrors } from '../../problem';
import { readPartialTrees } from '../../prompt/partialTrees';
import { readPartials } from '../../prompt/promptSource';
import type { PromptDocument } from '../document/promptDocument';
import type { LanguageContext } from '../languageContext';
import { declaredInput } from './declaredInput';
import { isJudge } from './judgeRole';
import type { PromptSubject } from './rule';

/** Reads what belongs to a prompt; with all that is wrong in it and in its partials, as running it would say. */
export async function promptSubject(
  document: PromptDocument,
  context: LanguageContext,
): Promise<{ subject: PromptSubject; problems: Problem[] }> {
  const { tree, parsed, file, text } = document;
  const parse = (partial: string, partialFile: string) => context.parse(partial, partialFile).tree;
  const read = await readPartials(tree, { ...context, parse });
  const source = { file, text, partials: read.partials };
  const { inputVariables, problems } = readPartialTrees(tree, source, parse);
  const declared = declaredInput(document);
  const subject: PromptSubject = {
    document,
    context,
    source,
    inputVariables,
    complete: tree.program !== undefined && !hasErrors([...read.problems, ...problems]),
    ...(declared && { declared }),
    isJudge: isJudge(document, context),
  };
  return { subject, problems: [...read.problems, ...distinct([...parsed.problems, ...problems])] };
}

/** A partial that includes itself is met again among its partials. */
function distinct(problems: readonly Problem[]): Problem[] {
  const byPlace = problems.map((problem): [string, Problem] => {
    const { code, file, range } = problem;
    return [`${code} ${range.start.line}:${range.start.character} ${file}`, problem];
  });
  return [...new Map(byPlace).values()];
}
