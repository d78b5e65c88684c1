import type { Position, Range } from 'vscode-languageserver-types';
import type { Span } from '../document/promptDocument';

/** A stretch of a file that something of a preview came from, by offsets in UTF-16 units. */
export interface PreviewPlace extends Span {
  file: string;
  /** A line of text, the tag that brought a value, or the tag that begins a message. */
  kind: 'text' | 'value' | 'role';
  /** Where the value stands that a tag brought: in the test set, or among the defaults. */
  value?: Span & { file: string };
}

/** A file's text, as far as places in it go. */
interface PlacedText {
  positionAt(offset: number): Position;
  offsetAt(position: Position): number;
}

/** Where everything in a preview came from, and back. */
export class PreviewSources {
  readonly places: readonly PreviewPlace[];
  readonly #texts: ReadonlyMap<string, PlacedText>;

  /** @param texts of all files that the places are in */
  constructor(places: readonly PreviewPlace[], texts: ReadonlyMap<string, PlacedText>) {
    this.places = places;
    this.#texts = texts;
  }

  /** The range of a place in its file; undefined where there is no such place. */
  range(place: number): { file: string; range: Range } | undefined {
    return this.#rangeOf(this.places[place]);
  }

  /** The range of the value that a tag brought; undefined where nobody can tell. */
  valueRange(place: number): { file: string; range: Range } | undefined {
    return this.#rangeOf(this.places[place]?.value);
  }

  /**
   * The places around a cursor; without any, those nearest to it in its line, so that white space is no gap.
   * @returns their numbers, rising: a line in a loop, or a partial, may have been rendered more than once
   */
  at(file: string, position: Position): number[] {
    const text = this.#texts.get(file);
    if (text === undefined) return [];
    const offset = text.offsetAt(position);
    const line = text.offsetAt({ line: position.line, character: 0 });
    const next = text.offsetAt({ line: position.line + 1, character: 0 });
    let nearest = Number.POSITIVE_INFINITY;
    let found: number[] = [];
    for (const [number, place] of this.places.entries()) {
      for (const span of place.value === undefined ? [place] : [place, place.value]) {
        if (span.file !== file || span.start >= Math.max(next, line + 1) || span.end < line) continue;
        const inside = span.start <= offset && offset <= span.end;
        const distance = inside ? 0 : Math.min(Math.abs(span.start - offset), Math.abs(span.end - offset));
        if (distance > nearest) continue;
        if (distance < nearest) found = [];
        nearest = distance;
        if (found.at(-1) !== number) found.push(number);
      }
    }
    return found;
  }

  #rangeOf(span: (Span & { file: string }) | undefined): { file: string; range: Range } | undefined {
    if (span === undefined) return undefined;
    const text = this.#texts.get(span.file);
    if (text === undefined) return undefined;
    return { file: span.file, range: { start: text.positionAt(span.start), end: text.positionAt(span.end) } };
  }
}
