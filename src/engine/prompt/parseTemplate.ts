import { nearestName } from '../text/nearestName';
import { KNOWN_HELPERS } from './handlebarsEngine';
import { ROLES } from './message';
import { roleFor } from './roleFor';
import { spanOf } from './syntax/linePlaces';
import { parseTemplateSyntax } from './syntax/parseTemplateSyntax';
import type { TemplateFault, TemplateSyntax } from './syntax/templateSyntax';
import { templateBoundFault } from './templateBounds';
import { visitTemplate } from './visitTemplate';

/**
 * Parses a template, after its bounds are checked, and looks for what would go wrong in every rendering: unknown helpers
 * and roles, blocks where there are none, partials whose name is computed.
 * @returns `program` only where the template is free of faults of syntax; `syntax`, with what could be understood, wherever
 * it is within its bounds
 */
export function parseTemplate(template: string): {
  program?: hbs.AST.Program;
  syntax?: TemplateSyntax;
  faults: TemplateFault[];
} {
  const bound = templateBoundFault(template);
  if (bound !== undefined) {
    const { code, offset, args } = bound;
    return { faults: [{ code, start: offset, end: offset + 2, args }] };
  }
  const syntax = parseTemplateSyntax(template);
  const { program, faults } = syntax;
  const all = [...faults, ...callFaults(program)].sort((a, b) => a.start - b.start);
  return { ...(faults.length === 0 && { program }), syntax, faults: all };
}

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

function callFaults(program: hbs.AST.Program): TemplateFault[] {
  const faults: TemplateFault[] = [];
  const fault = (code: string, loc: hbs.AST.SourceLocation, args: TemplateFault['args']) =>
    faults.push({ code, ...spanOf({ loc }), args });
  visitTemplate(program, {
    call({ name, path, loc, params, block, hash, bare }) {
      const known = KNOWN_HELPERS.includes(name);
      if (!known && (!bare || INTERNAL_HELPERS.has(name))) {
        const suggestion = nearestName(name, KNOWN_HELPERS);
        const place = path?.loc ?? loc;
        if (suggestion !== undefined) fault('prompt.unknown-helper-suggestion', place, { name, suggestion });
        else fault('prompt.unknown-helper', place, { name, known: KNOWN_HELPERS.join(', ') });
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
