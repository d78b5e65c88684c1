import { JUDGE_VARIABLES } from '../../../judge/judgeVariables';
import { nearestName } from '../../../text/nearestName';
import type { PathUse } from '../../names/templateNames';
import { declaredInput } from '../declaredInput';
import { type Finding, findingAt } from '../finding';
import { isJudge } from '../judgeRole';
import type { PromptRule, PromptSubject } from '../rule';

/**
 * Variables that a partial reads and that none of the prompts which include it declares, nor hands to it. What is only asked for
 * in a condition may be given by some and not by others.
 */
export const partialVariables: PromptRule = async (subject) => {
  const { document, context } = subject;
  if (!document.isPartial) return [];
  await context.index.whole();
  if (context.index.tooLarge || context.signal?.aborted) return [];
  const provided = await new Provisions(subject).of(document.file);
  if (provided === undefined) return [];
  const own = document.names.uses.filter((use): use is PathUse => use.kind === 'variable' && use.required);
  return own.flatMap((use): Finding[] => {
    const { name } = use;
    if (provided.has(name)) return [];
    const suggestion = nearestName(name, provided);
    return suggestion === undefined
      ? [findingAt(document, 'prompt.undeclared-by-includers', 'warning', use, { name })]
      : [findingAt(document, 'prompt.undeclared-by-includers-suggestion', 'warning', use, { name, suggestion })];
  });
};

/** What a partial is given, by all who include it together. */
class Provisions {
  readonly #subject: PromptSubject;
  readonly #asked = new Set<string>();

  constructor(subject: PromptSubject) {
    this.#subject = subject;
  }

  /** Names that somebody provides; undefined where anything may be given. */
  async of(partial: string): Promise<ReadonlySet<string> | undefined> {
    const { context } = this.#subject;
    const includers = context.index.includersOf(partial);
    // Nobody includes it: of that another rule tells.
    if (includers.length === 0) return undefined;
    const names = new Set<string>();
    for (const { facts, includes } of includers) {
      for (const { given, seesInput } of includes) {
        if (!seesInput) return undefined;
        for (const name of given) names.add(name);
      }
      if (this.#asked.has(facts.file)) continue;
      this.#asked.add(facts.file);
      const declared = facts.partial ? await this.of(facts.file) : await this.#declaredBy(facts.file);
      if (declared === undefined) return undefined;
      for (const name of declared) names.add(name);
    }
    return names;
  }

  async #declaredBy(prompt: string): Promise<ReadonlySet<string> | undefined> {
    const { context } = this.#subject;
    const document = await context.prompt(prompt);
    const declared = document && declaredInput(document);
    if (document === undefined || declared === undefined || declared.open) return undefined;
    return isJudge(document, context) ? new Set([...declared.names, ...JUDGE_VARIABLES]) : declared.names;
  }
}
