import { type LinePlaces, spanOf } from './linePlaces';
import type { SyntaxTag, TemplateFault, TemplateToken } from './templateSyntax';

/** What a tag says: a name, arguments, named arguments, names for what a block goes through. */
export interface TagContent {
  /** Absent where the tag names nothing. */
  path?: hbs.AST.Expression;
  params: hbs.AST.Expression[];
  hash?: hbs.AST.Hash;
  blockParams?: string[];
  /** The first thing in it that Handlebars would not take. */
  fault?: TemplateFault;
}

/** Reads the tokens of a tag as its kind asks for. */
export function parseTag(tag: SyntaxTag, template: string, places: LinePlaces): TagContent {
  return singleName(tag, template, places) ?? new TagReader(tag, template, places).content();
}

/** `{{name}}`, as most tags are: nothing else has to be looked for. */
function singleName({ kind, tokens }: SyntaxTag, template: string, places: LinePlaces): TagContent | undefined {
  const [token] = tokens;
  if (kind !== 'value' || tokens.length !== 1 || token?.type !== 'id') return undefined;
  const { start, end } = token;
  const name = template.slice(start, end);
  // `this`, `.` and `..` lead somewhere, and a name in brackets is what is in them.
  if (name === 'this' || name[0] === '.' || name[0] === '[') return undefined;
  const loc = places.between(start, end);
  const path = { type: 'PathExpression', data: false, depth: 0, parts: [name], original: name, loc };
  return { path: path as hbs.AST.PathExpression, params: [] };
}

/** Kinds that may give names to what they go through. */
const TAKES_BLOCK_PARAMS = new Set(['open', 'open-decorator', 'inverse', 'else-if']);
/** Kinds whose name may be an expression in brackets. */
const TAKES_EXPRESSION = new Set(['value', 'decorator', 'partial', 'open-partial']);

class TagReader {
  readonly #tag: SyntaxTag;
  readonly #template: string;
  readonly #places: LinePlaces;
  #next = 0;
  #fault: TemplateFault | undefined;

  constructor(tag: SyntaxTag, template: string, places: LinePlaces) {
    this.#tag = tag;
    this.#template = template;
    this.#places = places;
  }

  content(): TagContent {
    const { kind } = this.#tag;
    const path = TAKES_EXPRESSION.has(kind) ? this.#expression() : this.#helperName();
    if (path === undefined && this.#fault === undefined) this.#nameMissing();
    const params: hbs.AST.Expression[] = [];
    let hash: hbs.AST.Hash | undefined;
    let blockParams: string[] | undefined;
    if (kind !== 'close' && kind !== 'raw-close') {
      while (this.#token !== undefined && !this.#atHash() && this.#fault === undefined) {
        const param = this.#expression();
        if (param === undefined) break;
        params.push(param);
      }
      hash = this.#hash();
      if (TAKES_BLOCK_PARAMS.has(kind)) blockParams = this.#blockParams();
    }
    const rest = this.#token;
    if (rest !== undefined) this.#unexpected(rest);
    const content: TagContent = { params };
    if (path) content.path = path;
    if (hash) content.hash = hash;
    if (blockParams) content.blockParams = blockParams;
    if (this.#fault) content.fault = this.#fault;
    return content;
  }

  get #token(): TemplateToken | undefined {
    return this.#tag.tokens[this.#next];
  }

  #nameMissing(): void {
    const { start, end } = this.#tag;
    const token = this.#token;
    if (token === undefined) this.#fault = { code: 'prompt.empty-tag', start, end, args: {} };
    else this.#unexpected(token);
  }

  #unexpected({ start, end }: TemplateToken): void {
    const found = this.#template.slice(start, end);
    this.#fault ??= { code: 'prompt.unexpected-in-tag', start, end, args: { found } };
  }

  /** `name=` begins a named argument. */
  #atHash(): boolean {
    const { tokens } = this.#tag;
    return this.#token?.type === 'id' && tokens[this.#next + 1]?.type === 'equals';
  }

  #expression(): hbs.AST.Expression | undefined {
    return this.#token?.type === 'open-bracket' ? this.#bracketed() : this.#helperName();
  }

  #bracketed(): hbs.AST.Expression | undefined {
    const open = this.#token as TemplateToken;
    this.#next++;
    const path = this.#expression();
    if (path === undefined) {
      if (this.#token !== undefined) this.#unexpected(this.#token);
      else this.#fault ??= { code: 'prompt.bracket-not-closed', start: open.start, end: open.end, args: {} };
      return undefined;
    }
    const params: hbs.AST.Expression[] = [];
    while (this.#token !== undefined && this.#token.type !== 'close-bracket' && !this.#atHash()) {
      const param = this.#expression();
      if (param === undefined) break;
      params.push(param);
    }
    const hash = this.#hash();
    const close = this.#token;
    if (close?.type !== 'close-bracket') {
      this.#fault ??= { code: 'prompt.bracket-not-closed', start: open.start, end: open.end, args: {} };
    } else this.#next++;
    const end = this.#tag.tokens[this.#next - 1]?.end ?? open.end;
    const loc = this.#places.between(open.start, end);
    return { type: 'SubExpression', path, params, hash, loc } as unknown as hbs.AST.SubExpression;
  }

  #hash(): hbs.AST.Hash | undefined {
    const pairs: hbs.AST.HashPair[] = [];
    while (this.#atHash()) {
      const key = this.#token as TemplateToken;
      const equals = this.#tag.tokens[this.#next + 1] as TemplateToken;
      this.#next += 2;
      const value = this.#expression();
      if (value === undefined) {
        const name = this.#textOf(key);
        this.#fault ??= { code: 'prompt.argument-without-value', start: key.start, end: equals.end, args: { name } };
        break;
      }
      const end = this.#tag.tokens[this.#next - 1]?.end ?? equals.end;
      const loc = this.#places.between(key.start, end);
      pairs.push({ type: 'HashPair', key: idOf(this.#textOf(key)), value, loc } as hbs.AST.HashPair);
    }
    const [first, last] = [pairs[0], pairs.at(-1)];
    if (first === undefined || last === undefined) return undefined;
    const loc = this.#places.between(spanOf(first).start, spanOf(last).end);
    return { type: 'Hash', pairs, loc } as hbs.AST.Hash;
  }

  #blockParams(): string[] | undefined {
    const open = this.#token;
    if (open?.type !== 'open-params') return undefined;
    this.#next++;
    const names: string[] = [];
    for (let token = this.#token; token?.type === 'id'; token = this.#token) {
      names.push(idOf(this.#textOf(token)));
      this.#next++;
    }
    if (names.length > 0 && this.#token?.type === 'close-params') this.#next++;
    else if (this.#token !== undefined) this.#unexpected(this.#token);
    else this.#fault ??= { code: 'prompt.block-params', start: open.start, end: open.end, args: {} };
    return names;
  }

  #helperName(): hbs.AST.Expression | undefined {
    const token = this.#token;
    if (token === undefined) return undefined;
    const text = this.#textOf(token);
    switch (token.type) {
      case 'string': {
        const quote = text[0] ?? '"';
        const inside = text.length > 1 && text.endsWith(quote) ? text.slice(1, -1) : text.slice(1);
        return this.#literal('StringLiteral', token, inside.replaceAll(`\\${quote}`, quote));
      }
      case 'number':
        return this.#literal('NumberLiteral', token, Number(text));
      case 'boolean':
        return this.#literal('BooleanLiteral', token, text === 'true');
      case 'undefined':
        return this.#literal('UndefinedLiteral', token, undefined);
      case 'null':
        return this.#literal('NullLiteral', token, null);
      case 'data':
        this.#next++;
        if (this.#token?.type === 'id') return this.#path(true, token.start);
        if (this.#token === undefined)
          this.#fault ??= { code: 'prompt.data-without-name', start: token.start, end: token.end, args: {} };
        else this.#unexpected(this.#token);
        return undefined;
      case 'id':
        return this.#path(false, token.start);
      default:
        return undefined;
    }
  }

  #literal(type: string, { start, end }: TemplateToken, value: unknown): hbs.AST.Expression {
    this.#next++;
    return { type, value, original: value, loc: this.#places.between(start, end) } as unknown as hbs.AST.Expression;
  }

  #path(data: boolean, start: number): hbs.AST.PathExpression {
    const parts: string[] = [];
    let original = data ? '@' : '';
    let depth = 0;
    let end = start;
    let separator = '';
    for (let token = this.#token; token?.type === 'id'; token = this.#token) {
      const text = this.#textOf(token);
      const part = idOf(text);
      original += separator + part;
      if (part === text && (part === '..' || part === '.' || part === 'this')) {
        if (parts.length > 0) {
          this.#fault ??= { code: 'prompt.invalid-path', start, end: token.end, args: { path: original } };
        } else if (part === '..') depth++;
      } else parts.push(part);
      end = token.end;
      this.#next++;
      const next = this.#token;
      if (next?.type !== 'separator') break;
      this.#next++;
      separator = this.#textOf(next);
      if (this.#token?.type === 'id') continue;
      // A path that ends with its separator is still being typed.
      end = next.end;
      if (this.#token === undefined) {
        this.#fault ??= { code: 'prompt.path-not-finished', start, end, args: { path: original + separator } };
      } else this.#unexpected(this.#token);
    }
    const loc = this.#places.between(start, end);
    return { type: 'PathExpression', data, depth, parts, original, loc } as hbs.AST.PathExpression;
  }

  #textOf({ start, end }: TemplateToken): string {
    return this.#template.slice(start, end);
  }
}

/** A name in brackets is what is in them. */
function idOf(text: string): string {
  const unescaped = text.startsWith('[') ? text.replace(/\\([\\\]])/g, '$1') : text;
  return /^\[.*\]$/.test(unescaped) ? unescaped.slice(1, -1) : unescaped;
}
