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

const TAG = /<(\/?)([a-z_][\w-]{0,30})>/gi;

/**
 * The elements of a text that no other one holds, in their order: an opening tag, and the next closing tag of its name.
 * In one pass, however many tags there are that nothing closes.
 * @param half half-width text
 * @param wanted names of tags in small letters; all where left out
 */
export function outerElements(half: string, wanted?: ReadonlySet<string>): ReplyElement[] {
  const tags = [...half.matchAll(TAG)]
    .map((match) => ({
      closes: match[1] === '/',
      name: (match[2] ?? '').toLowerCase(),
      start: match.index,
      end: match.index + match[0].length,
    }))
    .filter(({ name }) => wanted === undefined || wanted.has(name));
  const closings = new Map<string, number[]>();
  for (const { closes, name, start } of tags) {
    if (!closes) continue;
    const known = closings.get(name);
    if (known === undefined) closings.set(name, [start]);
    else known.push(start);
  }
  const next = new Map<string, number>();
  const elements: ReplyElement[] = [];
  let from = 0;
  for (const { closes, name, start, end } of tags) {
    if (closes || start < from) continue;
    const places = closings.get(name) ?? [];
    let place = next.get(name) ?? 0;
    while (place < places.length && (places[place] as number) < end) place++;
    next.set(name, place);
    const innerEnd = places[place];
    if (innerEnd === undefined) continue;
    from = innerEnd + name.length + 3;
    elements.push({ name, start, end: from, innerStart: end, innerEnd });
  }
  return elements;
}
