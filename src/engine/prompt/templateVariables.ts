import { partialName } from './visitTemplate';

/** A variable of the input that a template reads. */
export interface TemplateVariable {
  name: string;
  loc: hbs.AST.SourceLocation;
  /** False where the template copes with its absence. */
  required: boolean;
}

/** A partial that a template includes, and what is known of the values that it then sees. */
export interface TemplatePartial {
  name: string;
  loc: hbs.AST.SourceLocation;
  /** Whether the partial reads the prompt's input: false where it gets another context. */
  seesInput: boolean;
  /** Names that the call itself provides. */
  given: string[];
  /** Whether the including template copes with the absence of the name. */
  optionalNames: ReadonlySet<string>;
}

/** What the names in a part of a template refer to. */
interface Scope {
  /** Whether `this` is the prompt's input. */
  input: boolean;
  /** Names that are something else here: block parameters, and what a partial is given. */
  shadowed: ReadonlySet<string>;
  /** Names that are known to be there, or whose absence is asked for around this place. */
  guarded: ReadonlySet<string>;
  parent?: Scope;
}

/** Helpers whose first argument may be missing. */
const COPING = new Set(['if', 'unless', 'each', 'with', 'ifEquals', 'unlessEquals', 'lookup']);
const HELPERS_WITH_INPUT = new Set(['if', 'unless', 'ifEquals', 'unlessEquals']);
const HELPERS = new Set(['history', 'json', 'media', 'role', 'section', 'log', ...COPING]);

/**
 * Finds the input variables that a template reads, with the scopes of `each`, `with` and block parameters followed, and
 * the partials that it includes. Where a scope is not the input (inside of an `each`), names are the items' own.
 * @param start for a partial: what the including template gives it
 */
export function templateVariables(
  program: hbs.AST.Program,
  start: { seesInput: boolean; given: Iterable<string>; optional?: Iterable<string> } = { seesInput: true, given: [] },
): { variables: TemplateVariable[]; partials: TemplatePartial[] } {
  const walk = new Walk();
  walk.program(program, {
    input: start.seesInput,
    shadowed: new Set(start.given),
    guarded: new Set(start.optional ?? []),
  });
  return walk;
}

class Walk {
  readonly variables: TemplateVariable[] = [];
  readonly partials: TemplatePartial[] = [];

  program({ body }: hbs.AST.Program, scope: Scope): void {
    for (const statement of body) this.#statement(statement, scope);
  }

  #statement(statement: hbs.AST.Statement, scope: Scope): void {
    switch (statement.type) {
      case 'MustacheStatement':
        this.#call(statement as hbs.AST.MustacheStatement, scope);
        return;
      case 'BlockStatement':
        this.#block(statement as hbs.AST.BlockStatement, scope);
        return;
      case 'DecoratorBlock':
        this.program((statement as hbs.AST.BlockStatement).program, scope);
        return;
      case 'PartialStatement':
      case 'PartialBlockStatement':
        this.#partial(statement as hbs.AST.PartialBlockStatement, scope);
        return;
      default:
    }
  }

  #call({ path, params, hash }: Pick<hbs.AST.MustacheStatement, 'path' | 'params' | 'hash'>, scope: Scope): void {
    const name = String((path as { original?: unknown }).original ?? '');
    const isHelper = HELPERS.has(name);
    if (!isHelper && path.type === 'PathExpression') this.#expression(path, scope, true);
    // A literal where a name is expected is a name: `{{"first name"}}`.
    else if (!isHelper) this.#read(name, path.loc, scope, true);
    for (const param of params) this.#expression(param, scope, !COPING.has(name));
    for (const { value } of hash?.pairs ?? []) this.#expression(value, scope, true);
  }

  #block(block: hbs.AST.BlockStatement, scope: Scope): void {
    const name = block.path.original;
    const [subject] = block.params;
    if (HELPERS.has(name)) for (const param of block.params) this.#expression(param, scope, !COPING.has(name));
    else this.#expression(block.path, scope, false);
    for (const { value } of block.hash?.pairs ?? []) this.#expression(value, scope, true);
    const shadowed = new Set([...scope.shadowed, ...(block.program?.blockParams ?? [])]);
    const guarded = subject === undefined ? scope.guarded : new Set([...scope.guarded, ...nameOf(subject)]);
    const sameContext = HELPERS_WITH_INPUT.has(name);
    const inside = sameContext ? { ...scope, guarded } : { input: false, shadowed, guarded, parent: scope };
    if (block.program) this.program(block.program, inside);
    if (block.inverse) this.program(block.inverse, { ...scope, guarded });
  }

  #partial(partial: hbs.AST.PartialBlockStatement, scope: Scope): void {
    const name = partialName(partial.name);
    for (const param of partial.params) this.#expression(param, scope, true);
    const pairs = partial.hash?.pairs ?? [];
    for (const { value } of pairs) this.#expression(value, scope, true);
    if (partial.program) this.program(partial.program, scope);
    if (name === undefined || name === '@partial-block') return;
    const [context] = partial.params;
    const seesInput = context === undefined ? scope.input : scope.input && isThis(context);
    const given = [...pairs.map(({ key }) => key), ...(context === undefined ? scope.shadowed : [])];
    this.partials.push({ name, loc: partial.loc, seesInput, given, optionalNames: scope.guarded });
  }

  #expression(expression: hbs.AST.Expression, scope: Scope, required: boolean): void {
    if (expression.type === 'SubExpression') {
      this.#call(expression as hbs.AST.SubExpression, scope);
      return;
    }
    if (expression.type !== 'PathExpression') return;
    const { parts, data, depth, loc } = expression as hbs.AST.PathExpression;
    const names = parts.map(String);
    const root = data && names[0] === 'root';
    const name = root ? names[1] : names[0];
    if (name === undefined || (data && !root)) return;
    let home: Scope | undefined = scope;
    for (let up = 0; up < depth && home !== undefined; up++) home = home.parent;
    if (!root && (home === undefined || !home.input || (depth === 0 && home.shadowed.has(name)))) return;
    this.variables.push({ name, loc, required: required && !scope.guarded.has(name) });
  }

  #read(name: string, loc: hbs.AST.SourceLocation, scope: Scope, required: boolean): void {
    if (!scope.input || scope.shadowed.has(name)) return;
    this.variables.push({ name, loc, required: required && !scope.guarded.has(name) });
  }
}

function nameOf(expression: hbs.AST.Expression): string[] {
  if (expression.type !== 'PathExpression') return [];
  const { parts, data } = expression as hbs.AST.PathExpression;
  return data || parts.length === 0 ? [] : [String(parts[0])];
}

function isThis(expression: hbs.AST.Expression): boolean {
  if (expression.type !== 'PathExpression') return false;
  const { parts, data, depth } = expression as hbs.AST.PathExpression;
  return (!data && parts.length === 0 && depth === 0) || (data && parts.length === 1 && String(parts[0]) === 'root');
}
