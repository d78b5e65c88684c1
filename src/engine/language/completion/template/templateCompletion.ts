import type { PromptDocument } from '../../document/promptDocument';
import { type KnownInput, knownInput } from '../../input/knownInput';
import type { LanguageContext } from '../../languageContext';
import { scopeAt } from '../../names/namesAt';
import { tagCursor } from '../../template/tagCursor';
import type { Offer } from '../offer';
import { argumentValues } from './argumentValues';
import { blockParams } from './blockParams';
import { closingTags } from './closingTags';
import { comparedValues } from './comparedValues';
import { dataVariables } from './dataVariables';
import { elseTags } from './elseTags';
import { helpers } from './helpers';
import { inlinePartial } from './inlinePartial';
import { namedArguments } from './namedArguments';
import { partials } from './partials';
import { roles } from './roles';
import { helperOf, missingEnd, type TemplateOffers, type TemplatePlace } from './templatePlace';
import { variables } from './variables';

/** Everything that may stand in a tag; each says itself where it may. */
const KINDS: readonly TemplateOffers[] = [
  argumentValues,
  blockParams,
  closingTags,
  comparedValues,
  dataVariables,
  elseTags,
  helpers,
  inlinePartial,
  namedArguments,
  partials,
  roles,
  variables,
];

/** What can be written in the tag at an offset; nothing in text, comments and raw blocks. */
export async function templateCompletion(
  document: PromptDocument,
  offset: number,
  context: LanguageContext,
): Promise<Offer[]> {
  if (offset < document.template.start) return [];
  const cursor = tagCursor(document, offset);
  if (cursor === undefined) return [];
  let input: Promise<KnownInput> | undefined;
  const helper = helperOf(cursor, document.text);
  const place: TemplatePlace = {
    document,
    offset,
    cursor,
    scope: scopeAt(document.names, cursor.tag.start),
    context,
    input() {
      input ??= knownInput(document, context);
      return input;
    },
    ...(helper && { helper }),
    missing: missingEnd(cursor, document.text),
  };
  return (await Promise.all(KINDS.map((kind) => kind(place)))).flat();
}
