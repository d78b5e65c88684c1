import type { Range } from 'vscode-languageserver-types';
import type { Document } from 'yaml';
import type { Problem } from '../problem';
import { TextLines } from '../text/textLines';
import { BOUNDS } from './bounds';
import { dialectSign } from './dialect';
import { type Frontmatter, readFrontmatter } from './frontmatter';
import { mergeConflict } from './mergeConflict';
import { parseTemplate } from './parseTemplate';
import type { ParsedPrompt, RangeByPath } from './promptFile';
import { type NamedDefinitions, resolveMetadata } from './resolveMetadata';
import { splitPrompt } from './splitPrompt';
import { spanOf } from './syntax/linePlaces';
import type { TemplateSyntax } from './syntax/templateSyntax';
import { templateVariables } from './templateVariables';

/**
 * Takes a `.prompt` file apart. It never throws: what is wrong is in `problems`, with its place in the file.
 * @param text the file's text; a byte order mark is passed over and counts in no column
 * @param file its absolute path, for the problems
 * @param definitions schemas and tools that the frontmatter may name
 */
export function parsePrompt(text: string, file = '', definitions: NamedDefinitions = {}): ParsedPrompt {
  return parsePromptTree(text, file, definitions).parsed;
}

/** A parsed prompt with its template's tree, for those who go on working with that. */
export interface PromptTree {
  parsed: ParsedPrompt;
  /** Absent where the template has faults of syntax. */
  program?: hbs.AST.Program;
  /** The template as far as it could be understood; absent where it passes a bound. */
  syntax?: TemplateSyntax;
  /** The frontmatter's YAML as its parser has it, broken or not, and where it begins in the file. */
  yaml?: { document: Document.Parsed; base: number };
  /** The lines of the text. */
  lines: TextLines;
}

/** As `parsePrompt`; the tree is kept. */
export function parsePromptTree(text: string, file: string, definitions: NamedDefinitions): PromptTree {
  return new Parsing(withoutByteOrderMark(text), file).prompt(definitions);
}

/**
 * The same for an editor, where the next text mostly has the same frontmatter: what was made of that is used again, so nobody
 * may change what they get.
 */
export function parseEditedPromptTree(text: string, file: string): PromptTree {
  return new Parsing(withoutByteOrderMark(text), file, { sharesKeys: true }).prompt({});
}

/** Parses a partial: all of it is template, a `#` line too. */
export function parsePartialTree(text: string, file: string): PromptTree {
  return new Parsing(withoutByteOrderMark(text), file).partial();
}

function withoutByteOrderMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** What a frontmatter says, and where its keys stand. */
interface ReadKeys extends ReturnType<typeof resolveMetadata> {
  ranges: RangeByPath;
}

/** By the frontmatter, which is the same object as long as its text and place are the same; for those who share it. */
const keysRead = new WeakMap<Frontmatter, ReadKeys>();

class Parsing {
  readonly #text: string;
  readonly #file: string;
  readonly #lines: TextLines;
  readonly #problems: Problem[] = [];
  readonly #sharesKeys: boolean;
  #yaml: PromptTree['yaml'];

  constructor(text: string, file: string, { sharesKeys = false } = {}) {
    this.#sharesKeys = sharesKeys;
    this.#text = text;
    this.#file = file;
    this.#lines = new TextLines(text);
  }

  prompt(definitions: NamedDefinitions): PromptTree {
    if (this.#tooLarge() || this.#findConflict()) return this.#result({ start: 0, end: 0 }, undefined, definitions);
    const { frontmatter: place, template, unclosedFence } = splitPrompt(this.#text);
    const dialect = dialectSign(this.#text, place, template.start);
    if (dialect !== undefined) {
      this.#error(dialect.code, dialect.start, dialect.end);
      return this.#result({ start: template.start, end: template.start }, undefined, definitions);
    }
    if (unclosedFence !== undefined) this.#error('prompt.frontmatter-not-closed', unclosedFence, unclosedFence + 3);
    const frontmatter = place && this.#frontmatter(place);
    return this.#result(template, frontmatter, definitions, place);
  }

  partial(): PromptTree {
    const unreadable = this.#tooLarge() || this.#findConflict();
    const template = { start: 0, end: unreadable ? 0 : this.#text.length };
    return this.#result(template, undefined, {});
  }

  #tooLarge(): boolean {
    // A UTF-16 unit takes up to 3 bytes: only near the bound they have to be counted.
    const { length } = this.#text;
    if (length * 3 <= BOUNDS.file || Buffer.byteLength(this.#text) <= BOUNDS.file) return false;
    this.#error('prompt.too-large', 0, 0, { limit: BOUNDS.file / 1024 });
    return true;
  }

  /** A file with two versions in it is neither; everything else that is wrong with it comes from that. */
  #findConflict(): boolean {
    const conflict = mergeConflict(this.#text);
    if (conflict !== undefined) this.#error('prompt.merge-conflict', conflict.start, conflict.end);
    return conflict !== undefined;
  }

  #frontmatter(place: { start: number; end: number }): Frontmatter | undefined {
    const { frontmatter, faults, document } = readFrontmatter(this.#text.slice(place.start, place.end), place.start);
    if (document !== undefined) this.#yaml = { document, base: place.start };
    for (const { kind, start, end, args } of faults) this.#error(YAML_CODES[kind], start, end, args);
    return frontmatter;
  }

  #result(
    place: { start: number; end: number },
    frontmatter: Frontmatter | undefined,
    definitions: NamedDefinitions,
    frontmatterPlace?: { start: number; end: number },
  ): PromptTree {
    const { metadata, faults, ranges } = this.#keys(frontmatter, definitions);
    for (const { code, path, args } of faults) {
      const found = frontmatter?.places.get(path) ?? frontmatter?.places.get(parentOf(path));
      this.#error(code, found?.key.start ?? 0, found?.value.end ?? 0, args);
    }
    const template = this.#text.slice(place.start, place.end);
    const { program, syntax, faults: templateFaults } = parseTemplate(template);
    for (const { code, start, end, args } of templateFaults)
      this.#error(code, place.start + start, place.start + end, args);
    const found = program === undefined ? { variables: [], partials: [] } : templateVariables(program);
    const rangeOf = (loc: hbs.AST.SourceLocation) => {
      const { start, end } = spanOf({ loc });
      return this.#range(place.start + start, place.start + end);
    };
    const parsed: ParsedPrompt = {
      file: this.#file,
      text: this.#text,
      metadata,
      ranges,
      ...(frontmatterPlace && { frontmatterRange: this.#range(frontmatterPlace.start, frontmatterPlace.end) }),
      template,
      templateOffset: place.start,
      variables: found.variables.map(({ name, loc, required }) => ({ name, range: rangeOf(loc), required })),
      partials: found.partials.map(({ name, loc }) => ({ name, range: rangeOf(loc) })),
      problems: this.#problems,
    };
    const yaml = this.#yaml;
    return {
      parsed,
      ...(program && { program }),
      ...(syntax && { syntax }),
      ...(yaml && { yaml }),
      lines: this.#lines,
    };
  }

  #keys(frontmatter: Frontmatter | undefined, definitions: NamedDefinitions): ReadKeys {
    const known = frontmatter && this.#sharesKeys ? keysRead.get(frontmatter) : undefined;
    if (known !== undefined) return known;
    const ranges = new Map<string, { key: Range; value: Range }>();
    for (const [path, { key, value }] of frontmatter?.places ?? []) {
      ranges.set(path, { key: this.#range(key.start, key.end), value: this.#range(value.start, value.end) });
    }
    const keys = { ...resolveMetadata(frontmatter, definitions), ranges };
    if (frontmatter && this.#sharesKeys) keysRead.set(frontmatter, keys);
    return keys;
  }

  #range(start: number, end: number): Range {
    return { start: this.#lines.positionAt(start), end: this.#lines.positionAt(end) };
  }

  #error(code: string, start: number, end: number, args: Record<string, string | number> = {}): void {
    this.#problems.push({ code, severity: 'error', file: this.#file, range: this.#range(start, end), args });
  }
}

const YAML_CODES = {
  syntax: 'prompt.yaml-syntax',
  'duplicate-key': 'prompt.duplicate-key',
  alias: 'prompt.yaml-alias',
  'too-deep': 'prompt.yaml-too-deep',
  'too-large': 'prompt.frontmatter-too-large',
  'not-a-map': 'prompt.frontmatter-not-a-map',
} as const;

function parentOf(path: string): string {
  const parts = path.split('.');
  return parts.slice(0, Math.min(2, parts.length - 1)).join('.');
}
