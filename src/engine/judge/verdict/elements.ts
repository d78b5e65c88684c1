/** An element of a reply that is written in tags. */
export interface ReplyElement {
  name: string;
  start: number;
  /** Behind the closing tag. */
  end: number;
  /** What it holds. */
  innerStart: number;
  innerEnd: number;
}

/** A name in any language. */
const TAG = /<(\/?)([^\s\d<>/|="'`!?.-][^\s<>/|="'`!?.]{0,30})>/g;

/**
 * The elements of a text that no other one holds, in their order: an opening tag, and the next closing tag of its name.
 * In one pass, however many tags there are that nothing closes.
 * @param half half-width text
 * @param isWanted whether elements of a name, in small letters, are; all where left out
 */
export function outerElements(half: string, isWanted: (name: string) => boolean = () => true): ReplyElement[] {
  const tags = [...half.matchAll(TAG)]
    .map((match) => ({
      closes: match[1] === '/',
      name: (match[2] ?? '').toLowerCase(),
      start: match.index,
      end: match.index + match[0].length,
    }))
    .filter(({ name }) => isWanted(name));
  const closings = new Map<string, { start: number; end: number }[]>();
  for (const { closes, name, start, end } of tags) {
    if (!closes) continue;
    const known = closings.get(name);
    if (known === undefined) closings.set(name, [{ start, end }]);
    else known.push({ start, end });
  }
  const next = new Map<string, number>();
  const elements: ReplyElement[] = [];
  let from = 0;
  for (const { closes, name, start, end } of tags) {
    if (closes || start < from) continue;
    const places = closings.get(name) ?? [];
    let place = next.get(name) ?? 0;
    while (place < places.length && (places[place]?.start ?? 0) < end) place++;
    next.set(name, place);
    const closing = places[place];
    if (closing === undefined) continue;
    from = closing.end;
    elements.push({ name, start, end: from, innerStart: end, innerEnd: closing.start });
  }
  return elements;
}
