import { createHandlebars, KNOWN_HELPERS } from './handlebarsEngine';
import { ROLES } from './message';
import { roleFor } from './roleFor';
import { templateBoundFault } from './templateBounds';
import { visitTemplate } from './visitTemplate';

/** A fault in a template, by offsets in the template. */
export interface TemplateFault {
  code: string;
  start: number;
  end: number;
  args: Record<string, string | number>;
}

const parser = createHandlebars();

/**
 * Parses a template, after its bounds are checked, and looks for what would go wrong in every rendering: unknown helpers
 * and roles, blocks where there are none, partials whose name is computed.
 * @returns no tree where it cannot be parsed; then a fault says why
 */
export function parseTemplate(template: string): { program?: hbs.AST.Program; faults: TemplateFault[] } {
  const bound = templateBoundFault(template);
  if (bound !== undefined) {
    const { code, offset, args } = bound;
    return { faults: [{ code, start: offset, end: offset + 2, args }] };
  }
  let program: hbs.AST.Program;
  try {
    // The parser counts columns wrongly behind these two separators; another white space has the same length.
    program = parser.parse(template.replace(/[\u2028\u2029]/g, '\u00A0'));
  } catch (error) {
    return { faults: [syntaxFault(error, template)] };
  }
  return { program, faults: callFaults(program, new LineOffsets(template)) };
}

/** Offsets of places that Handlebars gives as a line from 1 and a column from 0. */
export class LineOffsets {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (const { index, 0: found } of text.matchAll(/\r\n?|\n/g)) this.#starts.push(index + found.length);
  }

  span(loc: hbs.AST.SourceLocation): { start: number; end: number } {
    return { start: this.offset(loc.start), end: this.offset(loc.end) };
  }

  offset({ line, column }: hbs.AST.Position): number {
    return (this.#starts[line - 1] ?? this.#starts.at(-1) ?? 0) + column;
  }
}

/** Handlebars' errors have a place, or a line and a pointer in their message. */
function syntaxFault(error: unknown, template: string): TemplateFault {
  const { message, lineNumber, column, endLineNumber, endColumn } = error as Error &
    Partial<Record<'lineNumber' | 'column' | 'endLineNumber' | 'endColumn', number>>;
  const offsets = new LineOffsets(template);
  const [first = ''] = message.split('\n');
  if (lineNumber !== undefined && column !== undefined) {
    const start = offsets.offset({ line: lineNumber, column });
    const end = offsets.offset({ line: endLineNumber ?? lineNumber, column: endColumn ?? column + 1 });
    return {
      code: 'prompt.template-syntax',
      start,
      end: Math.max(end, start + 1),
      args: { fault: first.replace(/ - \d+:\d+$/, '') },
    };
  }
  const line = Number(/on line (\d+)/.exec(message)?.[1] ?? 1);
  const lineStart = offsets.offset({ line, column: 0 });
  const lineText = template.slice(lineStart).split(/\r|\n/, 1)[0] ?? '';
  const start = lineStart + (lineText.length - lineText.trimStart().length);
  const end = Math.max(start + 1, lineStart + lineText.trimEnd().length);
  return { code: 'prompt.template-syntax', start, end, args: { fault: expectation(message) } };
}

/** "Expecting 'CLOSE', …, got 'EOF'" in fewer words. */
function expectation(message: string): string {
  const got = /got '(\w+)'/.exec(message)?.[1];
  if (got === 'EOF') return 'a block or a tag is never closed';
  const pointer = message.split('\n')[1]?.trim();
  const near = pointer === undefined ? '' : ` near ${pointer}`;
  return got === undefined ? (message.split('\n')[0] ?? message) : `unexpected ${TOKENS[got] ?? got}${near}`;
}

const TOKENS: Readonly<Record<string, string>> = {
  OPEN_ENDBLOCK: 'closing tag',
  INVALID: 'character',
  CLOSE: '}}',
  OPEN_INVERSE_CHAIN: 'else',
  INVERSE: 'else',
  EQUALS: '=',
};

/** Helpers that print something where they stand. */
const INLINE_HELPERS = new Set(['role', 'history', 'media', 'section', 'json']);

/** Helpers that decide on what stands in them. */
const BLOCK_HELPERS = new Set(['if', 'unless', 'each', 'with', 'ifEquals', 'unlessEquals']);

/** Helpers of Handlebars that only its own code calls. */
const INTERNAL_HELPERS = new Set(['helperMissing', 'blockHelperMissing']);

/** How many arguments a helper takes, neither more nor fewer. */
const ARGUMENTS: Readonly<Record<string, number>> = {
  ...{ json: 1, if: 1, unless: 1, each: 1, with: 1 },
  ...{ ifEquals: 2, unlessEquals: 2, lookup: 2 },
};

function callFaults(program: hbs.AST.Program, offsets: LineOffsets): TemplateFault[] {
  const faults: TemplateFault[] = [];
  const fault = (code: string, loc: hbs.AST.SourceLocation, args: TemplateFault['args']) =>
    faults.push({ code, ...offsets.span(loc), args });
  visitTemplate(program, {
    call({ name, loc, params, block, hash, bare }) {
      const known = KNOWN_HELPERS.includes(name);
      if (!known && (!bare || INTERNAL_HELPERS.has(name))) {
        fault('prompt.unknown-helper', loc, { name, known: KNOWN_HELPERS.join(', ') });
      }
      if (!known) return;
      if (block && INLINE_HELPERS.has(name)) {
        fault(name === 'role' ? 'prompt.role-block' : 'prompt.helper-block', loc, name === 'role' ? {} : { name });
        return;
      }
      if (!block && BLOCK_HELPERS.has(name)) fault('prompt.helper-needs-block', loc, { name });
      const wanted = ARGUMENTS[name];
      if (wanted !== undefined && params.length !== wanted) {
        fault('prompt.helper-arguments', loc, { name, wanted, found: params.length });
      }
      const [first] = params;
      if (name === 'role' && first === undefined) fault('prompt.role-without-name', loc, {});
      const role = name === 'role' ? literal(first) : undefined;
      if (role !== undefined && !ROLES.includes(role as never)) {
        fault('prompt.unknown-role', loc, { role, suggestion: roleFor(role) });
      }
      if (name === 'media' && (!hash.includes('url') || first)) fault('prompt.media-without-url', loc, {});
      if (name === 'section' && (first === undefined || literal(first) === '')) {
        fault('prompt.section-without-name', loc, {});
      }
    },
    partial({ name, loc }) {
      if (name === undefined) fault('prompt.dynamic-partial', loc, {});
    },
    decorator({ name, loc }) {
      if (name !== 'inline') fault('prompt.unknown-decorator', loc, { name });
    },
  });
  return faults;
}

/** What a literal stands for; undefined for what only a rendering knows. */
function literal(expression: hbs.AST.Expression | undefined): string | undefined {
  if (expression === undefined || !/^(?:String|Number|Boolean)Literal$/.test(expression.type)) return undefined;
  return String((expression as hbs.AST.StringLiteral).value);
}
