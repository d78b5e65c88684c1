import { partialName } from './visitTemplate';

/** What the name of a partial stands for: the trees of all partials that may have it. */
export type TreesOf = (name: string) => readonly hbs.AST.Program[];

/**
 * The number of tags that one rendering runs through, with each partial counted as often as it is included, and the block
 * that is handed to a partial as often as that puts it in. Loops are not counted. It ends early past the limit: a few partials
 * that include one another twice multiply to billions.
 */
export function expandedTags(program: hbs.AST.Program, treesOf: TreesOf, limit: number): number {
  return new Expansion(treesOf, limit).of(program, 0);
}

class Expansion {
  readonly #treesOf: TreesOf;
  readonly #limit: number;
  /** By name and by the size of the block that is handed over; undefined while it is being counted. */
  readonly #known = new Map<string, number | undefined>();

  constructor(treesOf: TreesOf, limit: number) {
    this.#treesOf = treesOf;
    this.#limit = limit;
  }

  /** @param block tags of the block that `{{> @partial-block}}` stands for here */
  of({ body }: hbs.AST.Program, block: number): number {
    let tags = 0;
    for (const statement of body) {
      if (statement.type !== 'ContentStatement') tags += 1 + this.#inside(statement, block);
      if (tags > this.#limit) return this.#limit + 1;
    }
    return tags;
  }

  #inside(statement: hbs.AST.Statement, block: number): number {
    switch (statement.type) {
      case 'BlockStatement': {
        const { program, inverse } = statement as hbs.AST.BlockStatement;
        return (program ? this.of(program, block) : 0) + (inverse ? this.of(inverse, block) : 0);
      }
      case 'PartialStatement':
        return this.#call(partialName((statement as hbs.AST.PartialStatement).name), block, block);
      case 'PartialBlockStatement': {
        const { name, program } = statement as hbs.AST.PartialBlockStatement;
        const handed = this.of(program, block);
        return this.#call(partialName(name), block, handed) + handed;
      }
      default:
        return 0;
    }
  }

  #call(name: string | undefined, block: number, handed: number): number {
    if (name === undefined) return 0;
    if (name === '@partial-block') return block;
    const key = `${handed} ${name}`;
    // A partial that includes itself adds nothing here: that it does is said elsewhere.
    if (this.#known.has(key)) return this.#known.get(key) ?? 0;
    this.#known.set(key, undefined);
    const tags = Math.max(0, ...this.#treesOf(name).map((tree) => this.of(tree, handed)));
    this.#known.set(key, tags);
    return tags;
  }
}
