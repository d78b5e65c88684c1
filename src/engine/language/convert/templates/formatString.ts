import { handlebarsPath } from '../handlebarsName';
import { type Piece, tagPiece, textPiece } from '../templatePieces';
import { useVariable } from '../variablesOf';
import { lineAt, type TemplateContext } from './template';

const FIELD = /\{\{|\}\}|\{([^{}]*)\}/g;
/** A name, fields and items of it, then a conversion and a format. */
const INSIDE = /^\s*([^!:.[\]\s]+)((?:\.[^!:.[\]\s]+|\[[^\]]*\])*)\s*(![rsa])?(:[\s\S]*)?$/;

/**
 * Templates as Python's `str.format` has them: `{name}`, with `{{` for a brace (docs.python.org, "Format String Syntax";
 * langchain-ai/langchain, `langchain_core/prompts/string.py`).
 */
export function formatString(template: string, context: TemplateContext): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of template.matchAll(FIELD)) {
    pieces.push(textPiece(template.slice(end, match.index)));
    end = match.index + match[0].length;
    if (match[1] === undefined) pieces.push(textPiece(match[0].charAt(0)));
    else pieces.push(field(match[0], match[1], context, lineAt(context, template, match.index)));
  }
  return [...pieces, textPiece(template.slice(end))];
}

function field(written: string, inside: string, { report, variables }: TemplateContext, line?: number): Piece {
  const [, name, rest = '', conversion = '', format = ''] = INSIDE.exec(inside) ?? [];
  const steps = [...rest.matchAll(/\.([^.[\]]+)|\[([^\]]*)\]/g)].map(([, key, item]) => key ?? item ?? '');
  const path = name === undefined ? undefined : handlebarsPath([name, ...steps]);
  if (name === undefined || path === undefined) {
    report.lost('expression', { expression: written }, line);
    return textPiece(written);
  }
  if (conversion !== '' || format !== '') report.lost('format', { expression: written }, line);
  useVariable(variables, name, steps.length > 0 ? {} : undefined);
  return tagPiece(path);
}
