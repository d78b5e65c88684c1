import { pathSegments } from '../names/pathSegments';
import type { BlockParam, Scope, ValuePath } from '../names/scope';

/** What stands in a path without brackets (the lexer of Handlebars 4.7, handlebars.l, `ID`). */
const PLAIN = /^[^\s!"#%-,./;->@[-^`{-~]+$/;
/** Words that mean something else. */
const WORDS: ReadonlySet<string> = new Set(['true', 'false', 'null', 'undefined', 'this', 'else', 'as']);

/** A name as a segment of a path: in brackets where it cannot stand without. */
export function writtenSegment(name: string): string {
  const plain = PLAIN.test(name) && !WORDS.has(name) && !/^-?\d+(?:\.\d+)?$/.test(name);
  return plain ? name : `[${name.replace(/[\\\]]/g, '\\$&')}]`;
}

/**
 * The value that the beginning of a path leads to: `user.`, `../`, `this.`, `@root.user.`.
 * @param lead as it is written, with the separator at its end
 * @returns undefined where nobody can tell, or where it leads to no value of the input
 */
export function valueOfLead(lead: string, scope: Scope): ValuePath | undefined {
  const names = pathSegments(lead, 0).map(({ name }) => name);
  if (lead.startsWith('@')) return names[0] === 'root' && lead !== '@root' ? names.slice(1) : undefined;
  const up = lead.match(/^(?:\.\.\/)+/)?.[0].length ?? 0;
  if (up > 0) return after(scopeAbove(scope, up / 3)?.context, names);
  const ownContext = /^(?:this[./]|\.\/)/.test(lead);
  const [first, ...rest] = names;
  const param = ownContext || first === undefined ? undefined : paramOf(first, scope);
  return param === undefined ? after(scope.context, names) : after(param.value, rest);
}

function after(value: ValuePath | undefined, names: readonly string[]): ValuePath | undefined {
  return value && [...value, ...names];
}

/** The scope that so many `../` lead to. */
export function scopeAbove(scope: Scope, levels: number): Scope | undefined {
  let home: Scope | undefined = scope;
  for (let up = 0; up < levels && home !== undefined; up++) home = home.parent;
  return home;
}

function paramOf(name: string, { params }: Scope): BlockParam | undefined {
  return params.find((param) => param.name === name);
}
