import type { Problem } from '../problem';
import { BOUNDS } from './bounds';
import { expandedTags } from './expandedTags';
import { inlinePartials } from './inlinePartials';
import { type PromptTree, parsePartialTree } from './parsePrompt';
import type { PromptSource, VariableUse } from './promptFile';
import type { ParsePartial } from './promptSource';
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
export function readPartialTrees(
  { parsed, program }: PromptTree,
  source: PromptSource,
  parse: ParsePartial = parsePartialTree,
): PartialTrees {
  if (program === undefined) return { inputVariables: [...parsed.variables], problems: [] };
  const reading = new Reading({ parsed, program }, source, parse);
  reading.include(program, parsed.partials, []);
  const problems = [...reading.problems];
  const [first] = parsed.partials;
  if (problems.length === 0 && first !== undefined) {
    const problem = (code: string, limit: number): Problem => {
      return { code, severity: 'error', file: parsed.file, range: first.range, args: { limit } };
    };
    if (reading.height(parsed.partials) > BOUNDS.templateDepth) {
      problems.push(problem('prompt.partials-too-deep', BOUNDS.templateDepth));
    } else if (expandedTags(program, (name) => reading.programsOf(name), BOUNDS.expandedTags) > BOUNDS.expandedTags) {
      problems.push(problem('prompt.expands-too-far', BOUNDS.expandedTags));
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
  readonly #followed = new Set<string>();
  readonly #heights = new Map<string, number>();
  /** Partials that the prompt or one of its partials defines in itself: they are known further down as well. */
  readonly #inline = new Map<string, hbs.AST.Program[]>([['@partial-block', []]]);

  constructor(
    { parsed, program }: Required<Pick<PromptTree, 'parsed' | 'program'>>,
    source: PromptSource,
    parse: ParsePartial,
  ) {
    this.#source = source;
    this.#addInline(program);
    const pending = parsed.partials.map(({ name }) => name);
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      if (this.#trees.has(name)) continue;
      const partial = source.partials.get(name);
      const tree = partial && parse(partial.text, partial.file);
      this.#trees.set(name, tree);
      if (tree?.program !== undefined) this.#addInline(tree.program);
      pending.push(...(tree?.parsed.partials ?? []).map((inner) => inner.name));
    }
  }

  #addInline(program: hbs.AST.Program): void {
    for (const { name, program: body } of inlinePartials(program)) {
      this.#inline.set(name, [...(this.#inline.get(name) ?? []), body]);
    }
  }

  /** All that a name may stand for. */
  programsOf(name: string): hbs.AST.Program[] {
    const program = this.#trees.get(name)?.program;
    return [...(this.#inline.get(name) ?? []), ...(program === undefined ? [] : [program])];
  }

  /** How many partials include one another at most; only called where there is no cycle. */
  height(partials: PromptTree['parsed']['partials']): number {
    let height = 0;
    for (const { name } of partials) {
      const known = this.#heights.get(name) ?? 1 + this.height(this.#trees.get(name)?.parsed.partials ?? []);
      this.#heights.set(name, known);
      height = Math.max(height, known);
    }
    return height;
  }

  /** Follows every inclusion and says which are missing and which lead in a circle. */
  include(
    program: hbs.AST.Program,
    partials: PromptTree['parsed']['partials'],
    path: readonly string[],
    file = this.#source.file,
  ): void {
    const optional = blockNames(program);
    for (const { name, range } of partials) {
      const fault = (code: string, args: Problem['args']) =>
        this.problems.push({ code, severity: 'error', file, range, args });
      const cycle = path.indexOf(name);
      const tree = this.#trees.get(name);
      if (cycle >= 0) {
        fault('prompt.partial-cycle', { cycle: [...path.slice(cycle), name].join(' → ') });
      } else if (tree === undefined) {
        if (!optional.has(name) && !this.#inline.has(name))
          fault('prompt.missing-partial', { name, file: fileOf(name) });
      } else if (!this.#followed.has(name)) {
        this.#followed.add(name);
        this.problems.push(...tree.parsed.problems);
        if (tree.program) this.include(tree.program, tree.parsed.partials, [...path, name], tree.parsed.file);
      }
    }
  }

  /** The input variables that an inclusion reads. */
  variables(
    { name, seesInput, given, optionalNames }: TemplatePartial,
    visited: ReadonlySet<string> = new Set(),
  ): Omit<VariableUse, 'range'>[] {
    const tree = this.#trees.get(name);
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
