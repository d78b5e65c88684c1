import { CompletionItemKind } from 'vscode-languageserver-types';
import { placeholder } from '../offer';
import type { TemplateOffers } from './templatePlace';

/** `{{#each items ‸}}`: names for what the block goes through. */
export const blockParams: TemplateOffers = ({ cursor, helper, context, missing }) => {
  const { tag, slot, lead, word, quote } = cursor;
  const names = helper?.names;
  const isBehind = slot.kind === 'argument' && slot.index === helper?.parameters.length;
  if (names === undefined || tag.kind !== 'open' || !isBehind || lead !== '' || quote !== undefined) return [];
  const text = `as |${names.map((name, index) => placeholder(index + 1, name)).join(' ')}|${missing}`;
  return [
    {
      label: `as |${names.join(' ')}|`,
      kind: CompletionItemKind.Keyword,
      text,
      snippet: true,
      span: word,
      group: 0,
      documentation: context.say('about.block-params'),
    },
  ];
};
