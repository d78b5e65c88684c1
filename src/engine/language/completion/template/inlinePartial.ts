import { CompletionItemKind } from 'vscode-languageserver-types';
import { placeholder } from '../offer';
import { blockText } from './blockText';
import type { TemplateOffers } from './templatePlace';

/** `{{#*`: a partial that the template itself defines. */
export const inlinePartial: TemplateOffers = (place) => {
  const { tag, slot, quote, call } = place.cursor;
  const isEmpty = call.elements.length <= 1;
  if (tag.kind !== 'open-decorator' || slot.kind !== 'name' || quote !== undefined || !isEmpty) return [];
  const documentation = place.context.say('about.inline-partial');
  const text = blockText(`inline "${placeholder(1, 'name')}"`, 'inline', place);
  return [{ label: 'inline', kind: CompletionItemKind.Keyword, ...text, group: 0, documentation }];
};
