import type { Offer } from '../offer';
import type { TemplatePlace } from './templatePlace';

/** A text as an argument: with quotes where there are none yet, and with the second one where that is missing. */
export function textFor(
  value: string,
  { cursor: { word, quote }, missing }: TemplatePlace,
): Pick<Offer, 'text' | 'span' | 'filter'> {
  const { mark, closed } = quote ?? { mark: '"', closed: false };
  const escaped = value.replaceAll(mark, `\\${mark}`);
  const text = `${quote === undefined ? mark : ''}${escaped}${closed ? '' : mark}${missing}`;
  return { text, span: word, ...(quote === undefined && { filter: value }) };
}
