import type { SourceEntry, SourceNode } from '../../testset/sourceNode';
import { ITEMS, ITEMS_IF_LIST, type ValuePath, type ValueStep } from './scope';

/** The keys that a way leads to in values that are written out: defaults, the input of a case. */
export function keysAt(entries: readonly SourceEntry[], way: ValuePath): SourceEntry[] {
  const [step, ...rest] = way;
  if (step === undefined) return [];
  const found = entriesOf(entries, step);
  if (rest.length === 0) return typeof step === 'string' ? [...found] : [];
  return found.flatMap(({ value }) => keysIn(value, rest));
}

function keysIn(node: SourceNode, way: ValuePath): SourceEntry[] {
  const [step, ...rest] = way;
  if (step === ITEMS_IF_LIST) return [...keysIn(node, rest), ...keysIn(node, [ITEMS, ...rest])];
  if (node.kind === 'map') return keysAt(node.entries, way);
  if (node.kind !== 'list' || step === undefined) return [];
  if (step === ITEMS) return node.items.flatMap((item) => keysIn(item, rest));
  const item = typeof step === 'string' && /^\d+$/.test(step) ? node.items[Number(step)] : undefined;
  return item === undefined ? [] : keysIn(item, rest);
}

function entriesOf(entries: readonly SourceEntry[], step: ValueStep): readonly SourceEntry[] {
  return step === ITEMS ? entries : entries.filter(({ key }) => key === step);
}

/** The way to the key at an offset, with that key; undefined where none is there. */
export function keyAtOffset(
  entries: readonly SourceEntry[],
  offset: number,
): { way: ValuePath; entry: SourceEntry } | undefined {
  for (const entry of entries) {
    if (offset < entry.keyStart) continue;
    if (offset <= entry.keyEnd) return { way: [entry.key], entry };
    if (offset > entry.value.end) continue;
    const inside = keyInNode(entry.value, offset);
    if (inside !== undefined) return { ...inside, way: [entry.key, ...inside.way] };
  }
  return undefined;
}

function keyInNode(node: SourceNode, offset: number): ReturnType<typeof keyAtOffset> {
  if (node.kind === 'map') return keyAtOffset(node.entries, offset);
  if (node.kind !== 'list') return undefined;
  const item = node.items.find(({ start, end }) => start <= offset && offset <= end);
  const inside = item && keyInNode(item, offset);
  return inside && { ...inside, way: [ITEMS, ...inside.way] };
}
