import type { SourceNode } from '../../testset/sourceNode';

/** The judges that a list of them names, by name or path: `- correctness`, `- judge: ./judges/tone.prompt`. */
export function judgePlaces(list: SourceNode): { name: string; start: number; end: number }[] {
  if (list.kind !== 'list') return [];
  return list.items.flatMap((item) => {
    const named = item.kind === 'map' ? item.entries.find(({ key }) => key === 'judge')?.value : item;
    if (named?.kind !== 'scalar' || typeof named.value !== 'string') return [];
    return [{ name: named.value, start: named.start, end: named.end }];
  });
}
