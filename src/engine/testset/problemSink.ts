import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from 'vscode-languageserver-types';
import type { Problem } from '../problem';

/** Turns offsets into ranges of one file and gathers the problems found in it. */
export class ProblemSink {
  readonly problems: Problem[] = [];
  readonly #document: TextDocument;

  constructor(
    readonly file: string,
    text: string,
  ) {
    this.#document = TextDocument.create(file, 'testset', 0, text);
  }

  /** What is written at a place. */
  textOf({ start, end }: { start: number; end: number }): string {
    return this.#document.getText().slice(start, end);
  }

  range({ start, end }: { start: number; end: number }): Range {
    return { start: this.#document.positionAt(start), end: this.#document.positionAt(end) };
  }

  /** The range from a place to the end of its first line, or to the end of the place where that comes first. */
  firstLine({ start, end }: { start: number; end: number }): Range {
    const range = this.range({ start, end });
    if (range.start.line === range.end.line) return range;
    const nextLine = this.#document.offsetAt({ line: range.start.line + 1, character: 0 });
    const line = this.#document.getText().slice(start, nextLine);
    return this.range({ start, end: start + line.trimEnd().length });
  }

  /** The line that an offset is in, from there to the line's end. */
  lineAt(start: number): { start: number; end: number } {
    const line = this.#document.positionAt(start).line;
    const end = this.#document.offsetAt({ line: line + 1, character: 0 });
    return { start, end: start + this.#document.getText().slice(start, end).trimEnd().length };
  }

  /** The first character of a place: where something is missing that concerns all of it. */
  startOf({ start }: { start: number }): { start: number; end: number } {
    return { start, end: start };
  }

  /** Offset of the first character of a zero-based line. */
  offsetOfLine(line: number): number {
    return this.#document.offsetAt({ line, character: 0 });
  }

  error(code: string, place: { start: number; end: number }, args: Record<string, string | number> = {}): void {
    this.problems.push({ code, severity: 'error', file: this.file, range: this.range(place), args });
  }

  warning(code: string, place: { start: number; end: number }, args: Record<string, string | number> = {}): void {
    this.problems.push({ code, severity: 'warning', file: this.file, range: this.range(place), args });
  }
}
