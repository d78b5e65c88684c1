import type { TemplateDelegate } from 'handlebars';
import { FILE_START, hasErrors, type Problem, ProblemError } from '../problem';
import { assembleMessages } from './assembleMessages';
import { BOUNDS } from './bounds';
import { COMPILE_OPTIONS, createHandlebars } from './handlebarsEngine';
import { Markers } from './markers';
import type { PromptMetadata, RenderData, RenderedPrompt } from './message';
import { parsePromptTree } from './parsePrompt';
import { readPartialTrees } from './partialTrees';
import type { ParsedPrompt, PromptSource, VariableUse } from './promptFile';
import type { NamedDefinitions } from './resolveMetadata';
import { HelperError, registerHelpers } from './templateHelpers';

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
  const tree = parsePromptTree(source.text, source.file, definitions);
  const { parsed } = tree;
  const partials = readPartialTrees(tree, source);
  const problems = [...parsed.problems, ...partials.problems];
  const { inputVariables } = partials;
  const renderer = new Renderer(source, parsed);
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

/** Renders one prompt; the template is compiled when it is first needed. */
class Renderer {
  readonly #source: PromptSource;
  readonly #parsed: ParsedPrompt;
  #template: TemplateDelegate | undefined;
  /** Of the rendering that is going on: renderings are synchronous, so there is only ever one. */
  #markers = new Markers();

  constructor(source: PromptSource, parsed: ParsedPrompt) {
    this.#source = source;
    this.#parsed = parsed;
  }

  render({ input, context, messages, docs }: RenderData, options: PromptMetadata = {}): RenderedPrompt {
    this.#template ??= this.#compile();
    this.#markers = new Markers();
    const { input: declared, ...metadata } = this.#parsed.metadata;
    const values = { ...declared?.default, ...options.input?.default, ...input };
    const data = { metadata: { prompt: metadata, docs, messages }, ...context };
    const text = this.#run(() => this.#template?.(values, { data }) ?? '');
    return { ...structuredCloneOf(metadata), messages: assembleMessages(text, this.#markers, messages) };
  }

  #compile(): TemplateDelegate {
    const engine = createHandlebars();
    registerHelpers(engine, () => this.#markers);
    for (const [name, { text }] of this.#source.partials) engine.registerPartial(name, text.replace(/^\uFEFF/, ''));
    return this.#run(() => engine.compile(this.#parsed.template, COMPILE_OPTIONS));
  }

  /** What goes wrong only in a rendering is a problem of the prompt like any other. */
  #run<Result extends string | TemplateDelegate>(task: () => Result): Result {
    const { file } = this.#parsed;
    const fail = (code: string, args: Problem['args']) =>
      new ProblemError([{ code, severity: 'error', file, range: this.#templateRange(), args }]);
    let result: Result;
    try {
      result = task();
    } catch (error) {
      if (error instanceof HelperError) throw fail(error.code, error.args);
      throw fail('prompt.render', { fault: error instanceof Error ? error.message : String(error) });
    }
    if (typeof result === 'string' && result.length > BOUNDS.rendered) {
      throw fail('prompt.renders-too-much', { limit: BOUNDS.rendered / 1024 / 1024 });
    }
    return result;
  }

  #templateRange() {
    const { frontmatterRange } = this.#parsed;
    if (frontmatterRange === undefined) return FILE_START;
    const line = frontmatterRange.end.line + 1;
    return { start: { line, character: 0 }, end: { line, character: 0 } };
  }
}

/** A rendering gives its caller metadata of its own, so that changing it changes no later rendering. */
function structuredCloneOf(metadata: PromptMetadata): PromptMetadata {
  return structuredClone(metadata);
}
