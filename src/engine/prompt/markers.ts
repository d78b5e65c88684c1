import { randomBytes } from 'node:crypto';

/** A marker that a helper left in rendered text. */
export type Marker =
  | { kind: 'role'; role: string }
  | { kind: 'history' }
  | { kind: 'media'; url: string; contentType?: string }
  | { kind: 'section'; name: string };

/**
 * The markers of one rendering. A helper can only return text, so a new message, a file and the like are marked in it.
 * The marks are random for each rendering: no value can contain one, and so no value can open a role or insert a file.
 */
export class Markers {
  readonly #secret = randomBytes(16).toString('hex');
  readonly #markers: Marker[] = [];

  /** Text that stands for a marker. */
  add(marker: Marker): string {
    this.#markers.push(marker);
    return `\uE000${this.#secret}:${this.#markers.length - 1}\uE001`;
  }

  /** Rendered text as its pieces in order: text between markers with its offset, and markers. */
  split(rendered: string): ({ text: string; offset: number } | Marker)[] {
    const pieces: ({ text: string; offset: number } | Marker)[] = [];
    let offset = 0;
    for (const { index, 0: mark, 1: number } of rendered.matchAll(this.#pattern())) {
      pieces.push({ text: rendered.slice(offset, index), offset });
      const marker = this.#markers[Number(number)];
      if (marker === undefined) throw new Error('A marker that was never set.');
      pieces.push(marker);
      offset = index + mark.length;
    }
    pieces.push({ text: rendered.slice(offset), offset });
    return pieces;
  }

  #pattern(): RegExp {
    return new RegExp(`\uE000${this.#secret}:(\\d+)\uE001`, 'g');
  }
}
