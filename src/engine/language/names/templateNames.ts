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
  /** With a block to fall back on, where it is missing. */
  block: boolean;
}

/** A named argument, `url=` of a helper, `name=` of a partial. */
export interface ArgumentUse extends Use {
  kind: 'argument';
  of: { kind: 'helper' | 'partial'; name: string };
}

export type NameUse = PathUse | DataUse | HelperUse | PartialUse | ArgumentUse;

/** What the names in a template stand for. */
export interface TemplateNames {
  /** In the order of the walk, which is that of the text but for what stands in brackets. */
  uses: NameUse[];
  /** Outer ones before inner ones; the first is the whole template. */
  scopes: Scope[];
  /** Partials that the template itself defines. */
  inline: { name: string; start: number; end: number }[];
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
 */
export function templateNames(template: string, program: hbs.AST.Program | undefined, base: number): TemplateNames {
  const walk = new Walk(template, base);
  if (program !== undefined) walk.program(program, walk.root);
  return walk;
}

class Walk implements TemplateNames {
  readonly uses: NameUse[] = [];
  readonly inline: TemplateNames['inline'] = [];
  readsWhole = false;
  readonly root: Scope;
  readonly scopes: Scope[];
  readonly #template: string;
  readonly #base: number;

  constructor(template: string, base: number) {
    this.#template = template;
    this.#base = base;
    const whole = { start: base, end: base + template.length };
    this.root = { ...whole, context: [], params: [], guarded: new Set(), loop: false };
    this.scopes = [this.root];
  }

  program({ body }: hbs.AST.Program, scope: Scope): void {
    for (const statement of body) this.#statement(statement, scope);
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
          this.inline.push({ name: (name as hbs.AST.StringLiteral).value, ...this.#span(name) });
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
    this.#arguments(name, params, hash, scope, !COPING.has(name));
  }

  #isHelper(path: hbs.AST.Node, scope: Scope): boolean {
    if (path.type !== 'PathExpression') return false;
    const { original } = path as hbs.AST.PathExpression;
    return HELPERS.has(original) && this.#paramOf(original, scope) === undefined;
  }

  #arguments(
    helper: string,
    params: hbs.AST.Expression[],
    hash: hbs.AST.Hash | undefined,
    scope: Scope,
    required: boolean,
  ): void {
    for (const param of params) this.#expression(param, scope, required);
    for (const pair of hash?.pairs ?? []) {
      this.#argument(pair, { kind: 'helper', name: helper }, scope);
      this.#expression(pair.value, scope, true);
    }
  }

  #argument(pair: hbs.AST.HashPair, of: ArgumentUse['of'], scope: Scope): void {
    const { start } = this.#span(pair);
    const written = this.#template.slice(start - this.#base, this.#span(pair).end - this.#base);
    const end = start + (/^(?:\[(?:\\\]|[^\]])*\]|[^\s=]+)/.exec(written)?.[0].length ?? pair.key.length);
    this.uses.push({ kind: 'argument', name: pair.key, start, end, scope, of });
  }

  #block(block: hbs.AST.BlockStatement, scope: Scope): void {
    const { path, params, hash, program, inverse } = block;
    const name = path.original;
    const helper = this.#isHelper(path, scope);
    const [subject] = params;
    if (helper) {
      const call = this.#span(block);
      this.uses.push({ kind: 'helper', name, ...this.#nameSpan(path, name), scope, block: true, call });
      this.#arguments(name, params, hash, scope, !COPING.has(name));
    } else {
      this.#path(path, scope, false, true);
      this.#arguments(name, params, hash, scope, true);
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
    else if (name !== '@partial-block') {
      const call = this.#span(partial);
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
        block,
      });
    }
    for (const pair of pairs) {
      if (name !== undefined) this.#argument(pair, { kind: 'partial', name }, scope);
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
    const [first, ...rest] = pathSegments(written, path.start);
    const { data, depth } = expression;
    if (first !== undefined && data && first.name !== 'root') {
      this.uses.push({ kind: 'data', ...first, rest, scope });
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
    this.uses.push({
      kind,
      ...named,
      path,
      rest: behind,
      required: required && !scope.guarded.has(named.name),
      block,
      scope,
      ...(value && { value }),
      ...(declaration && { declaration }),
    });
  }

  /** The way to the value of an expression; undefined where nobody can tell. */
  #valueOf(expression: hbs.AST.Expression, scope: Scope): ValuePath | undefined {
    if (expression.type !== 'PathExpression') return undefined;
    const { data, depth, parts, original } = expression as hbs.AST.PathExpression;
    const names = parts.map(String);
    if (data) return names[0] === 'root' ? names.slice(1) : undefined;
    const [first, ...rest] = names;
    const plain = depth === 0 && !/^(?:this\b|\.)/.test(original);
    const param = first !== undefined && plain ? this.#paramOf(first, scope) : undefined;
    if (param !== undefined) return param.value && [...param.value, ...rest];
    const home = upFrom(scope, depth)?.context;
    return home && [...home, ...names];
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
