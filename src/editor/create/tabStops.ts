import type { Place } from '../../engine/language/create/place';

/** Makes each text that people will want to change a stop of a snippet, in the order in which they are asked for. */
export function tabStops(): Place {
  let stop = 1;
  return (text) => `\${${stop++}:${text.replace(/[\\$}]/g, '\\$&')}}`;
}
