import { CompletionItemKind } from 'vscode-languageserver-types';
import { lineStart } from '../../../text/lineStart';
import { type DataPlace, keysBeside } from '../../data/dataPlace';
import type { Offer } from '../offer';
import { SnippetWriter, scalarText } from './dataText';
import { type DataShape, type KeyOffer, shapeOn, type ValueOffer } from './shape';

/** What can be written at a place of YAML or JSON, by what may stand there. */
export async function dataCompletion(text: string, place: DataPlace, root: DataShape): Promise<Offer[]> {
  const shape = await shapeOn(place.path, root);
  if (shape === undefined) return [];
  switch (place.role) {
    case 'key':
      return keyOffers(text, place, shape, '');
    case 'value':
      return valueOffers(place, shape, '');
    case 'item':
      return shape.items === undefined ? [] : nodeOffers(text, place, shape.items, '- ');
    default:
      return [...(await nodeOffers(text, place, shape, '')), ...(await firstItem(text, place, shape))];
  }
}

/** A list whose first item somebody is about to write: the dash is missing as well. What may be a map is mostly that. */
async function firstItem(text: string, place: DataPlace, { items, keys }: DataShape): Promise<Offer[]> {
  if (items === undefined || !startsLine(text, place)) return [];
  const offers = await nodeOffers(text, place, items, '- ');
  return keys === undefined ? offers : offers.map((offer) => ({ ...offer, group: offer.group + 10 }));
}

async function nodeOffers(text: string, place: DataPlace, shape: DataShape, dash: string): Promise<Offer[]> {
  return [...(await valueOffers(place, shape, dash)), ...(await keyOffers(text, place, shape, dash))];
}

async function keyOffers(text: string, place: DataPlace, shape: DataShape, dash: string): Promise<Offer[]> {
  const offers = (await shape.keys?.(place)) ?? [];
  const taken = keysBeside(place);
  const indent = ' '.repeat(indentOf(text, place) + dash.length);
  return offers
    .filter(({ key }) => !taken.has(key))
    .map((offer) => ({
      ...shown(offer, offer.label ?? offer.key),
      kind: offer.kind ?? CompletionItemKind.Property,
      ...keyText(offer, place, indent, dash, text.includes('\r\n') ? '\r\n' : '\n'),
      ...(!place.hasColon && offer.begins.kind === 'open' && place.style !== 'json' && { again: true }),
      span: place.span,
    }));
}

function keyText(
  { key, begins, more = [] }: KeyOffer,
  { hasColon, style, quote, needsSpace, needsComma }: DataPlace,
  indent: string,
  dash: string,
  eol: string,
): Pick<Offer, 'text' | 'snippet' | 'filter'> {
  const written = scalarText(key, style, quote);
  const filter = quote === undefined ? key : written;
  if (hasColon) return { text: written, filter };
  const writer = new SnippetWriter(style, eol);
  const entries = writer.entries([[key, begins], ...more], indent);
  const before = `${needsSpace ? ' ' : ''}${dash}`;
  return { text: `${before}${entries}${needsComma ? ',' : ''}`, snippet: true, filter };
}

async function valueOffers(place: DataPlace, shape: DataShape, dash: string): Promise<Offer[]> {
  const offers = (await shape.values?.(place)) ?? [];
  // What a list has already is not wanted again.
  const taken = new Set(
    place.path.length > 0 ? place.siblings.filter(({ key }) => key === '').map(({ value }) => value) : [],
  );
  return offers.flatMap((offer) => {
    const { value, again } = offer;
    // In quotes there are only texts.
    if (taken.has(String(value)) || (place.quote !== undefined && typeof value !== 'string')) return [];
    const written = scalarText(value, place.style, place.quote);
    return [
      {
        ...shown(offer, offer.label ?? String(value)),
        kind: offer.kind ?? kindOf(offer),
        text: `${place.needsSpace ? ' ' : ''}${dash}${written}${place.needsComma ? ',' : ''}`,
        filter: place.quote === undefined ? String(value) : written,
        span: place.span,
        ...(again && { again }),
      },
    ];
  });
}

function shown({ detail, origin, documentation, group = 1, unresolved }: KeyOffer | ValueOffer, label: string) {
  return {
    label,
    group,
    ...(detail && { detail }),
    ...(origin && { origin }),
    ...(documentation && { documentation }),
    ...(unresolved && { unresolved }),
  };
}

function kindOf({ value }: ValueOffer): CompletionItemKind {
  return typeof value === 'string' ? CompletionItemKind.EnumMember : CompletionItemKind.Value;
}

/** How much deeper a place stands than its line begins: an editor adds the line's own indentation. */
function indentOf(text: string, { span, style }: DataPlace): number {
  if (style !== 'block') return 0;
  const line = text.slice(lineStart(text, span.start), span.start);
  return line.length - (/^[ \t]*/.exec(line)?.[0].length ?? 0);
}

function startsLine(text: string, { span, style }: DataPlace): boolean {
  return style === 'block' && /^[ \t]*$/.test(text.slice(lineStart(text, span.start), span.start));
}
