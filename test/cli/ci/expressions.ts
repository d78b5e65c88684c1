/** A value that an expression of a workflow is made of; an object is a context such as `github`. */
export type Value = string | number | boolean | undefined | { readonly [name: string]: Value };

/**
 * Fills the `${{ … }}` of a workflow in, as GitHub does: names, 'texts', `==`, `!=`, `&&`, `||`, `always()`.
 * @throws for a name that the contexts do not have and for anything else: what is not understood is not passed over
 */
export function fillIn(text: string, contexts: Readonly<Record<string, Value>>): string {
  return text.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => String(evaluate(expression, contexts) ?? ''));
}

/** Evaluates one expression. @throws as `fillIn` */
export function evaluate(expression: string, contexts: Readonly<Record<string, Value>>): Value {
  const tokens = expression.match(/'[^']*'|\$?[\w.-]+(?:\(\))?|[=!]=|&&|\|\||\S/g) ?? [];
  const value = either(tokens, contexts);
  if (tokens.length > 0) throw new Error(`Not understood: ${tokens.join(' ')} in ${expression}`);
  return value;
}

type Reader = (tokens: string[], contexts: Readonly<Record<string, Value>>) => Value;

function binary(operators: Readonly<Record<string, (left: Value, right: Value) => Value>>, operand: Reader): Reader {
  return (tokens, contexts) => {
    let value = operand(tokens, contexts);
    for (;;) {
      const combine = operators[tokens[0] ?? ''];
      if (combine === undefined) return value;
      tokens.shift();
      value = combine(value, operand(tokens, contexts));
    }
  };
}

const operand: Reader = (tokens, contexts) => {
  const token = tokens.shift() ?? '';
  if (token.startsWith("'")) return token.slice(1, -1);
  if (token === 'always()') return true;
  if (!/^\$?[\w-]+(\.[\w-]+)*$/.test(token)) throw new Error(`Not understood: ${token}`);
  return token.split('.').reduce<Value>((value, name) => {
    if (typeof value !== 'object' || !Object.hasOwn(value, name)) throw new Error(`Nobody has said what ${token} is`);
    return value[name];
  }, contexts);
};

const compared = binary({ '==': (left, right) => left === right, '!=': (left, right) => left !== right }, operand);
const both = binary({ '&&': (left, right) => (left ? right : left) }, compared);
const either = binary({ '||': (left, right) => left || right }, both);
