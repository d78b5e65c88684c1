import { blockNameSpan } from '../document/blockPairs';
import type { PromptDocument } from '../document/promptDocument';
import { type PathSegment, pathSegments } from './pathSegments';
import { ROOT, type Scope, type ValuePath } from './scope';
import {
  type ArgumentUse,
  type InlinePartial,
  type NamesShown,
  type NameUse,
  type PartialUse,
  type PathUse,
  type TemplateNames,
  templateNames,
} from './templateNames';

/** A name on the way to a value, as a template writes it: `user` and `name` in `{{user.name}}`. */
export interface FieldPlace {
  /** From what `this` is at the top of its unit. */
  way: ValuePath;
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
  includes: Inclusion[];
  shown: NamesShown[];
  /** The places of a name on ways to values, and of those of them of which nobody can tell where they come from. */
  named(name: string): NamedFields;
}

/** The places of one name in a unit. */
export interface NamedFields {
  fields: readonly FieldPlace[];
  unknown: readonly Omit<FieldPlace, 'way'>[];
}

const NONE: NamedFields = { fields: [], unknown: [] };

/** The names in a template with `@root` told apart from what `this` is at its top. */
export function rootedNames(document: PromptDocument): TemplateNames {
  const { parsed, syntax, template, names } = document;
  if (!parsed.template.includes('root')) return names;
  return templateNames(parsed.template, syntax?.program, template.start, [ROOT]);
}

/** The units of a template with the fields that they name. Of the names in it only those are followed that somebody asks about. */
export class TemplateFields {
  /** The file itself, then the partials that it defines in itself. */
  readonly units: readonly TemplateUnit[];
  readonly #document: PromptDocument;
  readonly #names: TemplateNames;
  readonly #named = new Map<string, ReadonlyMap<TemplateUnit, NamedFields>>();
  #closers: ReadonlyMap<number, { start: number; end: number }> | undefined;

  constructor(document: PromptDocument) {
    this.#document = document;
    this.#names = rootedNames(document);
    this.units = [undefined, ...this.#names.inline].map((inline) => {
      const unit: TemplateUnit = {
        ...(inline && { inline }),
        includes: [],
        shown: [],
        named: (name) => this.#of(name).get(unit) ?? NONE,
      };
      return unit;
    });
    this.#addIncludes();
    for (const { value, ...shown } of this.#names.shown) {
      const unit = this.#unitAt(shown.start);
      const found = this.#homeOf(value, unit);
      if (found === undefined) unit.shown.push(shown);
      else found.home.shown.push({ ...shown, value: found.way });
    }
  }

  /** The field that is named at an offset, or right before it. */
  at(offset: number): { unit: TemplateUnit; field: FieldPlace } | undefined {
    const isAt = ({ start, end }: { start: number; end: number }) => start <= offset && offset <= end;
    const names = new Set<string>();
    for (const use of this.#names.uses) {
      if (!isPath(use)) continue;
      const closer = use.block ? this.#closer(use.path.start) : undefined;
      if (!isAt(use.path) && !(closer && isAt(closer))) continue;
      for (const { name } of [use, ...use.rest]) names.add(name);
    }
    for (const lookup of this.#names.lookups) if (isAt(lookup)) names.add(lookup.name);
    for (const name of names) {
      for (const [unit, { fields }] of this.#of(name)) {
        const field = fields.find(isAt);
        if (field !== undefined) return { unit, field };
      }
    }
    return undefined;
  }

  #addIncludes(): void {
    const given = new Map<number, ArgumentUse[]>();
    for (const use of this.#names.uses) {
      if (use.kind !== 'argument' || use.of.kind !== 'partial') continue;
      const { start } = use.of.call;
      const known = given.get(start);
      if (known === undefined) given.set(start, [use]);
      else known.push(use);
    }
    for (const use of this.#names.uses) {
      if (use.kind !== 'partial') continue;
      const unit = this.#unitAt(use.start);
      const context = this.#relative(use.context, unit);
      const own = (given.get(use.call.start) ?? []).map(({ value: written, ...argument }) => {
        const value = this.#relative(written, unit);
        return { ...argument, ...(value && { value }) };
      });
      unit.includes.push({ use, given: own, ...(context && { context }) });
    }
  }

  /** The places of a name, by the unit that they belong to. */
  #of(name: string): ReadonlyMap<TemplateUnit, NamedFields> {
    const known = this.#named.get(name);
    if (known !== undefined) return known;
    const found = new Map<TemplateUnit, { fields: FieldPlace[]; unknown: Omit<FieldPlace, 'way'>[] }>();
    const placesOf = (unit: TemplateUnit) => {
      const own = found.get(unit) ?? { fields: [], unknown: [] };
      found.set(unit, own);
      return own;
    };
    const add = (place: Omit<FieldPlace, 'way'>, value: ValuePath | undefined) => {
      if (place.name !== name) return;
      const unit = this.#unitAt(place.start);
      const home = this.#homeOf(value, unit);
      if (home === undefined) placesOf(unit).unknown.push(place);
      else placesOf(home.home).fields.push({ ...place, way: home.way });
    };
    for (const use of this.#names.uses) {
      if (isPath(use) && (use.name === name || use.rest.some((segment) => segment.name === name))) this.#path(use, add);
    }
    for (const lookup of this.#names.lookups) {
      const { value, start, end, scope } = lookup;
      const quote = this.#document.text[start - 1] ?? '"';
      add({ name: lookup.name, start, end, scope, quote, plain: false }, value);
    }
    this.#named.set(name, found);
    return found;
  }

  /** The names of one path, also in the tag that closes a block over it. */
  #path(use: PathUse, add: (place: Omit<FieldPlace, 'way'>, value: ValuePath | undefined) => void): void {
    const { value, path, rest, scope, kind } = use;
    const quote = this.#document.text[use.start - 1];
    const isQuoted = (quote === '"' || quote === "'") && path.start === use.start;
    const isPlain = use.start === path.start;
    const own: PathSegment[] = [use, ...rest];
    const closer = use.block ? this.#closer(path.start) : undefined;
    const echo =
      closer === undefined
        ? []
        : pathSegments(this.#document.text.slice(closer.start, closer.end), closer.start).slice(-own.length);
    for (const segments of [own, echo]) {
      for (const [index, { name, start, end }] of segments.entries()) {
        // A block parameter is a name of its own; what stands behind it are fields of its value.
        if (kind === 'block-param' && index === 0) continue;
        const behind = segments.length - 1 - index;
        const way = behind === 0 ? value : value?.slice(0, value.length - behind);
        add({ name, start, end, scope, plain: isPlain && index === 0, ...(isQuoted && { quote }) }, way);
      }
    }
  }

  /** Where the name of a closing tag stands, by that of the opening one. */
  #closer(opener: number): { start: number; end: number } | undefined {
    this.#closers ??= new Map(
      this.#document.blocks.map(({ open, close }) => [blockNameSpan(open).start, blockNameSpan(close)]),
    );
    return this.#closers.get(opener);
  }

  /** What comes from `@root` belongs to the file, wherever it stands in it. */
  #homeOf(value: ValuePath | undefined, unit: TemplateUnit): { home: TemplateUnit; way: ValuePath } | undefined {
    const way = this.#relative(value, unit);
    if (way === undefined) return undefined;
    if (way[0] !== ROOT) return { home: unit, way };
    const [file] = this.units as [TemplateUnit];
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
    if (this.units.length === 1) return this.units[0] as TemplateUnit;
    const around = this.units.filter(({ inline }) => inline && inline.body.start <= offset && offset < inline.body.end);
    // Inner ones stand behind outer ones, as they are found in the order of the text.
    return around.at(-1) ?? (this.units[0] as TemplateUnit);
  }
}

function isPath(use: NameUse): use is PathUse {
  return use.kind === 'variable' || use.kind === 'item' || use.kind === 'block-param';
}
