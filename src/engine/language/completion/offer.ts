import {
  type CompletionItem,
  type CompletionItemKind,
  InsertTextFormat,
  type MarkupContent,
  type Range,
} from 'vscode-languageserver-types';
import type { Unresolved } from '../about/aboutIt';
import type { Span } from '../document/promptDocument';

/** Something that can be written at a place. */
export interface Offer {
  label: string;
  kind: CompletionItemKind;
  /** What is put in the place of `span`. */
  text: string;
  /** Whether the text is a snippet, with `$0` and `${1:name}`. */
  snippet?: boolean;
  /** On one line, and around the cursor. */
  span: Span;
  /** Behind the label: a type, an address. */
  detail?: string;
  /** At the end of the line: where it comes from. */
  origin?: string;
  /** Markdown. */
  documentation?: string;
  /** What the text in `span` is compared with, where that is not the label. */
  filter?: string;
  /** Lower ones stand before higher ones. */
  group: number;
  /** Characters that accept it and are then typed. */
  commit?: readonly string[];
  /** Something follows that can be completed at once. */
  again?: boolean;
  unresolved?: Unresolved;
}

/** What an item carries beside what everybody may read of it. */
export interface OfferData {
  again?: boolean;
  unresolved?: Unresolved;
}

/** Items of one group keep the order in which they are offered. */
export function itemOf(offer: Offer, index: number, range: Range): CompletionItem {
  const { label, kind, text, group, again, unresolved } = offer;
  // There may be a thousand of them at a keystroke: what is not there is not written down.
  const item: CompletionItem = {
    label,
    kind,
    textEdit: { range, newText: text },
    insertTextFormat: offer.snippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    sortText: `${String(group).padStart(3, '0')}${String(index).padStart(5, '0')}`,
  };
  if (offer.detail) item.detail = offer.detail;
  if (offer.origin) item.labelDetails = { description: offer.origin };
  if (offer.documentation) item.documentation = markdown(offer.documentation);
  if (offer.filter !== undefined) item.filterText = offer.filter;
  if (offer.commit) item.commitCharacters = [...offer.commit];
  if (again || unresolved)
    item.data = { ...(again && { again }), ...(unresolved && { unresolved }) } satisfies OfferData;
  return item;
}

export function markdown(value: string): MarkupContent {
  return { kind: 'markdown', value };
}

/** A text as a part of a snippet that means itself. */
export function literal(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** A place in a snippet with what stands there until somebody types. */
export function placeholder(number: number, text: string): string {
  return `\${${number}:${literal(text)}}`;
}

/** A place in a snippet at which one of several texts is chosen; the first stands there until then. */
export function choice(number: number, texts: readonly string[]): string {
  return `\${${number}|${texts.map((text) => text.replace(/[\\,|]/g, '\\$&')).join(',')}|}`;
}
