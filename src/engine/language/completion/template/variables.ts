import { CompletionItemKind } from 'vscode-languageserver-types';
import { asText } from '../../about/asText';
import type { KnownInput, Origin } from '../../input/knownInput';
import type { ValueShape } from '../../input/valueShape';
import { namesReadFrom, shapeAt } from '../../names/namesAt';
import type { ValuePath } from '../../names/scope';
import { positional } from '../../template/calls';
import { HELPERS_BY_NAME, type Wanted } from '../../template/helperTable';
import { scopeAbove, valueOfLead, writtenSegment } from '../../template/writtenPath';
import { literal, type Offer } from '../offer';
import { blockText } from './blockText';
import { isPartialTag, type TemplateOffers, type TemplatePlace } from './templatePlace';

/**
 * Variables in scope, `user.` with its fields, the items of a loop, names between bars, and what is further out with the way
 * there.
 */
export const variables: TemplateOffers = async (place) => {
  const wanted = wantedAt(place);
  if (wanted === undefined) return [];
  const { cursor, scope } = place;
  const known = await place.input();
  if (cursor.lead === '') return inScope(place, known, wanted);
  const value = valueOfLead(cursor.lead, scope);
  return value === undefined ? [] : fieldsOf(value, { place, known, wanted, way: '', group: 1 });
};

/** What kind of value may stand at a place; undefined where none may. */
export function wantedAt({ cursor, helper }: TemplatePlace): Wanted | undefined {
  const { tag, slot, call, quote, whole } = cursor;
  // Behind a named argument there are only named ones.
  const isLate =
    slot.kind === 'argument' && call.elements.some(({ kind, end }) => kind === 'key' && end <= whole.start);
  if (quote !== undefined || isLate) return undefined;
  if (slot.kind === 'value') return 'any';
  if (slot.kind === 'argument') {
    if (isPartialTag(cursor) && !call.bracketed) return slot.index === 0 ? 'map' : undefined;
    const wanted = helper?.parameters[slot.index]?.wanted;
    return wanted === 'role' ? undefined : wanted;
  }
  if (slot.kind !== 'name' || call.bracketed) return undefined;
  // What has arguments is a helper.
  if (positional(call).length > 1 || call.elements.some(({ kind }) => kind === 'key')) return undefined;
  if (tag.kind === 'value') return 'any';
  return tag.kind === 'open' || tag.kind === 'inverse' ? 'list' : undefined;
}

interface Fields {
  place: TemplatePlace;
  known: KnownInput;
  wanted: Wanted;
  /** How their scope is reached: `../`. */
  way: string;
  group: number;
}

function inScope(place: TemplatePlace, known: KnownInput, wanted: Wanted): Offer[] {
  const { scope } = place;
  const common = { place, known, wanted, way: '' };
  const offers = scope.params.map(({ name, value }) => {
    const shape = value && shapeAt(known.shape, value);
    return offerOf(name, { ...common, group: 0, shape, value });
  });
  if (scope.context !== undefined) offers.push(...fieldsOf(scope.context, { ...common, group: 1 }));
  if (scope.parent === undefined) return offers;
  const shape = scope.context && shapeAt(known.shape, scope.context);
  const itself = offerOf('this', { ...common, group: 6, shape, value: scope.context });
  offers.push({ ...itself, kind: CompletionItemKind.Keyword });
  const outer = scope.parent.context;
  if (outer !== undefined) offers.push(...fieldsOf(outer, { ...common, way: '../', group: 3 }));
  // Counting further than that is for nobody: `@root.` leads to the input from everywhere.
  if (scopeAbove(scope, 2) !== undefined) offers.push(...fieldsOf([], { ...common, way: '@root.', group: 4 }));
  return offers;
}

/** The fields of a value, those that are declared before those that the template only reads. */
function fieldsOf(value: ValuePath, { place, known, wanted, way, group }: Fields): Offer[] {
  const shape = shapeAt(known.shape, value);
  const isInput = value.length === 0;
  const read = new Set(namesReadFrom(place.document.names, value, place.offset));
  const declared = new Set([...(isInput ? known.origins.keys() : []), ...(shape?.fieldNames() ?? [])]);
  return [...new Set([...declared, ...read])].map((name) => {
    // What is declared and not read yet is what somebody most likely is about to write.
    const rank = !declared.has(name) ? 2 : read.has(name) ? 1 : 0;
    const origin = isInput ? (known.origins.get(name) ?? 'template') : undefined;
    const about: About = {
      place,
      known,
      wanted,
      way,
      group: group * 3 + rank,
      value: [...value, name],
      shape: shape?.field(name),
      origin,
    };
    return offerOf(name, about);
  });
}

interface About extends Fields {
  shape: ValueShape | undefined;
  /** The way to it from the input; absent where nobody can tell. */
  value: ValuePath | undefined;
  origin?: Origin | 'template' | undefined;
}

function offerOf(name: string, about: About): Offer {
  const { place, wanted, group, way, shape, value, origin } = about;
  const { cursor, context, missing, document } = place;
  // A helper goes before a variable of its name.
  const hidden = cursor.slot.kind === 'name' && way === '' && cursor.lead === '' && HELPERS_BY_NAME.has(name);
  const segment = name === 'this' ? name : writtenSegment(name);
  const { text, snippet, span } = textOf(`${hidden ? 'this.' : way}${segment}`, place);
  const offer: Offer = {
    label: `${way}${name}`,
    kind: value !== undefined && value.length > 1 ? CompletionItemKind.Field : CompletionItemKind.Variable,
    text,
    span,
    group: group * 3 + misfit(shape, wanted),
  };
  if (snippet) offer.snippet = true;
  const type = shape?.type ?? '';
  if (type !== '') offer.detail = shape?.isOptional ? `${type}?` : type;
  if (origin !== undefined && origin !== 'schema') offer.origin = context.say(`about.origin.${origin}`);
  const documentation = shape?.description;
  if (documentation !== undefined) offer.documentation = asText(documentation);
  else if (origin === 'judge') offer.documentation = context.say(`about.judge-variable.${name}`);
  if (document.text[cursor.word.start] === '[') offer.filter = `[${name}]`;
  if (missing === '' && shape?.isA('object')) offer.commit = DOT;
  if (value !== undefined) offer.unresolved = { kind: 'value', path: value };
  return offer;
}

/** Goes on to the fields of what is accepted. */
const DOT: readonly string[] = ['.'];

/** `{{#items}}` goes through a list and has to be closed; everything else is the path itself. */
function textOf(path: string, place: TemplatePlace): Pick<Offer, 'text' | 'snippet' | 'span'> {
  const { cursor, missing } = place;
  const { tag, slot, word, lead } = cursor;
  const isBlock = slot.kind === 'name' && (tag.kind === 'open' || tag.kind === 'inverse');
  if (isBlock) return blockText(literal(path), `${lead}${path}`, place);
  if (missing === '' || slot.kind === 'name') return { text: `${path}${missing}`, span: word };
  // More arguments may follow.
  return { text: `${literal(path)}$0${missing}`, snippet: true, span: word };
}

/** 0 for what fits, 1 for what nobody knows, 2 for what does not. */
function misfit(shape: ValueShape | undefined, wanted: Wanted): number {
  if (wanted === 'any' || wanted === 'text') return 0;
  if (shape === undefined || shape.isUnknown) return 1;
  if (wanted === 'condition') return shape.isOptional || shape.isA('boolean') ? 0 : 1;
  if (wanted === 'list') return shape.isA('array') ? 0 : shape.isA('object') ? 1 : 2;
  return shape.isA('object') ? 0 : 2;
}
