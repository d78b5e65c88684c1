/** An expression of Jinja that has a counterpart in Handlebars. */
export type JinjaExpression =
  | { kind: 'path'; path: string[]; filters: JinjaFilter[] }
  | { kind: 'literal'; value: string | number | boolean | null };

export interface JinjaFilter {
  name: string;
  /** Its only argument, where that is a literal. */
  argument?: string | number | boolean | null;
  /** Whether there is more than can be said with that. */
  isOpaque: boolean;
}

/** A condition: something is there, or is not, or two things are equal, or not. */
export type JinjaCondition =
  | { kind: 'truth'; of: JinjaExpression; negated: boolean }
  | { kind: 'equal'; left: JinjaExpression; right: JinjaExpression; negated: boolean };

/** Longer ones are none that people write, and would take long to read. */
const LONGEST = 1000;

const NAME = /^[\p{L}_][\p{L}\p{N}_]*/u;
const WORDS = new Set(['and', 'or', 'not', 'in', 'is', 'if', 'else']);

/** @returns undefined where the expression is more than a value, its fields and filters */
export function readExpression(text: string): JinjaExpression | undefined {
  if (text.length > LONGEST) return undefined;
  const literal = readLiteral(text.trim());
  if (literal !== undefined) return literal;
  let rest = text.trim();
  const first = NAME.exec(rest)?.[0];
  if (first === undefined || WORDS.has(first)) return undefined;
  const path = [first];
  rest = rest.slice(first.length);
  for (;;) {
    const step = /^\s*(?:\.\s*([\p{L}_][\p{L}\p{N}_]*|\d+)|\[\s*(?:'([^'\\\]]*)'|"([^"\\\]]*)"|(\d+))\s*\])/u.exec(
      rest,
    );
    if (step === null) break;
    path.push(step[1] ?? step[2] ?? step[3] ?? step[4] ?? '');
    rest = rest.slice(step[0].length);
  }
  const filters: JinjaFilter[] = [];
  rest = rest.trimStart();
  while (rest.startsWith('|')) {
    const filter = /^\|\s*([\w.]+)\s*(?:\(((?:[^()"']|"[^"]*"|'[^']*')*)\)\s*)?/.exec(rest);
    if (filter === null) return undefined;
    const [written, name = '', argument] = filter;
    const literalArgument = argument === undefined ? undefined : readLiteral(argument.trim());
    const isOpaque = argument !== undefined && argument.trim() !== '' && literalArgument?.kind !== 'literal';
    filters.push({ name, isOpaque, ...(literalArgument?.kind === 'literal' && { argument: literalArgument.value }) });
    rest = rest.slice(written.length);
  }
  return rest === '' ? { kind: 'path', path, filters } : undefined;
}

function readLiteral(text: string): Extract<JinjaExpression, { kind: 'literal' }> | undefined {
  const quoted = /^'((?:[^'\\]|\\.)*)'$|^"((?:[^"\\]|\\.)*)"$/s.exec(text);
  if (quoted !== null) {
    const value = (quoted[1] ?? quoted[2] ?? '').replace(
      /\\(.)/gs,
      (_, sign: string) => ({ n: '\n', t: '\t', r: '\r' })[sign] ?? sign,
    );
    return { kind: 'literal', value };
  }
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return { kind: 'literal', value: Number(text) };
  if (/^(?:true|false)$/i.test(text)) return { kind: 'literal', value: text.toLowerCase() === 'true' };
  return /^(?:none|null)$/i.test(text) ? { kind: 'literal', value: null } : undefined;
}

/** @returns undefined where the condition is more than one question */
export function readCondition(text: string): JinjaCondition | undefined {
  if (text.length > LONGEST) return undefined;
  const [, not, inner = ''] = /^(not\s+)?([\s\S]*)$/.exec(text.trim()) ?? [];
  const negated = not !== undefined;
  const plain = inner.trim().replace(/^\(([^()]*)\)$/, '$1');
  const compared = /^([^=!<>]+?)\s*([=!]==?)\s*([^=!<>]+)$/.exec(plain);
  if (compared !== null) {
    const [left, right] = [readExpression(compared[1] ?? ''), readExpression(compared[3] ?? '')];
    if (left === undefined || right === undefined || negated) return undefined;
    return { kind: 'equal', left, right, negated: compared[2]?.startsWith('!') ?? false };
  }
  const of = readExpression(plain);
  return of === undefined ? undefined : { kind: 'truth', of, negated };
}
