import { lineStarts } from '../../text/textLines';

/** Offsets of places that Handlebars itself gives, as a line from 1 and a column from 0, while it renders. */
export class LineOffsets {
  readonly #starts: number[];

  constructor(text: string) {
    this.#starts = lineStarts(text);
  }

  span({ start, end }: hbs.AST.SourceLocation): { start: number; end: number } {
    return { start: this.#offset(start), end: this.#offset(end) };
  }

  #offset({ line, column }: hbs.AST.Position): number {
    return (this.#starts[line - 1] ?? this.#starts.at(-1) ?? 0) + column;
  }
}
