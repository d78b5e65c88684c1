import { spanOf as nodeSpan } from '../../../prompt/syntax/linePlaces';
import { partialName } from '../../../prompt/visitTemplate';
import { findingAt } from '../finding';
import type { PromptRule, PromptSubject } from '../rule';

/**
 * Text before the first role, where a role follows: it becomes a message of the user's by itself, mostly because a
 * `{{role "system"}}` was forgotten or slipped down.
 */
export const leadingText: PromptRule = (subject) => {
  const { document } = subject;
  const program = document.syntax?.program;
  if (program === undefined || document.isPartial) return [];
  const seen = new Beginning(subject).look(program);
  if (seen?.text === undefined || !seen.role) return [];
  const base = document.template.start;
  const { start, end } = seen.text;
  return [findingAt(document, 'prompt.text-before-role', 'warning', { start: base + start, end: base + end })];
};

/** What stands at the beginning: the first text, by offsets in the template, and whether a role follows it. */
interface Seen {
  text?: { start: number; end: number };
  role: boolean;
}

/** Helpers that leave no text where they stand. */
const SILENT = new Set(['log', 'history']);

class Beginning {
  readonly #subject: PromptSubject;
  #text: Seen['text'];
  /** Set where nobody can tell whether a message has begun already. */
  #unknown = false;

  constructor(subject: PromptSubject) {
    this.#subject = subject;
  }

  look(program: hbs.AST.Program): Seen | undefined {
    const role = this.#roleIn(program);
    if (this.#unknown) return undefined;
    return { role, ...(this.#text && { text: this.#text }) };
  }

  /** Goes on to the first role: true where there is one. */
  #roleIn({ body }: hbs.AST.Program): boolean {
    for (const statement of body) {
      if (this.#isRole(statement)) return true;
      if (this.#unknown) return false;
    }
    return false;
  }

  #isRole(statement: hbs.AST.Statement): boolean {
    switch (statement.type) {
      case 'ContentStatement':
        this.#content(statement as hbs.AST.ContentStatement);
        return false;
      case 'MustacheStatement': {
        const { path } = statement as hbs.AST.MustacheStatement;
        const name = String((path as { original?: unknown }).original ?? '');
        if (name === 'role') return true;
        if (!SILENT.has(name)) this.#text ??= nodeSpan(statement);
        return false;
      }
      case 'BlockStatement': {
        const { program, inverse } = statement as hbs.AST.BlockStatement;
        return [program, inverse].some((part) => part !== undefined && this.#roleIn(part));
      }
      case 'PartialStatement':
      case 'PartialBlockStatement':
        return this.#partial(statement as hbs.AST.PartialBlockStatement);
      default:
        return false;
    }
  }

  /** The first line of it: all of a long text underlined would hide what is in it. */
  #content(statement: hbs.AST.ContentStatement): void {
    const { value } = statement;
    const start = value.search(/\S/);
    if (start < 0 || this.#text !== undefined) return;
    const from = nodeSpan(statement).start;
    const line = /^[^\r\n]*/.exec(value.slice(start))?.[0].trimEnd() ?? '';
    this.#text = { start: from + start, end: from + start + line.length };
  }

  #partial(statement: hbs.AST.PartialBlockStatement): boolean {
    const { source, context } = this.#subject;
    const name = partialName(statement.name);
    const partial = name === undefined ? undefined : source.partials.get(name);
    const document = partial && context.parse(partial.text, partial.file);
    const uses = document?.names.uses;
    // A partial that is missing, or includes others, may open a role.
    if (uses === undefined || uses.some(({ kind }) => kind === 'partial')) this.#unknown = this.#text === undefined;
    else if (uses.some((use) => use.kind === 'helper' && use.name === 'role')) return true;
    else if (partial?.text.trim() !== '') this.#text ??= nodeSpan(statement);
    return false;
  }
}
