import type { Position } from 'vscode-languageserver-types';

/** Offsets at which the lines of a text begin: behind LF, CRLF and CR. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  if (text.includes('\r')) {
    for (const { index, 0: found } of text.matchAll(/\r\n?|\n/g)) starts.push(index + found.length);
    return starts;
  }
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/**
 * The lines of a text that does not change: between offsets and positions, as `TextDocument` of the language server's library
 * has it, and several times as fast, because for every key stroke there is a new text.
 */
export class TextLines {
  readonly #text: string;
  #starts: number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Offsets outside of the text are its ends; those inside of a line break are the end of the line. */
  positionAt(offset: number): Position {
    const starts = this.#lineStarts();
    const inside = Math.max(0, Math.min(offset, this.#text.length));
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= inside) low = middle;
      else high = middle - 1;
    }
    const start = starts[low] as number;
    return { line: low, character: this.#beforeBreak(inside, start) - start };
  }

  offsetAt({ line, character }: Position): number {
    const starts = this.#lineStarts();
    if (line < 0) return 0;
    const start = starts[line];
    if (start === undefined) return this.#text.length;
    const next = starts[line + 1] ?? this.#text.length;
    return this.#beforeBreak(Math.min(start + Math.max(0, character), next), start);
  }

  #beforeBreak(offset: number, start: number): number {
    let end = offset;
    while (end > start && (this.#text[end - 1] === '\n' || this.#text[end - 1] === '\r')) end--;
    return end;
  }

  #lineStarts(): number[] {
    this.#starts ??= lineStarts(this.#text);
    return this.#starts;
  }
}
