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
  readonly #pieces = new Map<number, Omit<TracedSource, 'file'>[]>();
  #next = 0;

  /** The marks of another piece, and its number. */
  piece(): PieceMarks & { number: number } {
    const number = this.#next++;
    const sources: Omit<TracedSource, 'file'>[] = [];
    this.#pieces.set(number, sources);
    return {
      number,
      around: (source) => {
        const name = `\uE002${this.#secret}${number}.${sources.push(source) - 1}`;
        return { before: `${name}<\uE003`, behind: `${name}>\uE003` };
      },
    };
  }

  /** What was marked of a piece means nothing any longer. */
  forget(piece: number): void {
    this.#pieces.delete(piece);
  }

  /** A text to put before what a piece is rendered to, where the same piece may stand in several places. */
  opening(place: number): string {
    return `\uE002${this.#secret}${place}.0@\uE003`;
  }

  /**
   * @param places what `opening` numbers
   * @param partials the files of the pieces that are a whole file
   */
  unmark(
    rendered: string,
    places: readonly { file: string; offset: number }[],
    partials: ReadonlyMap<number, string>,
  ): UnmarkedText {
    const pattern = new RegExp(`\uE002${this.#secret}(\\d+)\\.(\\d+)([<>@])\uE003`, 'g');
    const stretches: UnmarkedText['stretches'] = [];
    const open: { mark: string; start: number }[] = [];
    let text = '';
    let from = 0;
    let place = places[0];
    for (const { index, 0: whole, 1: piece, 2: number, 3: side } of rendered.matchAll(pattern)) {
      text += rendered.slice(from, index);
      from = index + whole.length;
      const mark = `${piece}.${number}`;
      if (side === '@') place = places[Number(piece)];
      else if (side === '<') open.push({ mark, start: text.length });
      else {
        const opened = open.pop();
        const source = this.#pieces.get(Number(piece))?.[Number(number)];
        if (opened?.mark !== mark || source === undefined || text.length === opened.start) continue;
        const partial = partials.get(Number(piece));
        const { file, offset } =
          partial === undefined ? (place ?? { file: '', offset: 0 }) : { file: partial, offset: 0 };
        const { kind } = source;
        const at = { file, start: source.start + offset, end: source.end + offset, kind };
        stretches.push({ start: opened.start, end: text.length, source: at });
      }
    }
    return { text: text + rendered.slice(from), stretches: stretches.sort((a, b) => a.start - b.start) };
  }
}
