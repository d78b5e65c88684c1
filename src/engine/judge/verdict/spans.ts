/** Tells whether a place lies inside of one of some spans, which are in their order. The places only ever go up. */
export function within(spans: readonly { start: number; end: number }[]): (place: number) => boolean {
  let next = 0;
  return (place) => {
    while (next < spans.length && (spans[next]?.end ?? 0) <= place) next++;
    return (spans[next]?.start ?? Number.POSITIVE_INFINITY) < place;
  };
}
