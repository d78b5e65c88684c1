import type { PromptSource } from '../../prompt/promptFile';
import type { SourceEntry, SourceNode } from '../../testset/sourceNode';
import type { PromptDocument, Span } from '../document/promptDocument';
import type { ValuePath } from '../names/scope';
import type { PathUse } from '../names/templateNames';

/** Values by name with the file that they are written in, those that go before others first. */
export interface WrittenValues {
  file: string;
  entries: readonly SourceEntry[];
}

/** Finds where the values of a rendering are written. */
export class ValuePlaces {
  readonly #documents: ReadonlyMap<string, PromptDocument>;
  readonly #written: readonly WrittenValues[];
  /** Names that mean something else in a file than in the prompt: what a partial is given. */
  readonly #own: ReadonlyMap<string, ReadonlySet<string> | 'all'>;
  readonly #paths = new Map<string, ReadonlyMap<number, ValuePath>>();

  constructor(source: PromptSource, documents: ReadonlyMap<string, PromptDocument>, written: readonly WrittenValues[]) {
    this.#documents = documents;
    this.#written = written;
    this.#own = ownNames(source, documents);
  }

  /** Where the value stands that a tag brings, as nearly as can be told: of an item, the list. */
  of(file: string, tag: Span): (Span & { file: string }) | undefined {
    const path = this.#pathsIn(file).get(tag.start);
    const name = path?.[0];
    const own = this.#own.get(file);
    if (typeof name !== 'string' || own === 'all' || own?.has(name)) return undefined;
    for (const { file: of, entries } of this.#written) {
      const entry = entries.find(({ key }) => key === name);
      if (entry === undefined) continue;
      const { start, end } = follow(entry.value, path?.slice(1) ?? []);
      return { file: of, start, end };
    }
    return undefined;
  }

  #pathsIn(file: string): ReadonlyMap<number, ValuePath> {
    let paths = this.#paths.get(file);
    if (paths === undefined) {
      paths = pathsByTag(this.#documents.get(file));
      this.#paths.set(file, paths);
    }
    return paths;
  }
}

const THIS = /^\{\{[{&~\s]*(?:this|\.)[}~\s]*$/;

/** The way to the value of each tag that brings one, by where the tag begins: of its first path. */
function pathsByTag(document: PromptDocument | undefined): Map<number, ValuePath> {
  const found = new Map<number, ValuePath>();
  if (document === undefined) return found;
  const { names, tags, text } = document;
  const uses = names.uses.filter((use): use is PathUse => 'path' in use).sort((a, b) => a.path.start - b.path.start);
  let next = 0;
  for (const { kind, start, end } of tags) {
    while (next < uses.length && (uses[next] as PathUse).path.start < start) next++;
    if (kind !== 'value') continue;
    const use = uses[next];
    const value =
      use !== undefined && use.path.end <= end
        ? use.value
        : THIS.test(text.slice(start, end))
          ? names.scopes.findLast((scope) => scope.start <= start && end <= scope.end)?.context
          : undefined;
    if (value !== undefined) found.set(start, value);
  }
  return found;
}

function follow(node: SourceNode, path: ValuePath): SourceNode {
  let here = node;
  for (const step of path) {
    const entry = here.kind === 'map' ? here.entries.find(({ key }) => key === step) : undefined;
    if (entry === undefined) return here;
    here = entry.value;
  }
  return here;
}

function ownNames(
  { file: prompt, partials }: PromptSource,
  documents: ReadonlyMap<string, PromptDocument>,
): Map<string, ReadonlySet<string> | 'all'> {
  const own = new Map<string, Set<string> | 'all'>();
  const pending = [prompt];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    const outer = own.get(file);
    for (const use of documents.get(file)?.names.uses ?? []) {
      const included = use.kind === 'partial' ? partials.get(use.name)?.file : undefined;
      if (use.kind !== 'partial' || included === undefined) continue;
      const before = own.get(included);
      const sees = use.seesInput && outer !== 'all' && before !== 'all';
      const after = sees ? new Set([...(before ?? []), ...(outer ?? []), ...use.given]) : ('all' as const);
      // Only what is new is followed further: partials may include each other.
      if (before !== undefined && sizeOf(after) === sizeOf(before)) continue;
      own.set(included, after);
      pending.push(included);
    }
  }
  return own;
}

function sizeOf(names: ReadonlySet<string> | 'all'): number {
  return names === 'all' ? Number.POSITIVE_INFINITY : names.size;
}
