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
import { type TracedSource, TraceMarks, type UnmarkedText } from './traceMarks';

interface Piece {
  number: number;
  render: TemplateDelegate;
  /** What it was rendered to last, with its marks and without them. */
  last?: { marked: string; unmarked: UnmarkedText };
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
    const included: Record<string, TemplateDelegate> = Object.create(null);
    for (const [name, partial] of partials) {
      included[name] = this.#piece(partial.text.replace(/^\uFEFF/, ''), partial.file, used).render;
    }
    const { values, data } = templateInput(parsed, given);
    const stretches: UnmarkedText['stretches'] = [];
    let text = '';
    for (const { start, end } of templatePieces(template, tags, this.#lines)) {
      const piece = this.#piece(template.slice(start, end), '', used);
      const unmarked = this.#unmarked(piece, piece.render(values, { data, partials: included }));
      const by = text.length;
      for (const stretch of unmarked.stretches) {
        const source = placed(stretch.source, file, templateOffset + start);
        stretches.push({ start: stretch.start + by, end: stretch.end + by, source });
      }
      text += unmarked.text;
      if (text.length > BOUNDS.rendered) throw new RangeError('It renders to too much.');
    }
    this.#dropUnused(used);
    return { text, stretches, markers };
  }

  #unmarked(piece: Piece, marked: string): UnmarkedText {
    if (piece.last?.marked !== marked) piece.last = { marked, unmarked: this.#marks.unmark(marked) };
    return piece.last.unmarked;
  }

  #piece(text: string, file: string, used: Set<string>): Piece {
    const key = `${file}\0${text}`;
    used.add(key);
    const known = this.#pieces.get(key);
    if (known !== undefined) return known;
    const marks = this.#marks.piece(file);
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

/** A source in a piece of a file as one in the file; those in partials are so already. */
function placed(source: TracedSource, file: string, by: number): TracedSource {
  if (source.file !== '') return source;
  return { file, start: source.start + by, end: source.end + by, kind: source.kind };
}
