import { BOUNDS } from '../../../../prompt/bounds';
import { handlebarsText } from '../../handlebarsName';
import { type BlockPiece, type Piece, tagPiece, textPiece } from '../../templatePieces';
import { useVariable } from '../../variablesOf';
import { lineAt, type TemplateContext } from '../template';
import { type JinjaExpression, type JinjaFilter, readCondition, readExpression } from './jinjaExpression';
import { JinjaScope } from './jinjaScope';
import { type JinjaToken, jinjaTokens } from './jinjaTokens';

/** Filters that change nothing where nothing is escaped. */
const HARMLESS = new Set(['safe', 'string', 'e', 'escape']);

/** A longer expression for a list is none that has a counterpart. */
const LONGEST_LIST = 1000;

/** Blocks whose end is known, though what they do has no counterpart. */
const OTHER_BLOCKS = new Set(['block', 'macro', 'call', 'filter', 'with', 'autoescape', 'set']);

/** Whether a text has tags of Jinja in it. */
export function hasJinja(text: string): boolean {
  return jinjaTokens(text).some((token) => {
    if (token.kind === 'text') return false;
    if (token.kind === 'statement')
      return /^(?:if|for|set|include|import|from|extends|block|macro)\b/.test(token.inside);
    return token.kind === 'output' && readExpression(token.inside)?.kind === 'path';
  });
}

/**
 * Templates of Jinja and Nunjucks. Values, `for`, `if` with one question, a few filters and comments have an exact
 * counterpart. What has none stays in the prompt as a comment, and is told.
 */
export function jinja(template: string, context: TemplateContext): Piece[] {
  const reading = new JinjaReading(template, context);
  if (reading.depth <= BOUNDS.templateDepth) return reading.pieces();
  context.report.lost('too-deep', { limit: BOUNDS.templateDepth });
  return [textPiece(template)];
}

type Tag = Exclude<JinjaToken, { kind: 'text' }>;

class JinjaReading {
  readonly #template: string;
  readonly #context: TemplateContext;
  readonly #tokens: JinjaToken[];
  #at = 0;

  constructor(template: string, context: TemplateContext) {
    this.#template = template;
    this.#context = context;
    this.#tokens = jinjaTokens(template);
  }

  /** How deep blocks stand in one another. */
  get depth(): number {
    let [depth, deepest] = [0, 0];
    for (const token of this.#tokens) {
      if (token.kind !== 'statement') continue;
      const word = wordOf(token);
      if (word.startsWith('end')) depth--;
      else if (word === 'if' || word === 'for' || OTHER_BLOCKS.has(word)) depth++;
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  }

  pieces(): Piece[] {
    const scope = new JinjaScope(this.#context);
    const all: Piece[] = [];
    while (this.#at < this.#tokens.length) {
      for (const piece of this.#until([], scope)) all.push(piece);
      // An end without a beginning.
      const stray = this.#tokens[this.#at++];
      if (stray !== undefined && stray.kind !== 'text') all.push(...this.#lose('tag', stray));
    }
    return all;
  }

  /** What stands before a statement with one of the names, or before the end of any block. */
  #until(ends: readonly string[], scope: JinjaScope): Piece[] {
    const pieces: Piece[] = [];
    for (;;) {
      const token = this.#tokens[this.#at];
      if (token === undefined) return pieces;
      const word = token.kind === 'statement' ? wordOf(token) : '';
      if (ends.includes(word) || word.startsWith('end')) return pieces;
      this.#at++;
      if (token.kind === 'text') pieces.push(textPiece(token.text));
      else if (token.kind === 'comment') pieces.push(...comment(token.inside));
      else if (token.kind === 'output') pieces.push(...this.#output(token, scope));
      else if (word === 'if') pieces.push(...this.#if(token, scope));
      else if (word === 'for') pieces.push(...this.#for(token, scope));
      else pieces.push(...this.#other(token, word, scope));
    }
  }

  #output(token: Tag, scope: JinjaScope): Piece[] {
    const expression = readExpression(token.inside);
    if (expression?.kind === 'literal') return [textPiece(String(expression.value ?? ''))];
    if (expression === undefined) return this.#lose('expression', token);
    return this.#filtered(expression, token, scope) ?? this.#lose('expression', token);
  }

  #filtered(
    { path, filters }: Extract<JinjaExpression, { kind: 'path' }>,
    token: Tag,
    scope: JinjaScope,
  ): Piece[] | undefined {
    const [only, ...more] = filters.filter(({ name }) => !HARMLESS.has(name));
    const exact = more.length === 0 ? only : undefined;
    if (exact?.name === 'join' && !exact.isOpaque) {
      const list = scope.path(path, { type: 'array', items: {} });
      return list === undefined ? undefined : [joinedBy(list, String(exact.argument ?? ''))];
    }
    const steps = exact?.name === 'length' || exact?.name === 'count' ? [...path, 'length'] : path;
    const variable = scope.path(steps, exact?.name === 'tojson' ? {} : undefined);
    if (variable === undefined) return undefined;
    if (exact?.name === 'tojson' || exact?.name === 'dump') return [tagPiece(`json ${variable}`)];
    const done = steps !== path || (exact !== undefined && more.length === 0 && this.#defaulted(exact, path, scope));
    if (!done) {
      for (const { name } of [...(only ? [only] : []), ...more]) this.#lost('filter', token, { filter: name });
    }
    return [tagPiece(variable)];
  }

  /** A default is said once for the whole prompt, if it is the same everywhere. */
  #defaulted({ name, argument, isOpaque }: JinjaFilter, path: readonly string[], scope: JinjaScope): boolean {
    const [variable = ''] = path;
    if ((name !== 'default' && name !== 'd') || isOpaque || argument === undefined || path.length > 1) return false;
    if (!scope.isInput(variable)) return false;
    useVariable(this.#context.variables, variable);
    const known = this.#context.variables.get(variable);
    if (known === undefined || (known.default !== undefined && known.default !== argument)) return false;
    known.default = argument;
    return true;
  }

  #if(token: Tag, scope: JinjaScope): Piece[] {
    const branches: { test?: string; token: Tag; body: Piece[]; lost: Piece[] }[] = [];
    let current: Tag = token;
    for (;;) {
      const word = wordOf(current);
      const condition = current.inside.slice(word.length).trim();
      const test = word === 'else' ? undefined : this.#test(condition, scope);
      const lost = word === 'else' || test !== undefined ? [] : this.#lose('condition', current);
      const body = this.#until(['elif', 'elseif', 'else'], scope);
      branches.push({ token: current, body, lost, ...(test !== undefined && { test }) });
      const next = this.#tokens[this.#at];
      if (next?.kind !== 'statement') break;
      this.#at++;
      if (wordOf(next).startsWith('end')) break;
      current = next;
    }
    // With a question that cannot be asked, all that depends on it is there: people have to choose.
    if (branches.some(({ lost }) => lost.length > 0)) {
      return branches.flatMap(({ lost, token: own, body }) => [
        ...(lost.length > 0 ? lost : comment(own.written)),
        ...body,
      ]);
    }
    return [chain(branches)];
  }

  /** The head of a block that asks: `if x`, `unless x`, `ifEquals x "a"`. */
  #test(condition: string, scope: JinjaScope): string | undefined {
    const read = readCondition(condition);
    if (read === undefined) return undefined;
    if (read.kind === 'truth') {
      const of = this.#value(read.of, scope);
      return of === undefined || read.of.kind === 'literal' ? undefined : `${read.negated ? 'unless' : 'if'} ${of}`;
    }
    const [left, right] = [this.#value(read.left, scope), this.#value(read.right, scope)];
    return left === undefined || right === undefined
      ? undefined
      : `${read.negated ? 'unlessEquals' : 'ifEquals'} ${left} ${right}`;
  }

  #value(expression: JinjaExpression, scope: JinjaScope): string | undefined {
    if (expression.kind === 'literal') {
      const { value } = expression;
      return typeof value === 'string' ? handlebarsText(value) : String(value);
    }
    const { path, filters } = expression;
    const [only, ...more] = filters;
    if (only === undefined) return scope.asked(path);
    return more.length === 0 && only.name === 'length' ? scope.path([...path, 'length']) : undefined;
  }

  #for(token: Tag, scope: JinjaScope): Piece[] {
    const [, first = '', second, over = ''] =
      /^for\s+([\p{L}_][\p{L}\p{N}_]*)(?:\s*,\s*([\p{L}_][\p{L}\p{N}_]*))?\s+in\s+([\s\S]+)$/u.exec(token.inside) ?? [];
    const items = over.length > LONGEST_LIST ? undefined : /^([\s\S]+?)\s*\.\s*items\s*\(\s*\)$/.exec(over)?.[1];
    const list = readExpression(items ?? over);
    const known =
      list?.kind === 'path' && list.filters.length === 0 && (second === undefined) === (items === undefined);
    const path = known ? scope.path(list.path, items === undefined ? { type: 'array', items: {} } : {}) : undefined;
    const inner = scope.inside(second === undefined ? [first] : [first, second]);
    if (path === undefined) {
      const lost = this.#lose('loop', token);
      const body = this.#until(['else'], inner);
      this.#skipEnd(scope);
      return [...lost, ...body];
    }
    const body = this.#until(['else'], inner);
    const next = this.#tokens[this.#at];
    const hasElse = next?.kind === 'statement' && wordOf(next) === 'else';
    if (hasElse) this.#at++;
    const otherwise = hasElse ? this.#until([], scope) : undefined;
    this.#skipEnd(scope);
    const [value = '', key] = (second === undefined ? [first] : [second, first]).map(
      (name) => inner.path([name]) ?? name,
    );
    const tag = tagPiece(`#each ${path} as |${key === undefined ? value : `${value} ${key}`}|`);
    const branches = [{ tag, body }, ...(otherwise === undefined ? [] : [{ tag: tagPiece('else'), body: otherwise }])];
    return [{ kind: 'block', branches, close: tagPiece('/each') }];
  }

  /** Passes over the end of a block, and what stands before it where it was not expected. */
  #skipEnd(scope: JinjaScope): void {
    const next = this.#tokens[this.#at];
    if (next?.kind === 'statement' && wordOf(next) === 'else') {
      this.#at++;
      this.#until([], scope);
    }
    this.#at++;
  }

  #other(token: Tag, word: string, scope: JinjaScope): Piece[] {
    const lost = this.#lose('tag', token);
    const isBlock = OTHER_BLOCKS.has(word) && !(word === 'set' && token.inside.includes('='));
    if (!isBlock) return lost;
    const body = this.#until([], scope);
    this.#at++;
    return [...lost, ...body];
  }

  #lost(code: string, { written, start }: Tag, args: Record<string, string> = {}): void {
    const at = lineAt(this.#context, this.#template, start);
    this.#context.report.lost(code, { expression: written, ...args }, at);
  }

  /** What has no counterpart stays where it was, as a comment. */
  #lose(code: 'expression' | 'condition' | 'loop' | 'tag', token: Tag): Piece[] {
    this.#context.report.lost(
      code,
      code === 'tag' ? { tag: token.written } : { expression: token.written },
      lineAt(this.#context, this.#template, token.start),
    );
    return comment(token.written);
  }
}

function wordOf({ inside }: { inside: string }): string {
  return /^[a-z]+/.exec(inside)?.[0] ?? '';
}

/** A comment may hold everything but its own end. */
function comment(text: string): Piece[] {
  return text.includes('--}}') || /--\s*$/.test(text) ? [] : [tagPiece(`!-- ${text} --`)];
}

function joinedBy(list: string, between: string): BlockPiece {
  const unlessLast: BlockPiece = {
    kind: 'block',
    branches: [{ tag: tagPiece('#unless @last'), body: [textPiece(between)] }],
    close: tagPiece('/unless'),
  };
  const body: Piece[] = between === '' ? [tagPiece('this')] : [tagPiece('this'), unlessLast];
  return { kind: 'block', branches: [{ tag: tagPiece(`#each ${list}`), body }], close: tagPiece('/each') };
}

/** Branches as a block: where a question follows that `else if` can ask, in one, else inside of `else`. */
function chain(branches: readonly { test?: string; body: Piece[] }[]): BlockPiece {
  const [first, ...others] = branches;
  const test = first?.test ?? '';
  const block: BlockPiece = {
    kind: 'block',
    branches: [{ tag: tagPiece(`#${test}`), body: first?.body ?? [] }],
    close: tagPiece(`/${test.split(' ')[0]}`),
  };
  for (const { test: next, body } of others) {
    block.branches.push({ tag: tagPiece(next === undefined ? 'else' : `else ${next}`), body });
    if (next === undefined) break;
  }
  return block;
}
