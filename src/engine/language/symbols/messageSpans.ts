import type { PromptDocument, Span } from '../document/promptDocument';

/** A message of a prompt: from the tag with its role to the next one. */
export interface MessageSpan extends Span {
  role: string;
  /** The tag `{{role "…"}}`; absent for the text before the first one. */
  tag?: Span;
}

const ROLE = /^\{\{~?\s*role\s+(?:"([^"]*)"|'([^']*)')/;

/** The messages that a template begins by its role tags, in their order. What stands before the first one is the user's. */
export function messageSpans(document: PromptDocument): MessageSpan[] {
  const { template, text, tags } = document;
  const roles = tags.flatMap(({ kind, start, end }) => {
    const found = kind === 'value' ? ROLE.exec(text.slice(start, end)) : null;
    return found === null ? [] : [{ role: found[1] ?? found[2] ?? '', start, end }];
  });
  const first = roles[0]?.start ?? template.end;
  const messages = roles.map(({ role, start, end }, index): MessageSpan => {
    // White space before the next tag belongs to nobody, as far as people see.
    const next = roles[index + 1]?.start ?? template.end;
    const own = text.slice(start, next).trimEnd();
    return { role, start, end: Math.max(end, start + own.length), tag: { start, end } };
  });
  if (text.slice(template.start, first).trim() === '') return messages;
  return [{ role: 'user', start: template.start, end: first }, ...messages];
}
