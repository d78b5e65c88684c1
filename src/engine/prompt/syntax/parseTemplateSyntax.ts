import { LinePlaces } from './linePlaces';
import { parseTag, type TagContent } from './parseTag';
import { type Content, scanTags } from './scanTags';
import type { SyntaxTag, TemplateFault, TemplateSyntax } from './templateSyntax';

/**
 * Parses a template by the grammar of Handlebars (handlebars.yy, 4.7), and goes on where Handlebars stops: every fault is
 * found, and the tree holds what could be understood. A template has no faults here exactly where Handlebars takes it, and
 * then the trees are the same but for white space control. It takes time linear in the text.
 *
 * Templates nest by recursion in those who walk the tree: check `templateBoundFault` first.
 */
export function parseTemplateSyntax(template: string): TemplateSyntax {
  return new Building(template).all();
}

/** A part of a block: behind its opening tag, an `else if` or an `else`. */
interface BlockPart {
  tag: SyntaxTag;
  /** What the tag says; absent for a plain `else`. */
  content?: TagContent;
  body: hbs.AST.Statement[];
}

/** A block that is open; the first part is that behind its opening tag, the last is being added to. */
interface OpenBlock {
  tag: SyntaxTag;
  content: TagContent;
  parts: BlockPart[];
}

class Building {
  readonly #template: string;
  readonly #places: LinePlaces;
  readonly #faults: TemplateFault[] = [];
  readonly #tags: SyntaxTag[] = [];
  readonly #open: OpenBlock[] = [];
  readonly #root: hbs.AST.Statement[] = [];

  constructor(template: string) {
    this.#template = template;
    this.#places = new LinePlaces(template);
  }

  all(): TemplateSyntax {
    for (const piece of scanTags(this.#template, this.#faults)) {
      if ('content' in piece) this.#content(piece.content);
      else this.#tag(piece.tag);
    }
    // Of raw blocks the scanner has said it.
    for (const { tag, content } of this.#open) if (tag.kind !== 'raw-open') this.#notClosed(tag, content);
    while (this.#open.length > 0) this.#end(this.#template.length);
    const faults = this.#faults.sort((a, b) => a.start - b.start);
    return { program: this.#program(this.#root, 0, this.#template.length), tags: this.#tags, faults };
  }

  #content({ start, end, value }: Content): void {
    const loc = this.#places.between(start, end);
    this.#add(node({ type: 'ContentStatement', value, original: value, loc }));
  }

  #add(statement: hbs.AST.Statement): void {
    (this.#open.at(-1)?.parts.at(-1)?.body ?? this.#root).push(statement);
  }

  #tag(tag: SyntaxTag): void {
    this.#tags.push(tag);
    const { kind, start, end, innerStart, innerEnd } = tag;
    if (kind === 'comment') {
      const value = this.#template.slice(innerStart, innerEnd);
      this.#add(node({ type: 'CommentStatement', value, loc: this.#places.between(start, end) }));
      return;
    }
    if (kind === 'else') {
      this.#else(tag);
      return;
    }
    const content = parseTag(tag, this.#template, this.#places);
    // What cannot be lexed has been said.
    const lexed = this.#faults.at(-1);
    if (content.fault !== undefined && !(lexed !== undefined && lexed.start >= start && lexed.start <= end)) {
      this.#faults.push(content.fault);
    }
    switch (kind) {
      case 'value':
      case 'decorator':
      case 'partial':
        if (content.path !== undefined) this.#add(this.#inline(tag, content));
        return;
      case 'close':
      case 'raw-close':
        this.#close(tag, content);
        return;
      case 'else-if':
        content.path ??= this.#places.nameless(innerStart);
        this.#else(tag, content);
        return;
      default:
        content.path ??= this.#places.nameless(innerStart);
        this.#open.push({ tag, content, parts: [{ tag, content, body: [] }] });
    }
  }

  #inline({ kind, start, end, innerStart }: SyntaxTag, { path, params, hash }: TagContent): hbs.AST.Statement {
    const loc = this.#places.between(start, end);
    if (kind === 'partial') return node({ type: 'PartialStatement', name: path, params, hash, loc });
    const escaped = !/[{&]$/.test(this.#template.slice(start + 2, innerStart));
    const type = kind === 'decorator' ? 'Decorator' : 'MustacheStatement';
    return node({ type, path, params, hash, escaped, loc });
  }

  #else(tag: SyntaxTag, content?: TagContent): void {
    const block = this.#open.at(-1);
    const { kind } = block?.tag ?? {};
    if (block === undefined || kind === 'open-partial' || kind === 'raw-open') {
      this.#fault('prompt.else-without-block', tag, { tag: this.#template.slice(tag.start, tag.end) });
    } else if (block.parts.length > 1 && block.parts.at(-1)?.content === undefined) {
      this.#fault('prompt.second-else', tag, {});
    } else if (kind === 'open-decorator') this.#fault('prompt.else-in-inline', tag, {});
    else if (kind === 'inverse' && content !== undefined) this.#fault('prompt.else-if-in-inverse', tag, {});
    else block.parts.push({ tag, ...(content && { content }), body: [] });
  }

  #close(tag: SyntaxTag, { path }: TagContent): void {
    const name = originalOf(path);
    const raw = tag.kind === 'raw-close';
    const fits = ({ tag: { kind }, content }: OpenBlock) =>
      (kind === 'raw-open') === raw && (path === undefined || originalOf(content.path) === name);
    let at = this.#open.length - 1;
    while (at >= 0 && !fits(this.#open[at] as OpenBlock)) at--;
    if (at < 0) {
      const inner = this.#open.at(-1);
      if (inner === undefined) this.#fault('prompt.close-without-open', tag, { name });
      else {
        // Somebody closed it under another name: what follows is right only where the block ends here.
        this.#fault('prompt.close-mismatch', tag, { opened: originalOf(inner.content.path), closed: name });
        this.#end(tag.end);
      }
      return;
    }
    while (this.#open.length > at + 1) {
      const { tag: inner, content } = this.#open.at(-1) as OpenBlock;
      this.#notClosed(inner, content);
      this.#end(tag.start);
    }
    this.#end(tag.end, tag.start);
  }

  #notClosed(tag: SyntaxTag, { path }: TagContent): void {
    const name = originalOf(path);
    this.#fault('prompt.block-not-closed', tag, { name, close: `{{/${name}}}` });
  }

  /** Takes the innermost block off the stack and adds it to the one around it. */
  #end(end: number, closeStart = end): void {
    const { tag, content, parts } = this.#open.pop() as OpenBlock;
    let inverse: hbs.AST.Program | undefined;
    let next = closeStart;
    for (const part of parts.slice(1).reverse()) {
      const program = this.#program(part.body, part.tag.end, next);
      if (part.content === undefined) inverse = program;
      else {
        // Handlebars makes a block of an `else if`, in the `else` of the block before it.
        const chained = this.#block(part.content, program, inverse, part.tag.start, closeStart);
        inverse = this.#program([chained], part.tag.start, closeStart);
      }
      next = part.tag.start;
    }
    let program: hbs.AST.Program | undefined = this.#program(parts[0]?.body ?? [], tag.end, next);
    if (tag.kind === 'open-partial') {
      const { path: name, params, hash } = content;
      const loc = this.#places.between(tag.start, end);
      this.#add(node({ type: 'PartialBlockStatement', name, params, hash, program, loc }));
      return;
    }
    if (content.blockParams) program.blockParams = content.blockParams;
    if (tag.kind === 'inverse') [program, inverse] = [inverse, program];
    const type = tag.kind === 'open-decorator' ? 'DecoratorBlock' : 'BlockStatement';
    this.#add(node({ ...this.#block(content, program, inverse, tag.start, end), type }));
  }

  #block(
    { path, params, hash, blockParams }: TagContent,
    program: hbs.AST.Program | undefined,
    inverse: hbs.AST.Program | undefined,
    start: number,
    end: number,
  ): hbs.AST.BlockStatement {
    if (blockParams && program) program.blockParams = blockParams;
    const loc = this.#places.between(start, end);
    return node<hbs.AST.BlockStatement>({ type: 'BlockStatement', path, params, hash, program, inverse, loc });
  }

  /** Its place is all that stands between the tags around it, where Handlebars has that from its first to its last statement. */
  #program(body: hbs.AST.Statement[], start: number, end: number): hbs.AST.Program {
    return node<hbs.AST.Program>({ type: 'Program', body, loc: this.#places.between(start, end) });
  }

  #fault(code: string, { start, end }: { start: number; end: number }, args: TemplateFault['args']): void {
    this.#faults.push({ code, start, end, args });
  }
}

/** A node as Handlebars makes it, less what only its own white space control reads. */
function node<Node extends hbs.AST.Node = hbs.AST.Statement>(fields: { type: string; [field: string]: unknown }): Node {
  return fields as unknown as Node;
}

function originalOf(path: hbs.AST.Expression | undefined): string {
  return String((path as { original?: unknown } | undefined)?.original ?? '');
}
