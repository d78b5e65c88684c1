import { blockNameSpan, blockPairs } from '../document/blockPairs';
import type { PromptDocument } from '../document/promptDocument';
import { pathSegments } from './pathSegments';
import { ROOT, type Scope, type ValuePath } from './scope';
import {
  type ArgumentUse,
  type InlinePartial,
  type NamesShown,
  type PartialUse,
  type PathUse,
  type TemplateNames,
  templateNames,
} from './templateNames';

/** A name on the way to a value, as a template writes it: `user` and `name` in `{{user.name}}`. */
export interface FieldPlace {
  /** From what `this` is at the top of its unit; absent where nobody can tell. */
  way?: ValuePath;
  name: string;
  start: number;
  end: number;
  scope: Scope;
  /** In quotes, `{{"first name"}}`: which. */
  quote?: string;
  /** The path that it belongs to, with nothing before it that says where it comes from: a block parameter could hide it. */
  plain: boolean;
}

/** A partial that a unit includes, with what it gives to it. */
export interface Inclusion {
  use: PartialUse;
  context?: ValuePath;
  given: readonly ArgumentUse[];
}

/**
 * A piece of template that is rendered with a `this` of its own: a file without the partials that it defines in itself, or one
 * of these. Ways begin at that `this`; in a partial they begin with `ROOT` where they come from `@root`.
 */
export interface TemplateUnit {
  /** The partial that it is inside of its file; absent for the file itself. */
  inline?: InlinePartial;
  fields: FieldPlace[];
  /** Names of what nobody can tell where it comes from. */
  unknown: FieldPlace[];
  includes: Inclusion[];
  shown: NamesShown[];
}

const known = new WeakMap<PromptDocument, TemplateUnit[]>();

/** The units of a file; the first is the file itself. */
export function templateUnits(document: PromptDocument): TemplateUnit[] {
  const units = known.get(document) ?? new Units(document).all();
  known.set(document, units);
  return units;
}

/** The names in a template with `@root` told apart from what `this` is at its top. */
export function rootedNames(document: PromptDocument): TemplateNames {
  const { parsed, syntax, template, names } = document;
  if (!parsed.template.includes('root')) return names;
  return templateNames(parsed.template, syntax?.program, template.start, [ROOT]);
}

class Units {
  readonly #document: PromptDocument;
  readonly #names: TemplateNames;
  readonly #units: TemplateUnit[];
  /** Where the name of a closing tag stands, by that of the opening one. */
  readonly #closers: ReadonlyMap<number, { start: number; end: number }>;

  constructor(document: PromptDocument) {
    this.#document = document;
    this.#names = rootedNames(document);
    const empty = () => ({ fields: [], unknown: [], includes: [], shown: [] });
    this.#units = [empty(), ...this.#names.inline.map((inline) => ({ inline, ...empty() }))];
    this.#closers = new Map(
      blockPairs(document).map(({ open, close }) => [blockNameSpan(open).start, blockNameSpan(close)]),
    );
  }

  all(): TemplateUnit[] {
    const given = new Map<number, ArgumentUse[]>();
    for (const use of this.#names.uses) {
      if (use.kind !== 'argument' || use.of.kind !== 'partial') continue;
      const { start } = use.of.call;
      given.set(start, [...(given.get(start) ?? []), use]);
    }
    for (const use of this.#names.uses) {
      if (use.kind === 'variable' || use.kind === 'item' || use.kind === 'block-param') this.#path(use);
      else if (use.kind === 'partial') {
        const unit = this.#unitAt(use.start);
        const context = this.#relative(use.context, unit);
        unit.includes.push({
          use,
          given: (given.get(use.call.start) ?? []).map((argument) => {
            const { value: written, ...rest } = argument;
            const value = this.#relative(written, unit);
            return { ...rest, ...(value && { value }) };
          }),
          ...(context && { context }),
        });
      }
    }
    for (const { value, scope, ...place } of this.#names.lookups) {
      const quote = this.#document.text[place.start - 1] ?? '"';
      this.#add({ ...place, scope, quote, plain: false }, value);
    }
    for (const { value, ...shown } of this.#names.shown) {
      const unit = this.#unitAt(shown.start);
      const found = this.#homeOf(value, unit);
      if (found === undefined) unit.shown.push(shown);
      else found.home.shown.push({ ...shown, value: found.way });
    }
    return this.#units;
  }

  #path(use: PathUse): void {
    const { value, path, rest, scope } = use;
    const written = this.#document.text.slice(path.start, path.end);
    const own = { name: use.name, start: use.start, end: use.end };
    const segments = [own, ...rest];
    const quote = /^["']/.exec(this.#document.text.slice(use.start - 1))?.[0];
    const isQuoted = quote !== undefined && path.start === use.start;
    const plain = use.start === path.start;
    for (const [index, segment] of segments.entries()) {
      // A block parameter is a name of its own; what stands behind it are fields of its value.
      if (use.kind === 'block-param' && index === 0) continue;
      const way = value?.slice(0, value.length - (segments.length - 1 - index));
      this.#add({ ...segment, scope, plain: plain && index === 0, ...(isQuoted && { quote }) }, way);
    }
    const closer = use.block ? this.#closers.get(path.start) : undefined;
    if (closer === undefined) return;
    const echoes = pathSegments(this.#document.text.slice(closer.start, closer.end), closer.start);
    const skipped = echoes.length - segments.length;
    for (const [index, segment] of echoes.entries()) {
      if (index < skipped || (use.kind === 'block-param' && index === skipped)) continue;
      const way = value?.slice(0, value.length - (echoes.length - 1 - index));
      this.#add({ ...segment, scope, plain: plain && index === skipped, ...quoteOf(written) }, way);
    }
  }

  #add(place: Omit<FieldPlace, 'way'>, value: ValuePath | undefined): void {
    const unit = this.#unitAt(place.start);
    const found = this.#homeOf(value, unit);
    if (found === undefined) unit.unknown.push(place);
    else found.home.fields.push({ ...place, way: found.way });
  }

  /** What comes from `@root` belongs to the file, wherever it stands in it. */
  #homeOf(value: ValuePath | undefined, unit: TemplateUnit): { home: TemplateUnit; way: ValuePath } | undefined {
    const way = this.#relative(value, unit);
    if (way === undefined) return undefined;
    if (way[0] !== ROOT) return { home: unit, way };
    const [file] = this.#units as [TemplateUnit];
    return { home: file, way: this.#document.isPartial ? way : way.slice(1) };
  }

  /** A way from what `this` is at the top of a unit. */
  #relative(value: ValuePath | undefined, { inline }: TemplateUnit): ValuePath | undefined {
    if (value === undefined) return undefined;
    if (value[0] === ROOT) return this.#document.isPartial || inline !== undefined ? value : value.slice(1);
    if (inline === undefined) return value;
    const { context } = inline;
    if (context === undefined || value.length < context.length) return undefined;
    return context.every((step, index) => value[index] === step) ? value.slice(context.length) : undefined;
  }

  /** The innermost unit around an offset. */
  #unitAt(offset: number): TemplateUnit {
    const around = this.#units.filter(
      ({ inline }) => inline && inline.body.start <= offset && offset < inline.body.end,
    );
    // Inner ones stand behind outer ones, as they are found in the order of the text.
    return around.at(-1) ?? (this.#units[0] as TemplateUnit);
  }
}

function quoteOf(written: string): { quote?: string } {
  const quote = /^["']/.exec(written)?.[0];
  return quote === undefined ? {} : { quote };
}
