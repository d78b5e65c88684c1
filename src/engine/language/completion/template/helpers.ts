import { CompletionItemKind } from 'vscode-languageserver-types';
import { ROLES } from '../../../prompt/message';
import { positional } from '../../template/calls';
import { HELPERS, type Helper } from '../../template/helperTable';
import { canBecome } from '../canBecome';
import { choice, type Offer, placeholder } from '../offer';
import { bestVariable } from './bestVariable';
import { blockText } from './blockText';
import type { TemplateOffers, TemplatePlace } from './templatePlace';

/** Helpers where one can stand: at the beginning of a tag, or behind `(`. */
export const helpers: TemplateOffers = async (place) => {
  const { cursor } = place;
  const { tag, slot, lead, call, quote } = cursor;
  if (slot.kind !== 'name' || lead !== '' || quote !== undefined) return [];
  const offers: Offer[] = [];
  const typed = place.document.text.slice(cursor.word.start, place.offset);
  for (const helper of HELPERS) {
    // What goes with a helper takes time to put together.
    if (!canStand(helper, place) || !canBecome(typed, helper.name)) continue;
    // Arguments are there already: only their helper is another one.
    const written = positional(call).length > (cursor.word.start < cursor.word.end ? 1 : 0);
    const offer = written ? nameOnly(helper, place) : await withArguments(helper, place);
    if (offer !== undefined) offers.push(offer);
  }
  const needsHash = tag.kind === 'value';
  return needsHash ? offers : offers.map((offer) => ({ ...offer, label: offer.label.replace(/^#/, '') }));
};

function canStand({ block, gives }: Helper, { document: { text }, cursor: { tag, call } }: TemplatePlace): boolean {
  if (call.bracketed) return gives;
  const unescaped = tag.kind === 'value' && /[{&]$/.test(text.slice(tag.start + 2, tag.innerStart));
  if (unescaped) return gives;
  if (tag.kind === 'value') return true;
  return block && (tag.kind === 'open' || tag.kind === 'inverse' || tag.kind === 'else' || tag.kind === 'else-if');
}

function nameOnly({ name, block, parameters }: Helper, place: TemplatePlace): Offer | undefined {
  const { call, tag, word } = place.cursor;
  const given = positional(call).length - (word.start < word.end ? 1 : 0);
  if (given !== parameters.length || (block && tag.kind === 'value')) return undefined;
  return { ...about(name, block, place), text: name, span: word };
}

async function withArguments({ name, block, parameters }: Helper, place: TemplatePlace): Promise<Offer> {
  const { cursor, missing } = place;
  const { tag, word } = cursor;
  const given: string[] = [];
  for (const { wanted } of parameters) {
    const number = given.length + 1;
    if (wanted === 'role') given.push(`"${choice(number, ['system', 'user', 'model', 'tool'].filter(isRole))}"`);
    else if (wanted === 'text') given.push(`"${placeholder(number, 'name')}"`);
    else if (number === 1) given.push(placeholder(1, await bestVariable(wanted, place)));
    else given.push(placeholder(number, block ? '"value"' : 'key'));
  }
  if (name === 'media') given.push(`url=${placeholder(1, 'photo')}`);
  const opening = [name, ...given].join(' ');
  const shown = about(name, block, place);
  if (block && tag.kind === 'value') {
    return { ...shown, ...blockText(`#${opening}`, name, place, tag.innerStart) };
  }
  if (block && (tag.kind === 'open' || tag.kind === 'inverse')) return { ...shown, ...blockText(opening, name, place) };
  return { ...shown, text: `${opening}${missing}`, snippet: given.length > 0, span: word };
}

function isRole(name: string): boolean {
  return ROLES.includes(name as never);
}

function about(
  name: string,
  block: boolean,
  { context, cursor }: TemplatePlace,
): Pick<Offer, 'label' | 'kind' | 'group' | 'documentation' | 'filter'> {
  const hash = block && cursor.tag.kind === 'value';
  return {
    label: hash ? `#${name}` : name,
    kind: block ? CompletionItemKind.Keyword : CompletionItemKind.Function,
    // In a block's own tag helpers are what is mostly meant.
    group: block && !hash ? 1 : 60,
    documentation: context.say(`about.helper.${name}`),
    ...(hash && { filter: name }),
  };
}
