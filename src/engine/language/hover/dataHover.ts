import type { SourceEntry, SourceNode } from '../../testset/sourceNode';
import { aboutIt } from '../about/aboutIt';
import { type DataShape, shapeOn } from '../completion/data/shape';
import type { DataPlace, DataStep } from '../data/dataPlace';
import type { Span } from '../document/promptDocument';
import type { LanguageContext, LanguageDocument } from '../languageContext';
import type { Said } from './hover';

/** A key or a value of YAML or JSON at an offset, and the way to it from the root. */
export type DataSpot =
  | { kind: 'key'; span: Span; entry: SourceEntry /** To the map that it is in. */; path: readonly DataStep[] }
  | { kind: 'value'; span: Span; value: string; path: readonly DataStep[] };

/** What stands at an offset of a tree; undefined between its keys and values. */
export function spotAt(root: SourceNode | undefined, offset: number): DataSpot | undefined {
  let node = root;
  const path: DataStep[] = [];
  while (node !== undefined) {
    if (node.kind === 'scalar') {
      const inside = node.start <= offset && offset <= node.end && node.value !== null;
      return inside ? { kind: 'value', span: node, value: String(node.value), path } : undefined;
    }
    if (node.kind === 'list') {
      const index: number = node.items.findIndex(({ start, end }) => start <= offset && offset <= end);
      if (index < 0) return undefined;
      path.push(index);
      node = node.items[index];
      continue;
    }
    const around: SourceEntry | undefined = node.entries.find(
      ({ keyStart, keyEnd, value }) => keyStart <= offset && offset <= Math.max(keyEnd, value.end),
    );
    if (around === undefined) return undefined;
    if (offset <= around.keyEnd) {
      return { kind: 'key', span: { start: around.keyStart, end: around.keyEnd }, entry: around, path };
    }
    path.push(around.key);
    node = around.value;
  }
  return undefined;
}

/** What is said of a key or a value by what may stand there. */
export async function dataHover(
  spot: DataSpot,
  root: DataShape,
  document: LanguageDocument,
  context: LanguageContext,
): Promise<Said | undefined> {
  const shape = await shapeOn(spot.path, root);
  const place = placeOf(spot);
  const offers = spot.kind === 'key' ? await shape?.keys?.(place) : await shape?.values?.(place);
  const offer = offers?.find((each) =>
    spot.kind === 'key'
      ? 'key' in each && each.key === spot.entry.key
      : 'value' in each && String(each.value) === spot.value,
  );
  if (offer === undefined) return undefined;
  const { documentation, detail, unresolved } = offer;
  const more = unresolved && (await aboutIt(unresolved, document, context));
  const parts = [detail && `\`${detail}\``, documentation, more];
  const text = parts.filter((part) => part !== undefined && part !== '').join('\n\n');
  return { span: spot.span, text };
}

/** The place as it would be while it is written, with nothing beside it: all that it may be is then known. */
function placeOf(spot: DataSpot): DataPlace {
  return {
    role: spot.kind,
    path: spot.path,
    span: spot.span,
    written: spot.kind === 'value' ? spot.value : spot.entry.key,
    style: 'block',
    hasColon: true,
    needsSpace: false,
    needsComma: false,
    siblings: [],
    keysAt: () => new Set(),
  };
}
