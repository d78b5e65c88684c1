import { basename, dirname, relative } from 'node:path';
import { isInside } from '../../workspacePath';
import type { PromptFacts } from './fileFacts';
import { IS_PROMPT, type ProjectIndex } from './projectIndex';

/** A partial with the name by which a file can include it. */
export interface ReachablePartial {
  name: string;
  facts: PromptFacts;
}

/** So many files are followed in the search for circles. */
const MOST_FOLLOWED = 200;

/** The partials that a file can include without leading in a circle, by the names that lead to them from there. */
export function reachablePartials(from: string, index: ProjectIndex): ReachablePartial[] {
  const circular = includersOfAll(from, index);
  return index.prompts().flatMap((facts) => {
    if (!facts.partial || facts.file === from || circular.has(facts.file)) return [];
    const name = nameOf(facts.file, from, index);
    return name === undefined ? [] : [{ name, facts }];
  });
}

/** The shortest name that leads from a file to a partial, as `findPartial` has it; undefined where another one is nearer. */
function nameOf(partial: string, from: string, index: ProjectIndex): string | undefined {
  const own = basename(partial).replace(/^_/, '').replace(IS_PROMPT, '');
  const folder = dirname(partial);
  for (let above = dirname(from); isInside(above, index.root); above = dirname(above)) {
    if (isInside(folder, above)) {
      const way = relative(above, folder).replaceAll('\\', '/');
      const name = way === '' ? own : `${way}/${own}`;
      return index.partialFile(name, from) === partial ? name : undefined;
    }
    if (dirname(above) === above) break;
  }
  return undefined;
}

/** Every file that includes another, directly or through others. */
function includersOfAll(partial: string, index: ProjectIndex): Set<string> {
  const found = new Set<string>();
  if (!basename(partial).startsWith('_')) return found;
  const pending = [partial];
  for (let file = pending.pop(); file !== undefined && found.size < MOST_FOLLOWED; file = pending.pop()) {
    for (const { facts } of index.includersOf(file)) {
      if (facts.partial && !found.has(facts.file)) pending.push(facts.file);
      found.add(facts.file);
    }
  }
  return found;
}
