import { nearestName } from '../../../text/nearestName';
import type { PathUse } from '../../names/templateNames';
import { type Finding, findingAt } from '../finding';
import type { PromptRule, PromptSubject } from '../rule';

/** So many different names are compared with all that are declared: further ones follow from the same mistake. */
const MOST_COMPARED = 30;

/**
 * Variables that a template reads and its input schema does not declare: a typing mistake would leave a blank, and the model
 * would answer that. Without a schema everything is welcome.
 */
export const undeclaredVariables: PromptRule = (subject) => {
  const { document, declared, inputVariables, isJudge } = subject;
  // What a judge may read is not for its schema to say, and what it may not is said by another rule.
  if (declared === undefined || declared.open || isJudge) return [];
  const known = declared.names;
  const helpers = unknownHelpers(subject);
  const own = document.names.uses.filter(
    (use): use is PathUse => use.kind === 'variable' && !known.has(use.name) && !helpers.has(use.start),
  );
  const suggest = suggestions(known);
  const found = own.map((use): Finding => {
    const { name } = use;
    const suggestion = suggest(name);
    return suggestion === undefined
      ? findingAt(document, 'prompt.undeclared-variable', 'warning', use, { name })
      : findingAt(document, 'prompt.undeclared-variable-suggestion', 'warning', use, { name, suggestion });
  });
  // A condition in a partial may ask for what only some prompts hand to it.
  const inPartials = inputVariables.slice(document.parsed.variables.length);
  const said = new Set<string>();
  for (const { name, range, required } of inPartials) {
    const { line, character } = range.start;
    const key = `${line}:${character}:${name}`;
    if (!required || known.has(name) || said.has(key)) continue;
    said.add(key);
    const args = { name };
    found.push({ code: 'prompt.undeclared-in-partial', severity: 'warning', file: document.file, range, args });
  }
  return found;
};

/** Where a helper is called that there is not: of these something is said already. */
function unknownHelpers({ document }: PromptSubject): ReadonlySet<number> {
  const { problems } = document.parsed;
  const calls = problems.filter(({ code }) => /^prompt\.unknown-helper/.test(code));
  return new Set(calls.map(({ range }) => document.offsetAt(range.start)));
}

function suggestions(known: ReadonlySet<string>): (name: string) => string | undefined {
  const found = new Map<string, string | undefined>();
  return (name) => {
    if (!found.has(name) && found.size < MOST_COMPARED) found.set(name, nearestName(name, known));
    return found.get(name);
  };
}
