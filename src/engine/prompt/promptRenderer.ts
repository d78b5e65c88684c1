import type { TemplateDelegate } from 'handlebars';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from 'vscode-languageserver-types';
import { type Problem, ProblemError } from '../problem';
import { assembleMessages } from './assembleMessages';
import { BOUNDS } from './bounds';
import { COMPILE_OPTIONS, createHandlebars } from './handlebarsEngine';
import { Markers } from './markers';
import type { PromptMetadata, RenderData, RenderedPrompt } from './message';
import type { ParsedPrompt, PromptSource } from './promptFile';
import { LineOffsets } from './syntax/lineOffsets';
import { HelperError, type Rendering, registerHelpers } from './templateHelpers';

/** Where a template stands: the prompt, or a partial. */
interface TemplatePlace {
  file: string;
  text: string;
  /** Offset of the template in the text. */
  offset: number;
}

/** Renders one prompt; the template is compiled when it is first needed, a partial too. */
export class PromptRenderer {
  readonly #source: PromptSource;
  readonly #parsed: ParsedPrompt;
  #template: TemplateDelegate | undefined;
  /** What is going on: renderings are synchronous, so there is only ever one. */
  #rendering: Rendering = { markers: new Markers(), iterations: 0 };
  /** The templates that are being rendered, the innermost last. */
  readonly #inside: TemplatePlace[] = [];

  constructor(source: PromptSource, parsed: ParsedPrompt) {
    this.#source = source;
    this.#parsed = parsed;
  }

  /** @throws {ProblemError} with the place of what cannot be rendered */
  render(data: RenderData, options: PromptMetadata = {}): RenderedPrompt {
    const { text, markers } = this.renderText(data, options);
    const { input: _, ...metadata } = this.#parsed.metadata;
    // A rendering gives its caller metadata of its own, so that changing it changes no later rendering.
    return { ...structuredClone(metadata), messages: assembleMessages(text, markers, data.messages) };
  }

  /** The rendered text before messages are made of it. @throws as `render` */
  renderText(given: RenderData, options: PromptMetadata = {}): { text: string; markers: Markers } {
    const markers = new Markers();
    this.#rendering = { markers, iterations: 0 };
    const { values, data } = templateInput(this.#parsed, given, options);
    return { text: this.#run(values, data), markers };
  }

  #run(values: object, data: object): string {
    const { file, text, templateOffset } = this.#parsed;
    this.#inside.splice(0, Number.POSITIVE_INFINITY, { file, text, offset: templateOffset });
    let rendered: string;
    try {
      this.#template ??= this.#compile();
      rendered = this.#template(values, { data });
    } catch (error) {
      if (error instanceof HelperError) throw new ProblemError([this.#problem(error.code, error.args, error.tag)]);
      throw new ProblemError([this.#problem('prompt.render', { fault: faultOf(error) })]);
    }
    if (rendered.length <= BOUNDS.rendered) return rendered;
    throw new ProblemError([this.#problem('prompt.renders-too-much', { limit: BOUNDS.rendered / 1024 / 1024 })]);
  }

  #compile(): TemplateDelegate {
    const engine = createHandlebars();
    registerHelpers(engine, () => this.#rendering);
    for (const [name, { file, text }] of this.#source.partials) {
      const place = { file, text: text.replace(/^\uFEFF/, ''), offset: 0 };
      let compiled: TemplateDelegate | undefined;
      const partial: TemplateDelegate = (context, options) => {
        compiled ??= engine.compile(place.text, COMPILE_OPTIONS);
        this.#inside.push(place);
        const rendered = compiled(context, options);
        // Where it throws, the place stays: that is where it happened.
        this.#inside.pop();
        return rendered;
      };
      engine.registerPartial(name, partial);
    }
    return engine.compile(this.#parsed.template, COMPILE_OPTIONS);
  }

  #problem(code: string, args: Problem['args'], tag?: HelperError['tag']): Problem {
    const { file, range } = (tag && this.#placeOf(tag)) ?? { file: this.#parsed.file, range: this.#templateStart() };
    return { code, severity: 'error', file, range, args };
  }

  /**
   * The tag of a helper in the text that it stands in. That is the innermost template as a rule; what is handed to a partial
   * as a block stands further out.
   */
  #placeOf({ name, loc }: HelperError['tag']): { file: string; range: Range } | undefined {
    if (loc === undefined) return undefined;
    for (const { file, text, offset } of [...this.#inside].reverse()) {
      const template = text.slice(offset);
      const { start, end } = new LineOffsets(template).span(loc);
      if (!new RegExp(`^(?:\\{+~?[#&]?|\\()\\s*${name}\\b`).test(template.slice(start, end))) continue;
      const document = TextDocument.create(file, 'dotprompt', 0, text);
      const range = { start: document.positionAt(offset + start), end: document.positionAt(offset + end) };
      return { file, range: name === 'each' ? { start: range.start, end: range.start } : range };
    }
    return undefined;
  }

  #templateStart(): Range {
    const { file, text, templateOffset } = this.#parsed;
    const start = TextDocument.create(file, 'dotprompt', 0, text).positionAt(templateOffset);
    return { start, end: start };
  }
}

/** What a template sees: its variables, and what begins with `@`. */
export function templateInput(
  { metadata: { input: declared, ...metadata } }: ParsedPrompt,
  { input, context, messages, docs }: RenderData,
  options: PromptMetadata = {},
): { values: object; data: object } {
  const values = bare({ ...declared?.default, ...options.input?.default, ...input });
  return { values, data: { metadata: { prompt: metadata, docs, messages }, ...context } };
}

/** What `String(value)` finds in an object that has nothing else. */
const PRINTABLE: object = Object.freeze({ __proto__: null, toString: () => '[object Object]' });

/** Values without a prototype that a template could reach into. */
function bare(values: Record<string, unknown>): object {
  return Object.assign(Object.create(PRINTABLE), values);
}

function faultOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
