import type { TemplateDelegate } from 'handlebars';
import { BOUNDS } from '../bounds';
import { COMPILE_OPTIONS, createHandlebars } from '../handlebarsEngine';
import { Markers } from '../markers';
import type { RenderData } from '../message';
import type { ParsedPrompt, PromptSource } from '../promptFile';
import { templateInput } from '../promptRenderer';
import type { SyntaxTag } from '../syntax/templateSyntax';
import { type Rendering, registerHelpers } from '../templateHelpers';
import { markTemplate } from './markTemplate';
import { LINES, templatePieces } from './templatePieces';
import { TraceMarks, type UnmarkedText } from './traceMarks';

interface Piece {
  number: number;
  render: TemplateDelegate;
}

/** So many pieces are kept at most, besides those that were just used. */
const MOST_KEPT = 4_000;

/**
 * Renders prompts with marks in them and keeps what it compiled, piece by piece: while somebody writes in one place the other
 * pieces stay as they are, and compiling is what takes the time.
 */
export class TracedTemplates {
  readonly #engine = createHandlebars();
  readonly #marks = new TraceMarks();
  /** By their text; those that are a whole partial also by its file. */
  readonly #pieces = new Map<string, Piece>();
  /** What is going on: renderings are synchronous, so there is only ever one. */
  #rendering: Rendering = { markers: new Markers(), iterations: 0 };

  readonly #lines: number;

  /** @param options.lines a piece ends behind one of so many lines that it may end behind */
  constructor({ lines = LINES }: { lines?: number } = {}) {
    this.#lines = lines;
    registerHelpers(this.#engine, () => this.#rendering);
  }

  /**
   * @param tags of the template
   * @throws where it cannot be rendered: the plain rendering says why, and where
   */
  render(
    { partials }: PromptSource,
    parsed: ParsedPrompt,
    tags: readonly SyntaxTag[],
    given: RenderData,
  ): UnmarkedText & { markers: Markers } {
    const { file, template, templateOffset } = parsed;
    const markers = new Markers();
    this.#rendering = { markers, iterations: 0 };
    const used = new Set<string>();
    const files = new Map<number, string>();
    const included: Record<string, TemplateDelegate> = Object.create(null);
    for (const [name, partial] of partials) {
      const { number, render } = this.#piece(partial.text.replace(/^\uFEFF/, ''), partial.file, used);
      files.set(number, partial.file);
      included[name] = render;
    }
    const { values, data } = templateInput(parsed, given);
    const places: { file: string; offset: number }[] = [];
    let text = '';
    for (const { start, end } of templatePieces(template, tags, this.#lines)) {
      const { render } = this.#piece(template.slice(start, end), '', used);
      text += this.#marks.opening(places.push({ file, offset: templateOffset + start }) - 1);
      text += render(values, { data, partials: included });
    }
    this.#dropUnused(used);
    const unmarked = this.#marks.unmark(text, places, files);
    if (unmarked.text.length > BOUNDS.rendered) throw new RangeError('It renders to too much.');
    return { ...unmarked, markers };
  }

  #piece(text: string, file: string, used: Set<string>): Piece {
    const key = `${file}\0${text}`;
    used.add(key);
    const known = this.#pieces.get(key);
    if (known !== undefined) return known;
    const marks = this.#marks.piece();
    const render = this.#engine.compile(markTemplate(text, marks), COMPILE_OPTIONS);
    const piece = { number: marks.number, render };
    this.#pieces.set(key, piece);
    return piece;
  }

  #dropUnused(used: ReadonlySet<string>): void {
    if (this.#pieces.size <= used.size + MOST_KEPT) return;
    for (const [key, { number }] of this.#pieces) {
      if (used.has(key)) continue;
      this.#pieces.delete(key);
      this.#marks.forget(number);
    }
  }
}
