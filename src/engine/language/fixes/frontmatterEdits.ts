import type { SourceMap } from '../../testset/sourceNode';
import type { PromptDocument } from '../document/promptDocument';
import {
  blockEntry,
  type Change,
  entriesAdded,
  entriesBelow,
  entriesRemoved,
  lineBreakOf,
  type NewEntry,
} from './mapEdits';

/**
 * Adds entries to the map at a path of a prompt's frontmatter, with the maps on the way there, and the frontmatter itself, where
 * they are missing. Comments and style stay as they are.
 * @returns undefined where there is something else at the path, or the frontmatter cannot be read
 */
export function frontmatterWith(
  document: PromptDocument,
  path: readonly string[],
  entries: readonly NewEntry[],
): Change | undefined {
  const { text, yaml } = document;
  const root = document.frontmatter();
  if (root === undefined) return document.isPartial ? undefined : withoutKeys(document, nested(path, entries));
  if (document.parsed.metadata.raw === undefined) return undefined;
  const source = { text: text.slice(0, yaml?.end) };
  let map: SourceMap = root;
  for (const [index, step] of path.entries()) {
    const entry = map.entries.find(({ key }) => key === step);
    if (entry === undefined) return entriesAdded(source, map, nested(path.slice(index), entries));
    const { value } = entry;
    if (value.kind === 'scalar' && value.value === null && value.start === value.end) {
      return entriesBelow(source, entry, nested(path.slice(index + 1), entries));
    }
    if (value.kind !== 'map') return undefined;
    map = value;
  }
  return entriesAdded(source, map, entries);
}

/** Takes the entries at paths out of a prompt's frontmatter; paths that are not there change nothing. */
export function frontmatterWithout(document: PromptDocument, paths: readonly (readonly string[])[]): Change[] {
  const root = document.frontmatter();
  if (root === undefined) return [];
  const entries = paths.flatMap((path) => {
    let map: SourceMap | undefined = root;
    for (const step of path.slice(0, -1)) {
      const next: SourceMap['entries'][number] | undefined = map?.entries.find(({ key }) => key === step);
      map = next?.value.kind === 'map' ? next.value : undefined;
    }
    return map?.entries.find(({ key }) => key === path.at(-1)) ?? [];
  });
  return entriesRemoved(document, root, new Set(entries));
}

/** Frontmatter without keys, or none at all. */
function withoutKeys({ text, yaml }: PromptDocument, entries: readonly NewEntry[]): Change | undefined {
  const lineBreak = lineBreakOf(text);
  const lines = entries.flatMap((entry) => blockEntry(entry, 2)).map((line) => line + lineBreak);
  if (yaml === undefined) return { start: 0, end: 0, text: `---${lineBreak}${lines.join('')}---${lineBreak}` };
  // There may be comments.
  return text
    .slice(yaml.start, yaml.end)
    .replace(/^[ \t]*#.*$/gm, '')
    .trim() === ''
    ? { start: yaml.end, end: yaml.end, text: lines.join('') }
    : undefined;
}

function nested(path: readonly string[], entries: readonly NewEntry[]): readonly NewEntry[] {
  return path.reduceRight<readonly NewEntry[]>((inner, key) => [[key, inner]], entries);
}
