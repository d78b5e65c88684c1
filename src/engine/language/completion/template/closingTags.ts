import { CompletionItemKind } from 'vscode-languageserver-types';
import { closingName } from '../../template/closingName';
import { openBlocksAt } from '../../template/openBlocks';
import type { TemplateOffers } from './templatePlace';

/** `{{/`: the innermost block that is open; those around it can only end after it. */
export const closingTags: TemplateOffers = ({ document, cursor, context, missing }) => {
  const { tag, whole } = cursor;
  const { text, tags } = document;
  const block = tag.kind === 'close' ? openBlocksAt(tags, text, tag.start).at(-1) : undefined;
  const name = block === undefined || block.tag.kind === 'raw-open' ? '' : closingName(block.tag, text);
  if (name === '') return [];
  const documentation = context.say('about.closing-tag', { name });
  return [
    { label: name, kind: CompletionItemKind.Keyword, text: `${name}${missing}`, span: whole, group: 0, documentation },
  ];
};
