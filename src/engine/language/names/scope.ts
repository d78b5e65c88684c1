/** A step into a value: the name of a field, `*` for the items of a list, `?` for the items where it is one. */
export type ValueStep = string | typeof ITEMS | typeof ITEMS_IF_LIST;

export const ITEMS = Symbol('items');
export const ITEMS_IF_LIST = Symbol('items if a list');
/** In the place of a first name: the prompt's whole input, where a partial reads it as `@root`. No name has a NUL in it. */
export const ROOT = '\0root';

/** The way from the prompt's input to a value: `['user', 'name']`. */
export type ValuePath = readonly ValueStep[];

/** A name that a block gives to what it goes through: `{{#each items as |item index|}}`. */
export interface BlockParam {
  name: string;
  start: number;
  end: number;
  /** Absent for what has no place in the input, such as an index. */
  value?: ValuePath;
}

/** What names refer to in a part of a template. */
export interface Scope {
  /** The part of the file in which it holds. */
  start: number;
  end: number;
  /** The value that `this` is; empty for the input itself, absent where nobody can tell. */
  context?: ValuePath;
  params: readonly BlockParam[];
  /** Names whose absence is asked for around this place. */
  guarded: ReadonlySet<string>;
  /** Whether `@index`, `@first`, `@last` and `@key` mean something. */
  loop: boolean;
  /** Where `..` leads. */
  parent?: Scope;
}
