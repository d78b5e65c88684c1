import type { PromptDocument } from '../../document/promptDocument';
import type { KnownInput } from '../../input/knownInput';
import type { LanguageContext } from '../../languageContext';
import type { Scope } from '../../names/scope';
import type { Call } from '../../template/calls';
import { HELPERS_BY_NAME, type Helper } from '../../template/helperTable';
import type { TagCursor } from '../../template/tagCursor';
import type { Offer } from '../offer';

/** A place in a tag at which something is being written, with what may be asked about it. */
export interface TemplatePlace {
  document: PromptDocument;
  offset: number;
  cursor: TagCursor;
  /** What names refer to there. */
  scope: Scope;
  context: LanguageContext;
  /** What is known of the input. */
  input(): Promise<KnownInput>;
  /** The helper whose arguments the cursor stands among. */
  helper?: Helper;
  /** The brackets and braces that the tag still lacks; empty where it has them. */
  missing: string;
}

/** One kind of thing that may stand in a tag. */
export type TemplateOffers = (place: TemplatePlace) => readonly Offer[] | Promise<readonly Offer[]>;

/** What a tag lacks behind the cursor: the brackets around it, and the braces, where somebody has not typed them yet. */
export function missingEnd({ tag, call, quote, word }: TagCursor, text: string): string {
  let brackets = '';
  for (let each: Call | undefined = call; each?.bracketed; each = each.around) if (!each.closed) brackets += ')';
  // A text without its second quote is taken to go on to another one, and the tag with it.
  const isOpen =
    quote !== undefined && !quote.closed ? !text.startsWith('}}', word.end) : !tag.closed && tag.innerEnd === tag.end;
  if (!isOpen) return brackets;
  return `${brackets}${text.startsWith('{{{', tag.start) && tag.kind === 'value' ? '}}}' : '}}'}`;
}

/** Whether a tag includes a partial. */
export function isPartialTag({ tag }: TagCursor): boolean {
  return tag.kind === 'partial' || tag.kind === 'open-partial';
}

/** The helper that a call names; undefined for variables and partials. */
export function helperOf(cursor: TagCursor, text: string): Helper | undefined {
  const [first] = cursor.call.elements;
  if (first?.kind !== 'path' || (isPartialTag(cursor) && !cursor.call.bracketed)) return undefined;
  return HELPERS_BY_NAME.get(text.slice(first.start, first.end));
}
