import { lineStarts } from '../../text/textLines';

/** A place in a template: by offsets, and for those who read Handlebars' trees by lines (from 1) and columns (from 0). */
export class TemplateLoc implements hbs.AST.SourceLocation {
  declare readonly source: string;
  readonly #places: LinePlaces;

  constructor(
    places: LinePlaces,
    /** Offset of its first character. */
    readonly from: number,
    /** Offset behind its last character. */
    readonly to: number,
  ) {
    this.#places = places;
  }

  get start(): hbs.AST.Position {
    return this.#places.at(this.from);
  }

  get end(): hbs.AST.Position {
    return this.#places.at(this.to);
  }
}

/** The offsets of a node of a tree that `parseTemplateSyntax` has made. */
export function spanOf({ loc }: { loc: hbs.AST.SourceLocation }): { start: number; end: number } {
  const { from, to } = loc as TemplateLoc;
  return { start: from, end: to };
}

/** Turns offsets into places as Handlebars counts them: LF, CRLF and CR end a line. The lines are counted when first asked for. */
export class LinePlaces {
  readonly #text: string;
  #starts: number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  between(start: number, end: number): TemplateLoc {
    return new TemplateLoc(this, start, end);
  }

  /** Stands where the name of a block is missing. */
  nameless(at: number): hbs.AST.PathExpression {
    const loc = this.between(at, at);
    return { type: 'PathExpression', data: false, depth: 0, parts: [], original: '', loc } as hbs.AST.PathExpression;
  }

  at(offset: number): hbs.AST.Position {
    this.#starts ??= lineStarts(this.#text);
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] as number) };
  }
}
