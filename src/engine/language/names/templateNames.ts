import { spanOf } from '../../prompt/syntax/linePlaces';
import { partialName } from '../../prompt/visitTemplate';
import { type PathSegment, pathSegments } from './pathSegments';
import { type BlockParam, ITEMS, ITEMS_IF_LIST, type Scope, type ValuePath, type ValueStep } from './scope';

interface Use {
  name: string;
  /** The place of the name itself, in the file. */
  start: number;
  end: number;
  scope: Scope;
}

/** A path that begins with a name: `user` in `{{user.name}}`. */
export interface PathUse extends Use {
  kind: 'variable' | 'item' | 'block-param';
  /** The whole path with its `../` and `@root`. */
  path: { start: number; end: number };
  /** The names behind the first one. */
  rest: readonly PathSegment[];
  /** The value that the whole path leads to, from the input; absent where nobody can tell. */
  value?: ValuePath;
  /** False where the template copes with its absence. */
  required: boolean;
  /** Of a block parameter: where it is declared. */
  declaration?: BlockParam;
  /** It is the name of a block, `{{#items}}`. */
  block: boolean;
}

/** `@index`, `@metadata`, a key of the context. */
export interface DataUse extends Use {
  kind: 'data';
  rest: readonly PathSegment[];
}

/** A helper that is called, and where its tag is. */
export interface HelperUse extends Use {
  kind: 'helper';
  block: boolean;
  call: { start: number; end: number };
}

export interface PartialUse extends Use {
  kind: 'partial';
  call: { start: number; end: number };
  /** Names that it is given as named arguments. */
  given: readonly string[];
  /** Whether it sees the prompt's input. */
  seesInput: boolean;
  /** The value that `this` is in it, from the input; absent where nobody can tell. */
  context?: ValuePath;
  /** With a block to fall back on, where it is missing. */
  block: boolean;
}

/** A named argument, `url=` of a helper, `name=` of a partial. */
export interface ArgumentUse extends Use {
  kind: 'argument';
  of: { kind: 'helper' | 'partial'; name: string; call: { start: number; end: number } };
  /** The value that is given, from the input; absent for what has no place in it. */
  value?: ValuePath;
}

export type NameUse = PathUse | DataUse | HelperUse | PartialUse | ArgumentUse;

/** A field that is named in a text: `"name"` in `{{lookup user "name"}}`. */
export interface LookupUse {
  name: string;
  /** The text between the quotes. */
  start: number;
  end: number;
  scope: Scope;
  /** The way to the field. */
  value?: ValuePath;
}

/** A value that is shown with the names of its fields: `{{json user}}`, or `@key` in an `each` over it. */
export interface NamesShown {
  start: number;
  end: number;
  value?: ValuePath;
  /** The names of the value itself, and none further down. */
  shallow: boolean;
}

/** A partial that the template itself defines: `{{#*inline "name"}}…{{/inline}}`. */
export interface InlinePartial {
  name: string;
  /** The name with its quotes. */
  start: number;
  end: number;
  /** What is rendered where it is included. */
  body: { start: number; end: number };
  /** The part of the template that knows it. */
  known: { start: number; end: number };
  /** What `this` is where it stands, which need not be what it is where it is included. */
  context?: ValuePath;
}

/** What the names in a template stand for. */
export interface TemplateNames {
  /** In the order of the walk, which is that of the text but for what stands in brackets. */
  uses: NameUse[];
  /** Outer ones before inner ones; the first is the whole template. */
  scopes: Scope[];
  inline: InlinePartial[];
  lookups: LookupUse[];
  shown: NamesShown[];
  /** Whether the template takes all of its input as one value, as `{{json this}}` does: then no name is surely unused. */
  readsWhole: boolean;
}

/** Helpers whose first argument may be missing. */
const COPING = new Set(['if', 'unless', 'each', 'with', 'ifEquals', 'unlessEquals', 'lookup']);
const SAME_CONTEXT = new Set(['if', 'unless', 'ifEquals', 'unlessEquals']);
const HELPERS = new Set(['history', 'json', 'media', 'role', 'section', 'log', ...COPING]);

/**
 * Finds out what every name in a template stands for, with the scopes of `each`, `with`, blocks and block parameters followed.
 * In a partial, names are taken for those of the prompt that includes it.
 * @param program absent where the template could not be understood at all
 * @param base offset of the template in its file
 * @param root the way to what `@root` is: in a partial that need not be what `this` is at its top
 */
export function templateNames(
  template: string,
  program: hbs.AST.Program | undefined,
  base: number,
  root: ValuePath = [],
): TemplateNames {
  const walk = new Walk(template, base, root);
  if (program !== undefined) walk.program(program, walk.root);
  return walk;
}

/** Most paths are one name: they share what stands behind it. */
const NOTHING: readonly PathSegment[] = [];

class Walk implements TemplateNames {
  readonly uses: NameUse[] = [];
  readonly inline: InlinePartial[] = [];
  readonly lookups: LookupUse[] = [];
  readonly shown: NamesShown[] = [];
  readsWhole = false;
  readonly root: Scope;
  readonly scopes: Scope[];
  readonly #template: string;
  readonly #base: number;
  readonly #rootValue: ValuePath;
  /** The part of the template that is being gone through. */
  #program: { start: number; end: number };

  constructor(template: string, base: number, rootValue: ValuePath) {
    this.#template = template;
    this.#base = base;
    this.#rootValue = rootValue;
    const whole = { start: base, end: base + template.length };
    this.root = { ...whole, context: [], params: [], guarded: new Set(), loop: false };
    this.scopes = [this.root];
    this.#program = whole;
  }

  program(program: hbs.AST.Program, scope: Scope): void {
    const around = this.#program;
    this.#program = this.#span(program);
    for (const statement of program.body) this.#statement(statement, scope);
    this.#program = around;
  }

  #statement(statement: hbs.AST.Statement, scope: Scope): void {
    switch (statement.type) {
      case 'MustacheStatement':
      case 'Decorator':
        this.#call(statement as hbs.AST.MustacheStatement, this.#span(statement), scope);
        return;
      case 'BlockStatement':
        this.#block(statement as hbs.AST.BlockStatement, scope);
        return;
      case 'DecoratorBlock': {
        const { program, params } = statement as hbs.AST.BlockStatement;
        const [name] = params;
        if (name?.type === 'StringLiteral') {
          this.inline.push({
            name: (name as hbs.AST.StringLiteral).value,
            ...this.#span(name),
            body: program ? this.#span(program) : this.#span(name),
            known: this.#program,
            ...(scope.context && { context: scope.context }),
          });
        }
        if (program) this.program(program, scope);
        return;
      }
      case 'PartialStatement':
      case 'PartialBlockStatement':
        this.#partial(statement as hbs.AST.PartialBlockStatement, scope);
        return;
      default:
    }
  }

  #call(
    { path, params, hash }: Pick<hbs.AST.MustacheStatement, 'path' | 'params' | 'hash'>,
    call: { start: number; end: number },
    scope: Scope,
  ): void {
    const name = String((path as { original?: unknown }).original ?? '');
    const isHelper = this.#isHelper(path, scope);
    if (isHelper) this.uses.push({ kind: 'helper', name, ...this.#nameSpan(path, name), scope, block: false, call });
    else if (path.type === 'SubExpression') this.#expression(path, scope, true);
    else if (path.type === 'PathExpression') this.#path(path as hbs.AST.PathExpression, scope, true);
    // A literal where a name is expected is a name: `{{"first name"}}`.
    else if (path.type === 'StringLiteral') this.#literal(path as hbs.AST.StringLiteral, scope);
    this.#arguments(name, call, { params, hash }, scope, !COPING.has(name));
    if (isHelper) this.#namesShown(name, params, scope);
  }

  #isHelper(path: hbs.AST.Node, scope: Scope): boolean {
    if (path.type !== 'PathExpression') return false;
    const { original } = path as hbs.AST.PathExpression;
    return HELPERS.has(original) && this.#paramOf(original, scope) === undefined;
  }

  #arguments(
    helper: string,
    call: { start: number; end: number },
    { params, hash }: Pick<hbs.AST.MustacheStatement, 'params' | 'hash'>,
    scope: Scope,
    required: boolean,
  ): void {
    for (const param of params) this.#expression(param, scope, required);
    for (const pair of hash?.pairs ?? []) {
      this.#argument(pair, { kind: 'helper', name: helper, call }, scope);
      this.#expression(pair.value, scope, true);
    }
  }

  /** What `json` and `lookup` show of the names of fields. */
  #namesShown(helper: string, [subject, key]: hbs.AST.Expression[], scope: Scope): void {
    if (subject === undefined) return;
    const value = this.#valueOf(subject, scope);
    const found = { ...this.#span(subject), ...(value && { value }) };
    if (helper === 'json') this.shown.push({ ...found, shallow: false });
    if (helper !== 'lookup' || key === undefined || key.type === 'NumberLiteral') return;
    if (key.type !== 'StringLiteral') this.shown.push({ ...found, shallow: true });
    else {
      const { start, end } = this.#span(key);
      const name = (key as hbs.AST.StringLiteral).value;
      const place = { start: start + 1, end: Math.max(start + 1, end - 1) };
      this.lookups.push({ name, ...place, scope, ...(value && { value: [...value, name] }) });
    }
  }

  #argument(pair: hbs.AST.HashPair, of: ArgumentUse['of'], scope: Scope): void {
    const value = this.#valueOf(pair.value, scope);
    const { start } = this.#span(pair);
    const written = this.#template.slice(start - this.#base, this.#span(pair).end - this.#base);
    const end = start + (/^(?:\[(?:\\\]|[^\]])*\]|[^\s=]+)/.exec(written)?.[0].length ?? pair.key.length);
    this.uses.push({ kind: 'argument', name: pair.key, start, end, scope, of, ...(value && { value }) });
  }

  #block(block: hbs.AST.BlockStatement, scope: Scope): void {
    const { path, params, hash, program, inverse } = block;
    const name = path.original;
    const helper = this.#isHelper(path, scope);
    const [subject] = params;
    const call = this.#span(block);
    if (helper) {
      this.uses.push({ kind: 'helper', name, ...this.#nameSpan(path, name), scope, block: true, call });
      this.#arguments(name, call, { params, hash }, scope, !COPING.has(name));
      this.#namesShown(name, params, scope);
    } else {
      this.#path(path, scope, false, true);
      this.#arguments(name, call, { params, hash }, scope, true);
    }
    const guarded = subject === undefined ? scope.guarded : new Set([...scope.guarded, ...nameOf(subject)]);
    if (program) this.program(program, this.#inside(block, helper, { ...scope, guarded }, scope));
    if (inverse) this.program(inverse, guarded === scope.guarded ? scope : { ...scope, guarded });
  }

  /** The scope in a block. */
  #inside({ path, params, program }: hbs.AST.BlockStatement, helper: boolean, same: Scope, outer: Scope): Scope {
    const place = this.#span(program);
    if (helper && SAME_CONTEXT.has(path.original)) return same;
    const subject = helper ? params[0] : path;
    const value = subject === undefined ? undefined : this.#valueOf(subject, outer);
    const step: ValueStep[] = path.original === 'with' ? [] : [path.original === 'each' ? ITEMS : ITEMS_IF_LIST];
    const context = value && [...value, ...step];
    const [first, ...others] = program.blockParams ?? [];
    const open = this.#openTagOf(program, path);
    const named: BlockParam[] = [];
    if (first !== undefined) named.push({ name: first, ...open(first), ...(context && { value: context }) });
    for (const other of others) named.push({ name: other, ...open(other) });
    const scope: Scope = {
      ...place,
      ...(context && { context }),
      params: [...outer.params.filter(({ name }) => !named.some((each) => each.name === name)), ...named],
      guarded: same.guarded,
      loop: path.original === 'each' || (!helper && outer.loop),
      parent: outer,
    };
    this.scopes.push(scope);
    return scope;
  }

  /** Where the names between the bars stand. */
  #openTagOf(program: hbs.AST.Program, path: hbs.AST.PathExpression): (name: string) => { start: number; end: number } {
    const from = this.#span(path).end;
    const until = this.#span(program).start;
    const text = this.#template.slice(from - this.#base, until - this.#base);
    const bars = /\bas\s+\|([^|]*)\|/.exec(text);
    return (name) => {
      const at = bars?.[1]?.split(/(\s+)/) ?? [];
      let offset = from + (bars?.index ?? 0) + (bars?.[0].indexOf('|') ?? 0) + 1;
      for (const piece of at) {
        if (piece === name) return { start: offset, end: offset + piece.length };
        offset += piece.length;
      }
      return { start: from, end: from };
    };
  }

  #partial(partial: hbs.AST.PartialBlockStatement, scope: Scope): void {
    const name = partialName(partial.name);
    const [context] = partial.params;
    // What is handed on whole is read there.
    for (const param of partial.params) if (!isWithoutName(param)) this.#expression(param, scope, true);
    const pairs = partial.hash?.pairs ?? [];
    if (name === undefined) this.#expression(partial.name, scope, true);
    const call = this.#span(partial);
    if (name !== undefined && name !== '@partial-block') {
      const value = context === undefined ? scope.context : this.#valueOf(context, scope);
      const seesInput = value !== undefined && value.length === 0;
      const given = pairs.map(({ key }) => key);
      const block = partial.program !== undefined;
      this.uses.push({
        kind: 'partial',
        name,
        ...this.#nameSpan(partial.name, name),
        scope,
        call,
        given,
        seesInput,
        ...(value && { context: value }),
        block,
      });
    }
    for (const pair of pairs) {
      if (name !== undefined) this.#argument(pair, { kind: 'partial', name, call }, scope);
      this.#expression(pair.value, scope, true);
    }
    if (partial.program) this.program(partial.program, scope);
  }

  #expression(expression: hbs.AST.Expression, scope: Scope, required: boolean): void {
    if (expression.type === 'SubExpression') {
      this.#call(expression as hbs.AST.SubExpression, this.#span(expression), scope);
    } else if (expression.type === 'PathExpression') this.#path(expression as hbs.AST.PathExpression, scope, required);
  }

  #literal(literal: hbs.AST.StringLiteral, scope: Scope): void {
    const { start, end } = this.#span(literal);
    const place = { start: start + 1, end: Math.max(start + 1, end - 1) };
    const base = { name: literal.value, ...place, path: place, rest: [], required: true, block: false, scope };
    const value = scope.context && [...scope.context, literal.value];
    this.uses.push({ kind: scope.context?.length === 0 ? 'variable' : 'item', ...base, ...(value && { value }) });
  }

  #path(expression: hbs.AST.PathExpression, scope: Scope, required: boolean, block = false): void {
    const path = this.#span(expression);
    const written = this.#template.slice(path.start - this.#base, path.end - this.#base);
    const segments = pathSegments(written, path.start);
    const first = segments[0];
    const rest = segments.length > 1 ? segments.slice(1) : NOTHING;
    const { data, depth } = expression;
    if (first !== undefined && data && first.name !== 'root') {
      this.uses.push({ kind: 'data', ...first, rest, scope });
      if (first.name === 'key') this.#keysShown(path, scope);
      return;
    }
    const named = data ? rest[0] : first;
    if (named === undefined) {
      this.readsWhole ||= this.#valueOf(expression, scope)?.length === 0;
      return;
    }
    const behind = data ? rest.slice(1) : rest;
    const plain = !data && depth === 0 && !/^(?:this\b|\.)/.test(written);
    const declaration = plain ? this.#paramOf(named.name, scope) : undefined;
    const home = data ? this.root : upFrom(scope, depth);
    const value = this.#valueOf(expression, scope);
    const kind = declaration !== undefined ? 'block-param' : home?.context?.length === 0 ? 'variable' : 'item';
    if (declaration !== undefined && declaration.value === undefined) this.#keysShown(path, scope);
    const { name, start, end } = named;
    const needed = required && !scope.guarded.has(name);
    const use: PathUse = { kind, name, start, end, path, rest: behind, required: needed, block, scope };
    if (value) use.value = value;
    if (declaration) use.declaration = declaration;
    this.uses.push(use);
  }

  /** `@key` is a name of the value that one of the blocks around it goes through. */
  #keysShown(place: { start: number; end: number }, scope: Scope): void {
    for (let around: Scope | undefined = scope; around !== undefined; around = around.parent) {
      const { context, loop } = around;
      if (!loop || (context !== undefined && context.at(-1) !== ITEMS)) continue;
      this.shown.push({ ...place, ...(context && { value: context.slice(0, -1) }), shallow: true });
    }
  }

  /** The way to the value of an expression; undefined where nobody can tell. */
  #valueOf(expression: hbs.AST.Expression, scope: Scope): ValuePath | undefined {
    if (expression.type === 'SubExpression') return this.#lookedUp(expression as hbs.AST.SubExpression, scope);
    if (expression.type !== 'PathExpression') return undefined;
    const { data, depth, parts, original } = expression as hbs.AST.PathExpression;
    const names = parts.map(String);
    if (data) return names[0] === 'root' ? [...this.#rootValue, ...names.slice(1)] : undefined;
    const [first, ...rest] = names;
    const plain = depth === 0 && !/^(?:this\b|\.)/.test(original);
    const param = first !== undefined && plain ? this.#paramOf(first, scope) : undefined;
    if (param !== undefined) return param.value && [...param.value, ...rest];
    const home = upFrom(scope, depth)?.context;
    return home && [...home, ...names];
  }

  /** The way to what `(lookup items 0)` finds: by a name in quotes to a field, else to one of the items. */
  #lookedUp({ path, params: [subject, key] }: hbs.AST.SubExpression, scope: Scope): ValuePath | undefined {
    if ((path as { original?: unknown }).original !== 'lookup' || subject === undefined || key === undefined) return;
    const value = this.#valueOf(subject, scope);
    const step = key.type === 'StringLiteral' ? (key as hbs.AST.StringLiteral).value : ITEMS;
    return value && [...value, step];
  }

  #paramOf(name: string, { params }: Scope): BlockParam | undefined {
    return params.find((param) => param.name === name);
  }

  /** A name as it is written: a path may go on with a separator that is still waiting for more. */
  #nameSpan(node: hbs.AST.Node, name: string): { start: number; end: number } {
    const { start, end } = this.#span(node);
    return this.#template.startsWith(name, start - this.#base) ? { start, end: start + name.length } : { start, end };
  }

  #span(node: { loc: hbs.AST.SourceLocation }): { start: number; end: number } {
    const { start, end } = spanOf(node);
    return { start: start + this.#base, end: end + this.#base };
  }
}

function upFrom(scope: Scope, depth: number): Scope | undefined {
  let home: Scope | undefined = scope;
  for (let up = 0; up < depth && home !== undefined; up++) home = home.parent;
  return home;
}

/** `this`, `.`, `..`, `@root`: a value as a whole. */
function isWithoutName(expression: hbs.AST.Expression): boolean {
  if (expression.type !== 'PathExpression') return false;
  const { parts, data } = expression as hbs.AST.PathExpression;
  return parts.length === (data && String(parts[0]) === 'root' ? 1 : 0);
}

function nameOf(expression: hbs.AST.Expression): string[] {
  if (expression.type !== 'PathExpression') return [];
  const { parts, data } = expression as hbs.AST.PathExpression;
  return data || parts.length === 0 ? [] : [String(parts[0])];
}
