import type { FieldSlot } from './fieldWeb';
import type { Occurrence } from './occurrence';
import type { BlockParam } from './scope';

/** What a name stands for. */
export type NameSymbol =
  /** A variable of the input or a field in one, an argument of a partial, in one file or in several. */
  | { kind: 'field'; name: string; slots: readonly FieldSlot[] }
  /** A name that a block gives to what it goes through. */
  | { kind: 'block-param'; name: string; file: string; declaration: BlockParam }
  /** A partial; without a file where it is missing. */
  | { kind: 'partial'; name: string; file?: string }
  /** A partial that a template defines in itself; `start` is where its name stands. */
  | { kind: 'inline'; name: string; file: string; start: number }
  /** A judge; without a file where it is missing. */
  | { kind: 'judge'; name: string; file?: string; builtIn: boolean }
  | { kind: 'case'; name: string; file: string }
  /** What is Handlebars' own or Assay's: a helper, `@index`. */
  | { kind: 'helper' | 'data'; name: string }
  /** An argument that nobody is known to read: of a helper, or of a partial that is missing. */
  | { kind: 'argument'; name: string; of: string };

/** A name at a place in a document. */
export interface SymbolAt {
  symbol: NameSymbol;
  place: Occurrence;
}
