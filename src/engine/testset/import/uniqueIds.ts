import type { ImportedCase } from './imported';

/**
 * The ids of cases, each once: a second `rag` is `rag (2)`. Cases without one stay without, since reading counts them
 * (`case-3`), and nobody else may be called so.
 */
export function uniqueIds(cases: readonly Pick<ImportedCase, 'id'>[]): (string | undefined)[] {
  const wanted = cases.map(({ id }) => id?.replace(/\s+/g, ' ').trim() || undefined);
  const taken = new Set<string>();
  for (const [index, id] of wanted.entries()) if (id === undefined) taken.add(`case-${index + 1}`);
  const times = new Map<string, number>();
  return wanted.map((id) => {
    if (id === undefined) return undefined;
    let time = (times.get(id) ?? 0) + 1;
    let unique = time === 1 ? id : `${id} (${time})`;
    while (taken.has(unique)) unique = `${id} (${++time})`;
    times.set(id, time);
    taken.add(unique);
    return unique;
  });
}
