import { randomBytes } from 'node:crypto';

/** A stretch of a file that a stretch of rendered text came from, by offsets in UTF-16 units. */
export interface TracedSource {
  file: string;
  start: number;
  end: number;
  /** `text` is in the rendered text as it is written; of `value` it is the tag that brought it. */
  kind: 'text' | 'value';
}

/** Rendered text without its marks, and what came from where. */
export interface UnmarkedText {
  text: string;
  stretches: { start: number; end: number; source: TracedSource }[];
}

/** The marks of one piece of a template. */
export interface PieceMarks {
  /** Two texts to put before and behind what stands at some offsets in the piece. */
  around(source: Omit<TracedSource, 'file'>): { before: string; behind: string };
}

/** Marks that are put around parts of templates, go through their rendering, and are taken out of the rendered text. */
export class TraceMarks {
  readonly #secret = randomBytes(8).toString('hex');
  readonly #pieces = new Map<number, TracedSource[]>();
  #next = 0;

  /** The marks of another piece, and its number. @param file that it is the whole of; empty for a part of one */
  piece(file: string): PieceMarks & { number: number } {
    const number = this.#next++;
    const sources: TracedSource[] = [];
    this.#pieces.set(number, sources);
    return {
      number,
      around: (source) => {
        const name = `\uE002${this.#secret}${number}.${sources.push({ file, ...source }) - 1}`;
        return { before: `${name}<\uE003`, behind: `${name}>\uE003` };
      },
    };
  }

  /** What was marked of a piece means nothing any longer. */
  forget(piece: number): void {
    this.#pieces.delete(piece);
  }

  unmark(rendered: string): UnmarkedText {
    const pattern = new RegExp(`\uE002${this.#secret}(\\d+)\\.(\\d+)([<>])\uE003`, 'g');
    const stretches: UnmarkedText['stretches'] = [];
    const open: { source: TracedSource | undefined; start: number }[] = [];
    let text = '';
    let from = 0;
    for (const { index, 0: mark, 1: piece, 2: number, 3: side } of rendered.matchAll(pattern)) {
      text += rendered.slice(from, index);
      from = index + mark.length;
      const source = this.#pieces.get(Number(piece))?.[Number(number)];
      if (side === '<') {
        open.push({ source, start: text.length });
        continue;
      }
      const opened = open.pop();
      if (opened === undefined || opened.source !== source || source === undefined) continue;
      if (text.length > opened.start) stretches.push({ start: opened.start, end: text.length, source });
    }
    return { text: text + rendered.slice(from), stretches: stretches.sort((a, b) => a.start - b.start) };
  }
}
