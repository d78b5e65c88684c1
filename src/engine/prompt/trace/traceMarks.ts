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

/** Marks that are put around pieces of a template, go through its rendering, and are taken out of the rendered text. */
export class TraceMarks {
  readonly #secret = randomBytes(8).toString('hex');
  readonly #sources: TracedSource[] = [];

  /** Two texts to put before and behind a piece. */
  around(source: TracedSource): { before: string; behind: string } {
    const number = this.#sources.push(source) - 1;
    return { before: `\uE002${this.#secret}${number}<\uE003`, behind: `\uE002${this.#secret}${number}>\uE003` };
  }

  unmark(rendered: string): UnmarkedText {
    const pattern = new RegExp(`\uE002${this.#secret}(\\d+)([<>])\uE003`, 'g');
    const stretches: UnmarkedText['stretches'] = [];
    const open: { number: number; start: number }[] = [];
    let text = '';
    let from = 0;
    for (const { index, 0: mark, 1: number, 2: side } of rendered.matchAll(pattern)) {
      text += rendered.slice(from, index);
      from = index + mark.length;
      if (side === '<') {
        open.push({ number: Number(number), start: text.length });
        continue;
      }
      const opened = open.pop();
      const source = this.#sources[Number(number)];
      if (opened?.number === Number(number) && source !== undefined && text.length > opened.start) {
        stretches.push({ start: opened.start, end: text.length, source });
      }
    }
    return { text: text + rendered.slice(from), stretches: stretches.sort((a, b) => a.start - b.start) };
  }
}
