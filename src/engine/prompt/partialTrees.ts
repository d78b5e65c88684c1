import type { Problem } from '../problem';
import { BOUNDS } from './bounds';
import { type PromptTree, parsePartialTree } from './parsePrompt';
import type { PromptSource, VariableUse } from './promptFile';
import { countTags } from './templateBounds';
import { type TemplatePartial, templateVariables } from './templateVariables';
import { visitTemplate } from './visitTemplate';

/** A prompt's partials, parsed, and what all of them together ask of the input. */
export interface PartialTrees {
  /** Variables of the prompt and of its partials; those of partials have the range of the tag that includes them. */
  inputVariables: VariableUse[];
  problems: Problem[];
}

/**
 * Parses the partials of a prompt and looks for what only shows in all of them together: one that is missing, a cycle,
 * an expansion without bounds, the variables that they read.
 */
export function readPartialTrees({ parsed, program }: PromptTree, source: PromptSource): PartialTrees {
  if (program === undefined) return { inputVariables: [...parsed.variables], problems: [] };
  const reading = new Reading(source);
  reading.include(program, parsed.partials, []);
  const problems = [...reading.problems];
  if (problems.length === 0) {
    const tags = reading.expandedTags(parsed.template, program);
    if (tags > BOUNDS.expandedTags) {
      const range = parsed.partials[0]?.range;
      const args = { tags, limit: BOUNDS.expandedTags };
      if (range) problems.push({ code: 'prompt.expands-too-far', severity: 'error', file: parsed.file, range, args });
    }
  }
  const inputVariables = [...parsed.variables];
  if (problems.length === 0) {
    const { partials } = templateVariables(program);
    for (const [index, partial] of partials.entries()) {
      const range = parsed.partials[index]?.range;
      if (range === undefined) continue;
      for (const use of reading.variables(partial)) inputVariables.push({ ...use, range });
    }
  }
  return { inputVariables, problems };
}

class Reading {
  readonly problems: Problem[] = [];
  readonly #source: PromptSource;
  readonly #trees = new Map<string, PromptTree | undefined>();
  readonly #tags = new Map<string, number>();

  constructor(source: PromptSource) {
    this.#source = source;
  }

  #tree(name: string): PromptTree | undefined {
    if (!this.#trees.has(name)) {
      const partial = this.#source.partials.get(name);
      const tree = partial && parsePartialTree(partial.text, partial.file);
      if (tree) this.problems.push(...tree.parsed.problems);
      this.#trees.set(name, tree);
    }
    return this.#trees.get(name);
  }

  /** Follows every inclusion once and says which are missing and which lead in a circle. */
  include(
    program: hbs.AST.Program,
    partials: PromptTree['parsed']['partials'],
    path: readonly string[],
    file = this.#source.file,
  ): void {
    const inline = inlineNames(program);
    const optional = blockNames(program);
    for (const { name, range } of partials) {
      if (inline.has(name)) continue;
      const cycle = path.indexOf(name);
      if (cycle >= 0) {
        const args = { cycle: [...path.slice(cycle), name].join(' → ') };
        this.problems.push({ code: 'prompt.partial-cycle', severity: 'error', file, range, args });
        continue;
      }
      const seen = this.#trees.has(name);
      const tree = this.#tree(name);
      if (tree === undefined) {
        if (optional.has(name)) continue;
        this.problems.push({
          code: 'prompt.missing-partial',
          severity: 'error',
          file,
          range,
          args: { name, file: fileOf(name) },
        });
      } else if (tree.program !== undefined && (!seen || path.length > 0)) {
        if (path.length >= BOUNDS.templateDepth) continue;
        if (!seen || this.#reaches(name, path))
          this.include(tree.program, tree.parsed.partials, [...path, name], tree.parsed.file);
      }
    }
  }

  /** Whether a partial that was followed before leads back to one that is being followed now. */
  #reaches(name: string, path: readonly string[]): boolean {
    const pending = [name];
    const known = new Set(pending);
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      for (const { name: inner } of this.#tree(next)?.parsed.partials ?? []) {
        if (path.includes(inner)) return true;
        if (!known.has(inner)) pending.push(inner);
        known.add(inner);
      }
    }
    return false;
  }

  /** Tags that one rendering may run through, loops not counted; only called where there is no cycle. */
  expandedTags(template: string, program: hbs.AST.Program): number {
    let tags = countTags(template);
    visitTemplate(program, {
      partial: ({ name }) => {
        if (name !== undefined) tags += this.#tagsOf(name);
      },
    });
    return tags;
  }

  #tagsOf(name: string): number {
    const known = this.#tags.get(name);
    if (known !== undefined) return known;
    const tree = this.#tree(name);
    const tags = tree?.program === undefined ? 0 : this.expandedTags(tree.parsed.template, tree.program);
    this.#tags.set(name, tags);
    return tags;
  }

  /** The input variables that an inclusion reads. */
  variables(
    { name, seesInput, given, optionalNames }: TemplatePartial,
    visited: ReadonlySet<string> = new Set(),
  ): Omit<VariableUse, 'range'>[] {
    const tree = this.#tree(name);
    if (tree?.program === undefined || visited.has(name)) return [];
    const found = templateVariables(tree.program, { seesInput, given, optional: optionalNames });
    const inside = new Set([...visited, name]);
    return [
      ...found.variables.map(({ name: variable, required }) => ({ name: variable, required })),
      ...found.partials.flatMap((partial) => this.variables(partial, inside)),
    ];
  }
}

/** The file that a partial's name stands for: `dir/_name.prompt`. */
export function fileOf(name: string): string {
  const slash = name.lastIndexOf('/');
  return `${name.slice(0, slash + 1)}_${name.slice(slash + 1)}.prompt`;
}

/** Partials that the template itself defines: `{{#*inline "name"}}`. */
function inlineNames(program: hbs.AST.Program): Set<string> {
  const names = new Set<string>(['@partial-block']);
  const visit = ({ body }: hbs.AST.Program) => {
    for (const statement of body) {
      const block = statement as hbs.AST.BlockStatement;
      const [name] = statement.type === 'DecoratorBlock' ? block.params : [];
      if (name?.type === 'StringLiteral') names.add((name as hbs.AST.StringLiteral).value);
      if (block.program) visit(block.program);
      if (block.inverse) visit(block.inverse);
    }
  };
  visit(program);
  return names;
}

/** Partials with a block to fall back on where they are missing. */
function blockNames(program: hbs.AST.Program): Set<string> {
  const names = new Set<string>();
  visitTemplate(program, {
    partial: ({ name, block }) => {
      if (block && name !== undefined) names.add(name);
    },
  });
  return names;
}
