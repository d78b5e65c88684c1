/** What a template calls: a helper, a block, or a name that may be a variable. */
export interface TemplateCall {
  /** The first name as it is written, `each`, `user.name`. */
  name: string;
  path: hbs.AST.PathExpression | undefined;
  params: hbs.AST.Expression[];
  /** Names of the hash arguments. */
  hash: string[];
  hashPairs: hbs.AST.HashPair[];
  block: boolean;
  /** Neither arguments nor brackets: a variable, unless a helper has its name. */
  bare: boolean;
  loc: hbs.AST.SourceLocation;
}

export interface TemplateVisitor {
  call?(call: TemplateCall): void;
  /** `name` is absent where it is computed. */
  partial?(partial: { name?: string; block: boolean; loc: hbs.AST.SourceLocation }): void;
  decorator?(decorator: { name: string; loc: hbs.AST.SourceLocation }): void;
}

type Names = ReadonlySet<string>;

/**
 * Walks a template's tree in the order of its text. Its depth is bounded by `templateBoundFault`. A name that is a block
 * parameter where it stands is no call, even where a helper has it as well.
 */
export function visitTemplate(program: hbs.AST.Program, visitor: TemplateVisitor): void {
  visitProgram(program, visitor, new Set());
}

function visitProgram({ body, blockParams = [] }: hbs.AST.Program, visitor: TemplateVisitor, outer: Names): void {
  const names = blockParams.length === 0 ? outer : new Set([...outer, ...blockParams]);
  for (const statement of body) visitStatement(statement, visitor, names);
}

function visitStatement(statement: hbs.AST.Statement, visitor: TemplateVisitor, names: Names): void {
  switch (statement.type) {
    case 'MustacheStatement':
      visitCall(statement as hbs.AST.MustacheStatement, false, visitor, names);
      return;
    case 'BlockStatement':
    case 'DecoratorBlock': {
      const block = statement as hbs.AST.BlockStatement;
      if (statement.type === 'DecoratorBlock') visitor.decorator?.({ name: block.path.original, loc: block.path.loc });
      else visitCall(block, true, visitor, names);
      if (block.program) visitProgram(block.program, visitor, names);
      if (block.inverse) visitProgram(block.inverse, visitor, names);
      return;
    }
    case 'Decorator':
      visitor.decorator?.({
        name: (statement as hbs.AST.MustacheStatement & { path: hbs.AST.PathExpression }).path.original,
        loc: statement.loc,
      });
      return;
    case 'PartialStatement':
    case 'PartialBlockStatement': {
      const partial = statement as hbs.AST.PartialBlockStatement;
      const name = partialName(partial.name);
      const block = statement.type === 'PartialBlockStatement';
      visitor.partial?.({ ...(name !== undefined && { name }), block, loc: statement.loc });
      visitArguments(partial.params, partial.hash, visitor, names);
      if (block && partial.program) visitProgram(partial.program, visitor, names);
      return;
    }
    default:
  }
}

/** The name of a partial; undefined where it is computed. */
export function partialName(name: hbs.AST.PathExpression | hbs.AST.SubExpression): string | undefined {
  return name.type === 'SubExpression' ? undefined : String((name as { original: unknown }).original);
}

type Call = Pick<hbs.AST.MustacheStatement, 'path' | 'params' | 'hash' | 'loc'>;

function visitCall(
  { path, params, hash, loc }: Call,
  block: boolean,
  visitor: TemplateVisitor,
  names: Names,
  brackets = false,
): void {
  const isPath = path.type === 'PathExpression';
  const name = String((path as { original?: unknown }).original ?? '');
  const pairs = hash?.pairs ?? [];
  if (names.has(name)) return;
  visitor.call?.({
    name,
    path: isPath ? (path as hbs.AST.PathExpression) : undefined,
    params,
    hash: pairs.map(({ key }) => key),
    hashPairs: pairs,
    block,
    bare: !brackets && params.length === 0 && pairs.length === 0,
    loc: block ? path.loc : loc,
  });
  visitArguments(params, hash, visitor, names);
}

function visitArguments(
  params: hbs.AST.Expression[],
  hash: hbs.AST.Hash | undefined,
  visitor: TemplateVisitor,
  names: Names,
): void {
  for (const argument of [...params, ...(hash?.pairs ?? []).map(({ value }) => value)]) {
    if (argument.type === 'SubExpression') visitCall(argument as hbs.AST.SubExpression, false, visitor, names, true);
  }
}
