import type { CompletionItemKind } from 'vscode-languageserver-types';
import type { Unresolved } from '../../about/aboutIt';
import type { DataPlace, DataStep } from '../../data/dataPlace';

/** How the value of a key begins when the key is put in; what is in it stands there until somebody types. */
export type Begin =
  /** Nothing yet: what may follow is offered next. */
  | { kind: 'open' }
  /** A text. */
  | { kind: 'text'; example: string }
  /** What reads the same in YAML and JSON: a number, an empty list. */
  | { kind: 'plain'; example: string }
  /** One of several. */
  | { kind: 'choice'; values: readonly (string | number | boolean)[] }
  /** A map with these keys; without any, the cursor where the first one goes. */
  | { kind: 'map'; entries: readonly (readonly [string, Begin])[] }
  /** A list with one item, over lines of its own. */
  | { kind: 'list'; item: Begin }
  /** A list in brackets. */
  | { kind: 'texts'; examples: readonly string[] };

interface DataOffer {
  /** What is shown, where that is not the key or the value. */
  label?: string;
  /** Behind the label: a type, a range. */
  detail?: string;
  /** At the end of the line. */
  origin?: string;
  /** Markdown. */
  documentation?: string;
  /** Lower ones stand before higher ones; 1 where nothing is said. */
  group?: number;
  unresolved?: Unresolved;
}

/** A key that may be put in. */
export interface KeyOffer extends DataOffer {
  key: string;
  begins: Begin;
  /** Keys that are put in below it. */
  more?: readonly (readonly [string, Begin])[];
  kind?: CompletionItemKind;
}

/** A value that may be put in. */
export interface ValueOffer extends DataOffer {
  value: string | number | boolean | null;
  kind?: CompletionItemKind;
  /** It goes on behind that, as the path of a folder does. */
  again?: boolean;
}

type Later<T> = T | Promise<T>;

/** What may stand at a place of a frontmatter or a test set. All of it is asked for only where the cursor is. */
export interface DataShape {
  /** Keys of the map that it is, those that are there included. */
  keys?(place: DataPlace): Later<readonly KeyOffer[]>;
  /** Texts, numbers and the like that it can be. */
  values?(place: DataPlace): Later<readonly ValueOffer[]>;
  /** The value of one of its keys. */
  child?(key: string): Later<DataShape | undefined>;
  /** What its items are, where it is a list. */
  items?: DataShape;
}

/** The shape that a way from the root leads to. */
export async function shapeOn(path: readonly DataStep[], root: DataShape): Promise<DataShape | undefined> {
  let shape: DataShape | undefined = root;
  for (const step of path) shape = typeof step === 'number' ? shape?.items : await shape?.child?.(step);
  return shape;
}

/** Something that is one of a few values. */
export function oneOf(values: readonly (string | number | boolean)[], about?: (value: string) => string): DataShape {
  return {
    values: () => values.map((value) => ({ value, ...(about && { documentation: about(String(value)) }) })),
  };
}

export const BOOLEAN = oneOf([true, false]);
