/** The partials that a template itself defines, `{{#*inline "name"}}…{{/inline}}`, by name. */
export function inlinePartials(program: hbs.AST.Program): { name: string; program: hbs.AST.Program }[] {
  const found: { name: string; program: hbs.AST.Program }[] = [];
  const visit = ({ body }: hbs.AST.Program) => {
    for (const statement of body) {
      const { params, program: inner, inverse } = statement as hbs.AST.BlockStatement;
      const [name] = statement.type === 'DecoratorBlock' ? params : [];
      if (name?.type === 'StringLiteral') found.push({ name: (name as hbs.AST.StringLiteral).value, program: inner });
      if (inner) visit(inner);
      if (inverse) visit(inverse);
    }
  };
  visit(program);
  return found;
}
