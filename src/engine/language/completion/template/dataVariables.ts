import { CompletionItemKind } from 'vscode-languageserver-types';
import type { Offer } from '../offer';
import { literal } from '../offer';
import type { TemplateOffers, TemplatePlace } from './templatePlace';
import { wantedAt } from './variables';

const IN_LOOPS: readonly string[] = ['index', 'first', 'last', 'key'];
/** What a rendering gives under `@metadata`. */
const METADATA: readonly string[] = ['prompt', 'docs', 'messages'];

/** `@index` and the like in loops, `@root`, `@metadata`, and what else a template reads of the context. */
export const dataVariables: TemplateOffers = (place) => {
  const { document, cursor, scope, offset } = place;
  if (wantedAt(place) === undefined) return [];
  const { lead, slot, tag } = cursor;
  if (slot.kind === 'name' && tag.kind !== 'value') return [];
  if (lead === '@metadata.') return METADATA.map((name) => offerOf(name, '', 0, place, `metadata-${name}`));
  if (lead !== '' && lead !== '@') return [];
  const mark = lead === '@' ? '' : '@';
  const used = document.names.uses.flatMap(({ kind, name, start, end }) =>
    kind === 'data' && !(start <= offset && offset <= end) ? [name] : [],
  );
  const known = [...(scope.loop ? IN_LOOPS : []), 'root', 'metadata'];
  const others = [...new Set(used)].filter((name) => !known.includes(name) && !IN_LOOPS.includes(name));
  return [
    ...known.map((name) => offerOf(name, mark, 0, place, name)),
    ...others.map((name) => offerOf(name, mark, 1, place, 'context')),
  ];
};

function offerOf(
  name: string,
  mark: string,
  rank: number,
  { cursor, context, missing }: TemplatePlace,
  about: string,
): Offer {
  const { slot, word } = cursor;
  const isName = slot.kind === 'name';
  const path = `${mark}${name}`;
  const snippet = missing !== '' && !isName;
  return {
    label: cursor.lead.endsWith('.') ? name : `@${name}`,
    kind: CompletionItemKind.Variable,
    text: snippet ? `${literal(path)}$0${missing}` : `${path}${missing}`,
    ...(snippet && { snippet }),
    span: word,
    filter: path,
    group: 40 + rank,
    documentation: context.say(`about.data.${about}`),
  };
}
