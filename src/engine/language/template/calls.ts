import type { SyntaxTag, TokenType } from '../../prompt/syntax/templateSyntax';
import type { Span } from '../document/promptDocument';

/** A thing in a call: a path, a text, a literal, a call in brackets, or the name of a named argument (without its `=`). */
export interface CallElement extends Span {
  kind: 'path' | 'string' | 'literal' | 'call' | 'key';
  /** Of a call in brackets. */
  call?: Call;
}

/** A call as it is written, finished or not: a helper or a partial with its arguments. */
export interface Call extends Span {
  /** Whether it stands in brackets. */
  bracketed: boolean;
  /** Of a call in brackets: whether its second bracket is there. */
  closed: boolean;
  /** The call that it is an argument of. */
  around?: Call;
  elements: CallElement[];
  /** Where the names between bars begin, with their `as`. */
  params?: number;
}

const PATH: ReadonlySet<TokenType> = new Set<TokenType>(['id', 'separator', 'data']);

/** The call that a tag is, with the calls in it. */
export function callOf({ tokens, innerStart, innerEnd, end, closed }: SyntaxTag): Call {
  const root: Call = {
    start: innerStart,
    end: closed ? innerEnd : Math.max(innerEnd, end),
    bracketed: false,
    closed,
    elements: [],
  };
  const open: Call[] = [root];
  for (const { type, start, end: tokenEnd } of tokens) {
    const call = open.at(-1) as Call;
    const last = call.elements.at(-1);
    if (type === 'open-bracket') {
      open.push({ start: tokenEnd, end: root.end, bracketed: true, closed: false, around: call, elements: [] });
    } else if (type === 'close-bracket') {
      if (open.length === 1) continue;
      open.pop();
      call.end = start;
      call.closed = true;
      open.at(-1)?.elements.push({ kind: 'call', start: call.start - 1, end: tokenEnd, call });
    } else if (type === 'equals') {
      if (last?.kind === 'path' && last.end <= start) last.kind = 'key';
    } else if (type === 'open-params') call.params ??= start;
    // Behind a separator what has no end is a name in brackets: `user.[first na`.
    else if ((PATH.has(type) || type === 'string') && last?.kind === 'path' && last.end === start) last.end = tokenEnd;
    else if (PATH.has(type)) call.elements.push({ kind: 'path', start, end: tokenEnd });
    else if (type !== 'close-params') {
      call.elements.push({ kind: type === 'string' ? 'string' : 'literal', start, end: tokenEnd });
    }
  }
  // Brackets that nothing closes go on to the end of the tag.
  for (let call = open.pop(); call !== undefined && open.length > 0; call = open.pop()) {
    open.at(-1)?.elements.push({ kind: 'call', start: call.start - 1, end: call.end, call });
  }
  return root;
}

/** The innermost call around an offset. */
export function callAt(call: Call, offset: number): Call {
  for (const { call: inner } of call.elements) {
    if (inner !== undefined && inner.start <= offset && offset <= inner.end) return callAt(inner, offset);
  }
  return call;
}

/** What a call gives by position, its own name first: without named arguments and their values. */
export function positional({ elements }: Call): CallElement[] {
  return elements.filter(({ kind }, index) => kind !== 'key' && elements[index - 1]?.kind !== 'key');
}

/** The names of the named arguments of a call. */
export function keysOf({ elements }: Call, text: string): string[] {
  return elements.filter(({ kind }) => kind === 'key').map(({ start, end }) => text.slice(start, end));
}
