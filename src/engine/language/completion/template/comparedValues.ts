import { CompletionItemKind } from 'vscode-languageserver-types';
import { shapeAt } from '../../names/namesAt';
import { positional } from '../../template/calls';
import type { Offer } from '../offer';
import type { TemplateOffers, TemplatePlace } from './templatePlace';
import { textFor } from './textFor';

/** So many of the values that cases give are offered. */
const MOST_SAMPLES = 20;

/** In `{{#ifEquals language ‸}}`: what the variable can be, by its schema, or has been in the cases. */
export const comparedValues: TemplateOffers = async (place) => {
  const { cursor, helper } = place;
  const { slot, lead, call } = cursor;
  const compares = helper?.name === 'ifEquals' || helper?.name === 'unlessEquals';
  if (!compares || slot.kind !== 'argument' || slot.index > 1 || lead !== '') return [];
  const other = positional(call)[slot.index === 0 ? 2 : 1];
  const use = place.document.names.uses.find((each) => 'path' in each && each.path.start === other?.start);
  if (use === undefined || !('value' in use) || use.value === undefined) return [];
  const { shape: input } = await place.input();
  const shape = shapeAt(input, use.value);
  const samples = new Set(shape?.samples.filter((each) => typeof each === 'string' && each.length <= 40));
  const values = shape?.values ?? (shape?.isA('boolean') ? [true, false] : [...samples].slice(0, MOST_SAMPLES));
  return values.flatMap((value) => offerOf(value, place));
};

function offerOf(value: unknown, place: TemplatePlace): Offer[] {
  const { quote, word } = place.cursor;
  const common = { kind: CompletionItemKind.EnumMember, group: 0 };
  if (typeof value === 'string') return [{ label: value, ...common, ...textFor(value, place) }];
  if (quote !== undefined || (typeof value !== 'number' && typeof value !== 'boolean')) return [];
  return [{ label: String(value), ...common, text: `${value}${place.missing}`, span: word }];
}
