import { lineStart } from '../../text/lineStart';
import type { DataEntry, DataPlace, DataStep } from './dataPlace';
import type { FlowFrame, FlowScalar, FlowSlot } from './flowTree';
import { nameIn } from './yamlLine';

export interface FlowOptions {
  /** The way to what the brackets hold. */
  path: readonly DataStep[];
  json: boolean;
  /** The keys of the maps around the brackets. */
  keysAt?: DataPlace['keysAt'];
}

/** What is being written at an offset inside of brackets; undefined where nothing can be. */
export function flowPlace(
  text: string,
  root: FlowFrame,
  offset: number,
  { path, json, keysAt }: FlowOptions,
): DataPlace | undefined {
  let frame = root;
  let way = path;
  const frames = new Map<number, FlowFrame>();
  const keys = (depth: number) => {
    const around = frames.get(depth);
    return around === undefined ? (keysAt?.(depth) ?? new Set<string>()) : keysOf(around, text);
  };
  for (;;) {
    frames.set(way.length, frame);
    const index = frame.slots.findIndex(({ start, end }) => start <= offset && offset <= end);
    const slot = frame.slots[index];
    if (slot === undefined || isBehindComment(text, slot.start, offset, json)) return undefined;
    const { value, key } = slot;
    const step = frame.kind === 'list' ? index : key === undefined ? undefined : nameOf(key, text);
    if (
      value === undefined ||
      value.kind === 'scalar' ||
      offset <= value.start ||
      (value.closed && offset >= value.end)
    ) {
      const place = placeIn(text, frame, index, offset, { path: way, json, limit: root.end });
      return place && { ...place, keysAt: keys };
    }
    // A pair in a list, `[contains: [a]]`, is a map of its own.
    way = step === undefined ? way : [...way, step, ...(frame.kind === 'list' && key ? [nameOf(key, text)] : [])];
    frame = value;
  }
}

function placeIn(
  text: string,
  frame: FlowFrame,
  index: number,
  offset: number,
  { path, json, limit }: { path: readonly DataStep[]; json: boolean; limit: number },
): Omit<DataPlace, 'keysAt'> | undefined {
  const slot = frame.slots[index] as FlowSlot;
  const { key, colon, value } = slot;
  const inList = frame.kind === 'list';
  const around = inList && key !== undefined ? [...path, index] : path;
  const common = {
    style: json ? ('json' as const) : ('flow' as const),
    hasColon: false,
    needsSpace: false,
    needsComma: false,
    siblings: inList && key !== undefined ? [] : siblingsOf(frame, index, text),
  };
  const touches = (scalar: FlowScalar | undefined) =>
    scalar !== undefined &&
    scalar.start <= offset &&
    (offset < scalar.end || (offset === scalar.end && !isOutside(scalar)));
  const isOutside = ({ quote, closed, end }: FlowScalar) => quote !== undefined && closed && offset === end;
  if (key !== undefined && touches(key))
    return { role: 'key', path: around, ...common, hasColon: colon !== undefined, ...writtenIn(key, text, offset) };
  const scalar = value?.kind === 'scalar' ? value : undefined;
  const empty = { span: { start: offset, end: offset }, written: '' };
  if (colon !== undefined) {
    if (offset <= colon) return undefined;
    const way = [...around, key === undefined ? '' : nameOf(key, text)];
    if (scalar !== undefined && touches(scalar))
      return { role: 'value', path: way, ...common, ...writtenIn(scalar, text, offset) };
    if (value !== undefined) return undefined;
    return { role: 'value', path: way, ...common, needsSpace: !json && offset === colon + 1, ...empty };
  }
  if (scalar !== undefined && !touches(scalar)) return undefined;
  if (scalar === undefined && value !== undefined) return undefined;
  const here = scalar === undefined ? empty : writtenIn(scalar, text, offset);
  const needsComma = /^\s*(?:["'{[\w-])/.test(text.slice(here.span.end, Math.min(limit, here.span.end + 200)));
  if (inList) return { role: json ? 'value' : 'node', path: [...path, index], ...common, needsComma, ...here };
  return { role: 'key', path, ...common, needsComma, ...here };
}

function writtenIn(
  { start, end, quote }: FlowScalar,
  text: string,
  offset: number,
): Pick<DataPlace, 'span' | 'written' | 'quote'> {
  const inner = quote === undefined ? start : start + 1;
  return { span: { start, end }, written: text.slice(inner, Math.max(inner, offset)), ...(quote && { quote }) };
}

function siblingsOf({ slots }: FlowFrame, index: number, text: string): DataEntry[] {
  return slots.flatMap((slot, each) => {
    const { key, value } = slot;
    if (each === index || (key === undefined && value === undefined)) return [];
    const inner = value?.kind === 'map' ? value.slots[0] : undefined;
    const first = inner?.key && { key: nameOf(inner.key, text), value: textOf(inner.value, text) };
    return [{ key: key === undefined ? '' : nameOf(key, text), value: textOf(value, text), ...(first && { first }) }];
  });
}

function keysOf({ slots }: FlowFrame, text: string): Set<string> {
  return new Set(slots.flatMap(({ key }) => (key === undefined ? [] : [nameOf(key, text)])));
}

function textOf(value: FlowSlot['value'], text: string): string {
  return value?.kind === 'scalar' ? nameOf(value, text) : '';
}

function nameOf({ start, end }: FlowScalar, text: string): string {
  return nameIn(text.slice(start, end));
}

/** Whether a comment begins between a place and the cursor on the cursor's line. */
function isBehindComment(text: string, from: number, offset: number, json: boolean): boolean {
  if (json) return false;
  const line = text.slice(Math.max(from, lineStart(text, offset)), offset);
  return /(?:^|[\s,[{])#/.test(line.replace(/"(?:\\.|[^"\\])*"|'[^']*'/g, ''));
}
