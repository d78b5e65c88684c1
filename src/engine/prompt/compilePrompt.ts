import { hasErrors, type Problem, ProblemError } from '../problem';
import type { PromptMetadata, RenderData, RenderedPrompt } from './message';
import { type PromptTree, parsePromptTree } from './parsePrompt';
import { readPartialTrees } from './partialTrees';
import type { ParsedPrompt, PromptSource, VariableUse } from './promptFile';
import { PromptRenderer } from './promptRenderer';
import type { NamedDefinitions } from './resolveMetadata';

/** A prompt that is ready to be rendered any number of times. */
export interface CompiledPrompt {
  parsed: ParsedPrompt;
  /** Of the prompt and of all its partials. */
  problems: Problem[];
  /** Variables that the template and its partials read from the input. */
  inputVariables: VariableUse[];
  /**
   * Renders the prompt.
   * @param options `input.default` there goes over the frontmatter's own, as in the reference; nothing else is looked at
   * @throws {ProblemError} where the prompt has errors, or a value cannot be used where it stands
   */
  render(data: RenderData, options?: PromptMetadata): RenderedPrompt;
}

/**
 * Prepares a prompt with its partials for rendering. It never throws; `problems` says what is wrong.
 * @param definitions schemas and tools that the frontmatter may name
 */
export function compilePrompt(source: PromptSource, definitions: NamedDefinitions = {}): CompiledPrompt {
  return compileTree(parsePromptTree(source.text, source.file, definitions), source);
}

/** As `compilePrompt`, of a prompt that somebody has taken apart already. */
export function compileTree(tree: PromptTree, source: PromptSource): CompiledPrompt {
  const { parsed } = tree;
  const partials = readPartialTrees(tree, source);
  const problems = [...parsed.problems, ...partials.problems];
  const { inputVariables } = partials;
  const renderer = new PromptRenderer(source, parsed);
  return {
    parsed,
    problems,
    inputVariables,
    render(data, options) {
      if (hasErrors(problems)) throw new ProblemError(problems.filter(({ severity }) => severity === 'error'));
      return renderer.render(data, options);
    },
  };
}
