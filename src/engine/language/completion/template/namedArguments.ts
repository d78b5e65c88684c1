import { CompletionItemKind } from 'vscode-languageserver-types';
import { argumentsOf } from '../../index/partialArguments';
import { keysOf } from '../../template/calls';
import { MEDIA_TYPES } from '../../template/helperTable';
import { nameIn } from '../../template/openBlocks';
import { writtenSegment } from '../../template/writtenPath';
import { choice, literal, type Offer, placeholder } from '../offer';
import { bestVariable } from './bestVariable';
import { isPartialTag, type TemplateOffers, type TemplatePlace } from './templatePlace';

/** `url=` and the like of a helper; of a partial the variables that it reads. */
export const namedArguments: TemplateOffers = async (place) => {
  const { cursor, document, helper, missing, context } = place;
  const { slot, lead, word, quote, call } = cursor;
  const begins = slot.kind === 'key' || slot.kind === 'argument';
  // What has a place of its own goes first.
  const isEarly = slot.kind === 'argument' && slot.index < (helper?.parameters.length ?? 0);
  if (!begins || isEarly || lead !== '' || quote !== undefined) return [];
  const written = document.text.slice(word.start, word.end);
  const given = keysOf(call, document.text).filter((key) => key !== written);
  const isPartial = isPartialTag(cursor) && !call.bracketed;
  const offers: Offer[] = [];
  for (const [index, name] of (await namesFor(place, isPartial)).entries()) {
    if (given.includes(name)) continue;
    // A medium without its address is none.
    if (name === 'contentType' && !given.includes('url')) continue;
    const isMissing = isPartial && !(await place.input()).origins.has(name);
    const value = slot.kind === 'key' ? '' : `=${await valueFor(name, place, isPartial)}`;
    const about = isPartial ? 'about.partial-argument' : `about.argument.${name}`;
    offers.push({
      label: slot.kind === 'key' ? name : `${name}=`,
      kind: CompletionItemKind.Property,
      text: slot.kind === 'key' ? name : `${literal(name)}${value}${missing}`,
      ...(slot.kind === 'argument' && { snippet: true }),
      span: word,
      // What a helper cannot do without goes first, and what a partial would not find in the input.
      group: isMissing || (helper !== undefined && helper.parameters.length === 0) ? 0 : 30 + Math.min(index, 1),
      filter: name,
      documentation: context.say(about, { name }),
    });
  }
  return offers;
};

async function namesFor(
  { document, cursor, helper, context }: TemplatePlace,
  isPartial: boolean,
): Promise<readonly string[]> {
  if (!isPartial) return helper?.keys ?? [];
  return argumentsOf(nameIn(cursor.tag, document.text), document.file, context.index);
}

async function valueFor(name: string, place: TemplatePlace, isPartial: boolean): Promise<string> {
  if (isPartial) {
    const { origins } = await place.input();
    return origins.has(name) ? placeholder(1, writtenSegment(name)) : `"${placeholder(1, name)}"`;
  }
  if (name === 'indent') return placeholder(1, '2');
  if (name === 'contentType') return `"${choice(1, MEDIA_TYPES)}"`;
  return placeholder(1, name === 'url' ? 'photo' : await bestVariable('any', place));
}
