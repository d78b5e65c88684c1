import { relative } from 'node:path';
import { CompletionItemKind } from 'vscode-languageserver-types';
import { argumentsRead } from '../../index/partialArguments';
import { reachablePartials } from '../../index/reachablePartials';
import { literal, type Offer, placeholder } from '../offer';
import { isPartialTag, type TemplateOffers } from './templatePlace';

/** With more arguments than that a call is better written one by one. */
const MOST_WRITTEN = 4;

/** `{{> `: the partials that can be included from here, with what they read and the input does not have. */
export const partials: TemplateOffers = async (place) => {
  const { document, cursor, context, missing } = place;
  const { slot, whole, word, quote, call } = cursor;
  if (!isPartialTag(cursor) || call.bracketed || slot.kind !== 'name') return [];
  const span = quote === undefined ? whole : word;
  const hasArguments = call.elements.length > 1;
  const { origins } = await place.input();
  const offers = reachablePartials(document.file, context.index).map(({ name, facts }): Offer => {
    const reads = argumentsRead(facts);
    const lacking = reads.filter((each) => !origins.has(each));
    const written = quote !== undefined || hasArguments || lacking.length > MOST_WRITTEN ? [] : lacking;
    const given = written.map((each, index) => ` ${each}="${placeholder(index + 1, each)}"`);
    const asWritten = quote === undefined && !/^[^\s!"#%-,.;->@[-^`{-~]+$/.test(name) ? `"${name}"` : name;
    return {
      label: name,
      kind: CompletionItemKind.Module,
      text: given.length > 0 ? `${literal(asWritten)}${given.join('')}${missing}` : `${asWritten}${missing}`,
      ...(given.length > 0 && { snippet: true }),
      span,
      group: 0,
      ...(reads.length > 0 && { detail: reads.join(', ') }),
      origin: relative(context.workspace, facts.file).replaceAll('\\', '/'),
      unresolved: { kind: 'partial', file: facts.file },
    };
  });
  const own = document.names.inline.map(({ name }) => name);
  const inline = (document.isPartial ? [...own, '@partial-block'] : own).map((name): Offer => {
    const about = name === '@partial-block' ? 'about.partial-block' : 'about.inline-partial';
    const common = { label: name, kind: CompletionItemKind.Module, documentation: context.say(about) };
    return { ...common, text: `${name}${missing}`, span, group: 1 };
  });
  return [...offers, ...inline];
};
