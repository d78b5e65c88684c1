import { stringify } from 'yaml';
import type { DataPlace } from '../../data/dataPlace';
import { choice, literal, placeholder } from '../offer';
import type { Begin } from './shape';

type Style = DataPlace['style'];

/** A value as it is written: a text in quotes where it could be taken for something else. */
export function scalarText(value: string | number | boolean | null, style: Style, quote?: '"' | "'"): string {
  if (quote === "'" && typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (style === 'json' || quote === '"' || typeof value !== 'string') return JSON.stringify(value);
  const plain = stringify(value, { lineWidth: 0 }).trimEnd();
  return /[\r\n]/.test(plain) || (style === 'flow' && /[,[\]{}]/.test(plain) && !/^["']/.test(plain))
    ? JSON.stringify(value)
    : plain;
}

/** Writes keys and how their values begin as a snippet. */
export class SnippetWriter {
  readonly #style: Style;
  readonly #eol: string;
  #stops = 0;

  constructor(style: Style, eol: string) {
    this.#style = style;
    this.#eol = eol;
  }

  /** Whether anything in it is to be filled in. */
  get hasStops(): boolean {
    return this.#stops > 0;
  }

  /**
   * A key with its value.
   * @param indent that of the key, beyond that of its line
   */
  entry(key: string, begins: Begin, indent: string): string {
    const written = literal(scalarText(key, this.#style));
    const value = this.value(begins, indent);
    return `${written}:${value.startsWith(this.#eol) ? '' : ' '}${value}`;
  }

  value(begins: Begin, indent: string): string {
    switch (begins.kind) {
      case 'open':
        return this.#style === 'json' ? `"${this.#stop('')}"` : '';
      case 'plain':
        return this.#stop(begins.example);
      case 'text':
        return this.#text(begins.example);
      case 'choice':
        return choice(
          ++this.#stops,
          begins.values.map((value) => scalarText(value, this.#style)),
        );
      case 'texts':
        return `[${begins.examples.map((each) => this.#text(each)).join(', ')}]`;
      case 'list':
        return this.#style === 'block'
          ? `${this.#eol}${indent}  - ${this.#item(begins.item, `${indent}    `)}`
          : `[${this.value(begins.item, indent)}]`;
      default:
        return this.#map(begins.entries, indent);
    }
  }

  /** The entries of a map from where its first key stands. */
  entries(entries: readonly (readonly [string, Begin])[], indent: string): string {
    const parted = this.#style === 'block' ? `${this.#eol}${indent}` : ', ';
    return entries.map(([key, begins]) => this.entry(key, begins, indent)).join(parted);
  }

  #item(begins: Begin, indent: string): string {
    return begins.kind === 'map' ? this.entries(begins.entries, indent) : this.value(begins, indent);
  }

  #map(entries: readonly (readonly [string, Begin])[], indent: string): string {
    if (this.#style !== 'block') return entries.length === 0 ? '{ $0 }' : `{ ${this.entries(entries, indent)} }`;
    const below = `${this.#eol}${indent}  `;
    return `${below}${entries.length === 0 ? '$0' : this.entries(entries, `${indent}  `)}`;
  }

  #text(example: string): string {
    const written = scalarText(example, this.#style);
    const quote = /^["']/.exec(written)?.[0] ?? '';
    return quote === '' ? this.#stop(written) : `${quote}${this.#stop(written.slice(1, -1))}${quote}`;
  }

  #stop(example: string): string {
    this.#stops++;
    return example === '' ? `$${this.#stops}` : placeholder(this.#stops, example);
  }
}
