import type { Span } from '../document/promptDocument';
import type { DataEntry, DataPlace, DataStep } from './dataPlace';
import { flowPlace } from './flowPlace';
import { flowTree, lineEnd } from './flowTree';
import { nameIn, type YamlLine, yamlLine } from './yamlLine';

/**
 * What is being written at an offset of YAML; undefined in comments, in text over several lines, and where nothing can be
 * meant. It goes by the indentation of the lines, in one pass, so that what is broken elsewhere is not in its way.
 * @param region the part of the text that is YAML
 */
export function yamlPlace(text: string, region: Span, offset: number): DataPlace | undefined {
  return new YamlScan(text, region, offset).place();
}

/** A map or a list in block style that is open where the scan has got to. */
interface Frame {
  kind: 'map' | 'list';
  /** The column of its keys or dashes. */
  column: number;
  path: readonly DataStep[];
  entries: DataEntry[];
}

/** Where the scan goes on, or what it has found. */
type Step = { next: number } | { place: DataPlace | undefined };

class YamlScan {
  readonly #text: string;
  readonly #region: Span;
  readonly #offset: number;
  readonly #frames: Frame[] = [];
  /** Lines that are indented deeper belong to a text over several lines. */
  #textBelow: number | undefined;

  constructor(text: string, region: Span, offset: number) {
    this.#text = text;
    this.#region = region;
    this.#offset = offset;
  }

  place(): DataPlace | undefined {
    const { start, end } = this.#region;
    for (let at = start; at <= end && at <= this.#offset; ) {
      const line = this.#line(at);
      const step = this.#offset <= line.end ? { place: this.#atCursor(line) } : this.#pass(line);
      if ('place' in step) return step.place;
      at = step.next;
    }
    return undefined;
  }

  #line(start: number): YamlLine {
    return yamlLine(this.#text, start, lineEnd(this.#text, start, this.#region.end));
  }

  /** Where the line behind an offset begins; behind the region where there is none. */
  #nextLine(from: number): number {
    const { end } = this.#region;
    const stop = lineEnd(this.#text, from, end);
    if (stop >= end) return end + 1;
    return this.#text.startsWith('\r\n', stop) ? stop + 2 : stop + 1;
  }

  /** A line that ends before the cursor. */
  #pass(line: YamlLine): Step {
    const next = this.#nextLine(line.end);
    const { content, start, key, value, dashes } = line;
    if (content === undefined || this.#isText(content - start)) return { next };
    for (const dash of dashes) this.#enter('list', dash - start).entries.push({ key: '', value: '' });
    if (key !== undefined) {
      const map = this.#enter('map', key.start - start);
      const item = dashes.length > 0 ? this.#frames.at(-2)?.entries.at(-1) : undefined;
      if (item !== undefined) item.first = { key: key.name, value: '' };
      map.entries.push({ key: key.name, value: '' });
    }
    if (value === undefined) return { next };
    return this.#passValue(line, value, next);
  }

  #passValue(line: YamlLine, value: Span, next: number): Step {
    // That of the key or the dash that it belongs to.
    const column = this.#columnOf(line);
    const text = this.#text.slice(value.start, value.end);
    const bare = text.replace(/^(?:[&!]\S*\s+)+/, '');
    const start = value.end - bare.length;
    if (/^[|>]/.test(bare)) {
      this.#textBelow = column;
      this.#setValue('|');
      return { next };
    }
    if (/^[[{]/.test(bare)) {
      const tree = this.#flow(start, value.end, column);
      if (this.#offset < tree.end || (!tree.closed && this.#offset <= tree.end)) {
        return {
          place: flowPlace(this.#text, tree, this.#offset, {
            path: this.#childPath(),
            json: false,
            keysAt: this.#keysAt(line),
          }),
        };
      }
      this.#setValue('');
      return { next: Math.max(next, this.#nextLine(tree.end)) };
    }
    this.#setValue(nameIn(bare));
    const quote = bare[0];
    if ((quote !== '"' && quote !== "'") || (bare.length > 1 && bare.endsWith(quote))) return { next };
    const end = this.#text.indexOf(quote, value.end);
    if (end < 0 || end >= this.#limit(value.end, column)) return { next };
    return this.#offset <= end ? { place: undefined } : { next: this.#nextLine(end) };
  }

  /** Brackets that end on their line, or on one that still belongs to them. */
  #flow(start: number, lineStop: number, column: number) {
    const onLine = flowTree(this.#text, start, lineEnd(this.#text, lineStop, this.#region.end), false);
    return onLine.closed ? onLine : flowTree(this.#text, start, this.#limit(lineStop, column), false);
  }

  /** Where a value over several lines ends at the latest: before a line that begins a key or an item beside it. */
  #limit(from: number, column: number): number {
    if (this.#frames.length === 0) return this.#region.end;
    for (let at = this.#nextLine(from); at <= this.#region.end; at = this.#nextLine(at)) {
      const content = this.#contentAt(at);
      if (content === undefined || content - at > column) continue;
      const { key, dashes } = this.#line(at);
      if (key !== undefined || dashes.length > 0) return at - 1;
    }
    return this.#region.end;
  }

  #isText(column: number): boolean {
    if (this.#textBelow === undefined) return false;
    if (column > this.#textBelow) return true;
    this.#textBelow = undefined;
    return false;
  }

  #columnOf({ key, dashes, start }: YamlLine): number {
    const own = key?.start ?? dashes.at(-1);
    return own === undefined ? (this.#frames.at(-1)?.column ?? -1) : own - start;
  }

  #setValue(value: string): void {
    const entry = this.#frames.at(-1)?.entries.at(-1);
    if (entry === undefined || entry.value !== '') return;
    entry.value = value;
    const item = this.#frames.at(-2)?.entries.at(-1);
    if (item?.first !== undefined && this.#frames.at(-1)?.entries.length === 1) item.first.value = value;
  }

  #enter(kind: Frame['kind'], column: number): Frame {
    for (let top = this.#frames.at(-1); top !== undefined; top = this.#frames.at(-1)) {
      // A list may stand in the column of the key that it is the value of; the next key ends it.
      const endsHere = top.column === column && top.kind === 'list' && kind === 'map';
      if (top.column <= column && !endsHere) break;
      this.#frames.pop();
    }
    const top = this.#frames.at(-1);
    if (top?.column === column && top.kind === kind) return top;
    const frame: Frame = { kind, column, path: this.#childPath(), entries: [] };
    this.#frames.push(frame);
    return frame;
  }

  /** The way to what comes next in the innermost frame. */
  #childPath(): readonly DataStep[] {
    const top = this.#frames.at(-1);
    if (top === undefined) return [];
    return [...top.path, top.kind === 'list' ? top.entries.length - 1 : (top.entries.at(-1)?.key ?? '')];
  }

  #atCursor(line: YamlLine): DataPlace | undefined {
    const { start, comment, content, dashes, key, value } = line;
    const offset = this.#offset;
    if (comment !== undefined && offset > comment) return undefined;
    if (this.#isText((content ?? offset) - start)) return undefined;
    if (content === undefined) return this.#onBlank(line, offset - start);
    for (const dash of dashes) {
      if (offset <= dash) return undefined;
      this.#enter('list', dash - start).entries.push({ key: '', value: '' });
    }
    const dash = dashes.at(-1);
    if (key === undefined && value === undefined) {
      const span = { start: offset, end: offset };
      const more = { needsSpace: offset - 1 === dash, siblings: this.#besideItem(line) };
      return this.#make('node', this.#childPath(), line, span, more);
    }
    if (key === undefined) return this.#onNode(line, value as Span);
    if (offset < key.start) return undefined;
    const map = this.#enter('map', key.start - start);
    if (offset <= key.colon) {
      const span = { start: key.start, end: Math.max(key.end, offset) };
      const siblings = [...map.entries, ...this.#below(line, map)];
      return this.#make('key', map.path, line, span, { hasColon: true, siblings });
    }
    map.entries.push({ key: key.name, value: '' });
    const siblings = [...map.entries.slice(0, -1), ...this.#below(line, map)];
    if (value !== undefined) return this.#onValue(line, value, 'value', siblings);
    if (this.#hasChildren(line, map.column)) return undefined;
    const needsSpace = offset === key.colon + 1;
    return this.#make('value', this.#childPath(), line, { start: offset, end: offset }, { needsSpace, siblings });
  }

  /** In a text that may become a key, or is an item. */
  #onNode(line: YamlLine, value: Span): DataPlace | undefined {
    if (this.#offset < value.start) return undefined;
    const column = value.start - line.start;
    if (line.dashes.length === 0) {
      while ((this.#frames.at(-1)?.column ?? -1) > column) this.#frames.pop();
      // Where a list stands in the column of its key, what has no dash is the next key.
      if (this.#frames.at(-2)?.column === column) this.#frames.pop();
      const top = this.#frames.at(-1);
      if (top?.column === column) {
        const siblings = [...top.entries, ...this.#below(line, top)];
        const span = { start: value.start, end: Math.max(value.end, this.#offset) };
        return this.#make(top.kind === 'map' ? 'key' : 'item', top.path, line, span, { siblings });
      }
      // A text that goes on from the line before.
      if (top !== undefined && top.entries.at(-1)?.value !== '') return undefined;
    }
    const path = this.#childPath();
    const below = this.#below(line, { kind: 'map', column });
    if (below.length > 0) {
      const span = { start: value.start, end: Math.max(value.end, this.#offset) };
      return this.#make('key', path, line, span, { siblings: below });
    }
    return this.#onValue(line, value, 'node', this.#besideItem(line));
  }

  /** The other items of the list that the line's dash belongs to; none without one. */
  #besideItem(line: YamlLine): DataEntry[] {
    const list = line.dashes.length > 0 ? this.#frames.at(-1) : undefined;
    return list === undefined ? [] : [...list.entries.slice(0, -1), ...this.#below(line, list)];
  }

  #onValue(line: YamlLine, value: Span, role: 'value' | 'node', siblings: readonly DataEntry[]): DataPlace | undefined {
    const offset = this.#offset;
    const first = this.#text[value.start] as string;
    if (offset < value.start || /[|>&!*]/.test(first)) return undefined;
    const path = this.#childPath();
    if (first === '[' || first === '{') {
      const tree = this.#flow(value.start, value.end, this.#columnOf(line));
      if (offset === value.start || (tree.closed && offset >= tree.end)) return undefined;
      return flowPlace(this.#text, tree, offset, { path, json: false, keysAt: this.#keysAt(line) });
    }
    const quote = first === '"' || first === "'" ? first : undefined;
    if (quote !== undefined && offset === value.start) return undefined;
    if (
      quote !== undefined &&
      offset >= value.end &&
      value.end - value.start > 1 &&
      this.#text[value.end - 1] === quote
    )
      return undefined;
    const span = { start: value.start, end: Math.max(value.end, offset) };
    return this.#make(role, path, line, span, { siblings, ...(quote && { quote }) });
  }

  /** On a line without anything: the column of the cursor says what it belongs to. */
  #onBlank(line: YamlLine, column: number): DataPlace | undefined {
    const span = { start: this.#offset, end: this.#offset };
    let child: Frame | undefined;
    for (let top = this.#frames.at(-1); top !== undefined && top.column > column; top = this.#frames.at(-1)) {
      child = this.#frames.pop();
    }
    const top = this.#frames.at(-1);
    if (top !== undefined && top.column === column) {
      const siblings = [...top.entries, ...this.#below(line, top)];
      return this.#make(top.kind === 'map' ? 'key' : 'item', top.path, line, span, { siblings });
    }
    // A text goes on there, or the things beside it stand in another column.
    if (child !== undefined || (top !== undefined && top.entries.at(-1)?.value !== '')) return undefined;
    const path = this.#childPath();
    const below = this.#contentBelow(line);
    const isList = below !== undefined && below.dashes.length > 0;
    const outer = (top?.column ?? -1) - Number(isList && top?.kind === 'map');
    if (below === undefined || below.column <= outer) return this.#make('node', path, line, span, {});
    if (below.column !== column) return undefined;
    const siblings = this.#below(line, { kind: isList ? 'list' : 'map', column });
    return this.#make(isList ? 'item' : 'key', path, line, span, { siblings });
  }

  /** Where the first character of a line stands; undefined on a blank line, and on one that is a comment. */
  #contentAt(start: number): number | undefined {
    let at = start;
    while (this.#text[at] === ' ' || this.#text[at] === '\t') at++;
    return at >= this.#region.end || /[\r\n#]/.test(this.#text[at] as string) ? undefined : at;
  }

  #contentBelow({ end }: YamlLine): (YamlLine & { column: number }) | undefined {
    for (let at = this.#nextLine(end); at <= this.#region.end; at = this.#nextLine(at)) {
      const line = this.#line(at);
      if (line.content !== undefined) return { ...line, column: line.content - at };
    }
    return undefined;
  }

  #hasChildren(line: YamlLine, column: number): boolean {
    const below = this.#contentBelow(line);
    return below !== undefined && (below.column > column || (below.column === column && below.dashes.length > 0));
  }

  /** What else stands in a map or a list, on the lines behind the cursor's. */
  #below({ end }: YamlLine, { kind, column }: Pick<Frame, 'kind' | 'column'>): DataEntry[] {
    const found: DataEntry[] = [];
    for (let at = this.#nextLine(end); at <= this.#region.end; at = this.#nextLine(at)) {
      const content = this.#contentAt(at);
      if (content === undefined || content - at > column) continue;
      if (content - at < column) break;
      const { key, dashes, value } = this.#line(at);
      const written = value === undefined ? '' : nameIn(this.#text.slice(value.start, value.end));
      if (kind === 'list') {
        if (dashes.length === 0) break;
        found.push(
          key === undefined
            ? { key: '', value: written }
            : { key: '', value: '', first: { key: key.name, value: written } },
        );
      } else if (key !== undefined && dashes.length === 0) found.push({ key: key.name, value: written });
    }
    return found;
  }

  /** The keys of the maps that are open, those on later lines included. */
  #keysAt(line: YamlLine): DataPlace['keysAt'] {
    const frames = [...this.#frames];
    return (depth) => {
      const frame = frames.find(({ kind, path }) => kind === 'map' && path.length === depth);
      return new Set(frame && [...frame.entries, ...this.#below(line, frame)].map(({ key }) => key));
    };
  }

  #make(
    role: DataPlace['role'],
    path: readonly DataStep[],
    line: YamlLine,
    span: Span,
    more: Partial<DataPlace>,
  ): DataPlace {
    const quote = more.quote ?? /^["']/.exec(this.#text.slice(span.start, span.end))?.[0];
    const inner = span.start + (quote === undefined ? 0 : 1);
    return {
      role,
      path,
      span,
      written: this.#text.slice(inner, Math.max(inner, this.#offset)),
      style: 'block',
      hasColon: false,
      needsSpace: false,
      needsComma: false,
      siblings: [],
      keysAt: this.#keysAt(line),
      ...(quote && { quote: quote as '"' | "'" }),
      ...more,
    };
  }
}
