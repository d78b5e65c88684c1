import { basename } from 'node:path';
import type { Position, Range } from 'vscode-languageserver-types';
import { type PromptTree, parseEditedPromptTree, parsePartialTree } from '../../prompt/parsePrompt';
import type { ParsedPrompt } from '../../prompt/promptFile';
import type { SyntaxTag, TemplateSyntax } from '../../prompt/syntax/templateSyntax';
import type { SourceMap } from '../../testset/sourceNode';
import { sourceNodeOf } from '../../testset/yamlNodes';
import type { TextLines } from '../../text/textLines';
import { TemplateFields, type TemplateUnit } from '../names/templateFields';
import { type TemplateNames, templateNames } from '../names/templateNames';
import { type BlockPair, blockPairs } from './blockPairs';

/** A stretch of a file, by offsets in UTF-16 units. */
export interface Span {
  start: number;
  end: number;
}

/** What was made of a frontmatter, by its YAML: that is the same object as long as its text and its place are the same. */
const roots = new WeakMap<object, SourceMap>();

/**
 * A `.prompt` file as the language sees it while it is being written: everything that can be understood of it, whatever is
 * broken. All offsets count from the beginning of the file, without a byte order mark, as editors have it.
 */
export class PromptDocument {
  readonly file: string;
  readonly text: string;
  /** A file that others include, `_name.prompt`: all of it is template. */
  readonly isPartial: boolean;
  readonly parsed: ParsedPrompt;
  /** What all of the rest was made of. */
  readonly tree: PromptTree;
  /** Where the template begins and ends. */
  readonly template: Span;
  /** The YAML between the fences; absent where there is none. */
  readonly yaml: Span | undefined;
  readonly #syntax: TemplateSyntax | undefined;
  readonly #lines: TextLines;
  #names: TemplateNames | undefined;
  #tags: SyntaxTag[] | undefined;
  #blocks: BlockPair[] | undefined;
  #fields: TemplateFields | undefined;

  constructor(text: string, file: string) {
    this.file = file;
    this.text = text.startsWith('\uFEFF') ? text.slice(1) : text;
    this.isPartial = basename(file).startsWith('_');
    this.tree = this.isPartial ? parsePartialTree(this.text, file) : parseEditedPromptTree(this.text, file);
    const { parsed, syntax, lines } = this.tree;
    this.parsed = parsed;
    this.#syntax = syntax;
    this.template = { start: parsed.templateOffset, end: parsed.templateOffset + parsed.template.length };
    this.#lines = lines;
    const { frontmatterRange } = parsed;
    this.yaml = frontmatterRange && this.span(frontmatterRange);
  }

  /** The template as far as it could be understood, by offsets in the template; absent where it passes a bound. */
  get syntax(): TemplateSyntax | undefined {
    return this.#syntax;
  }

  /** The frontmatter's keys and values with their places, as far as the YAML can be read. */
  frontmatter(): SourceMap | undefined {
    const { yaml } = this.tree;
    const contents = yaml?.document.contents;
    if (yaml === undefined || !contents) return undefined;
    const known = roots.get(yaml.document);
    if (known !== undefined) return known;
    const node = sourceNodeOf(contents, { text: this.text, base: yaml.base });
    if (node.kind !== 'map') return undefined;
    roots.set(yaml.document, node);
    return node;
  }

  /** Every tag of the template, by offsets in the file. */
  get tags(): readonly SyntaxTag[] {
    const by = this.template.start;
    this.#tags ??= (this.#syntax?.tags ?? []).map((tag) => ({
      ...tag,
      start: tag.start + by,
      end: tag.end + by,
      innerStart: tag.innerStart + by,
      innerEnd: tag.innerEnd + by,
      tokens: tag.tokens.map((token) => ({ type: token.type, start: token.start + by, end: token.end + by })),
    }));
    return this.#tags;
  }

  /** What the names in the template stand for. */
  get names(): TemplateNames {
    this.#names ??= templateNames(this.parsed.template, this.#syntax?.program, this.template.start);
    return this.#names;
  }

  /** The blocks that are closed, inner ones before outer ones. */
  get blocks(): readonly BlockPair[] {
    this.#blocks ??= blockPairs(this);
    return this.#blocks;
  }

  /** The fields of the input that the template names. */
  get fields(): TemplateFields {
    this.#fields ??= new TemplateFields(this);
    return this.#fields;
  }

  /** What is rendered with a `this` of its own: the file, then the partials that it defines in itself. */
  get units(): readonly TemplateUnit[] {
    return this.fields.units;
  }

  /** The tag that an offset is in: behind its first brace, and not behind its last one. */
  tagAt(offset: number): SyntaxTag | undefined {
    return this.tags.find(({ start, end, closed }) => start < offset && (offset < end || (!closed && offset === end)));
  }

  positionAt(offset: number): Position {
    return this.#lines.positionAt(offset);
  }

  offsetAt(position: Position): number {
    return this.#lines.offsetAt(position);
  }

  range({ start, end }: Span): Range {
    return { start: this.positionAt(start), end: this.positionAt(end) };
  }

  span({ start, end }: Range): Span {
    return { start: this.offsetAt(start), end: this.offsetAt(end) };
  }
}
