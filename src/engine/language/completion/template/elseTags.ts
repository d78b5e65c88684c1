import { CompletionItemKind } from 'vscode-languageserver-types';
import { positional } from '../../template/calls';
import { openBlocksAt, partAhead } from '../../template/openBlocks';
import { type Offer, placeholder } from '../offer';
import { bestVariable } from './bestVariable';
import type { TemplateOffers } from './templatePlace';

/** `else`, and `else if` with its condition, in a block that can have one. */
export const elseTags: TemplateOffers = async (place) => {
  const { document, cursor, context, missing } = place;
  const { tag, slot, lead, word, call, quote } = cursor;
  const begins = slot.kind === 'else' || (slot.kind === 'name' && tag.kind === 'value' && !call.bracketed);
  const plain = /^~?$/.test(document.text.slice(tag.start + 2, tag.innerStart));
  if (!begins || !plain || lead !== '' || quote !== undefined || positional(call).length > 1) return [];
  const block = openBlocksAt(document.tags, document.text, tag.start).at(-1);
  const { kind } = block?.tag ?? {};
  if (block === undefined || block.hasElse || (kind !== 'open' && kind !== 'inverse')) return [];
  const common = { kind: CompletionItemKind.Keyword, group: 50, documentation: context.say('about.helper.else') };
  const { tags } = document;
  // A plain one is the last.
  const isLast = partAhead(tags, tag.end) === undefined;
  const offers: Offer[] = isLast ? [{ label: 'else', ...common, text: `else${missing}`, span: word }] : [];
  if (kind === 'inverse' || slot.kind === 'else') return offers;
  const condition = placeholder(1, await bestVariable('condition', place));
  const text = `else if ${condition}${missing}`;
  return [...offers, { label: 'else if', ...common, text, snippet: true, span: word }];
};
