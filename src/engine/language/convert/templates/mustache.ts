import { handlebarsPath } from '../handlebarsName';
import { type Piece, tagPiece, textPiece } from '../templatePieces';
import { useVariable } from '../variablesOf';
import { lineAt, type TemplateContext } from './template';

const TAG = /\{\{\{([^{}]*)\}\}\}|\{\{([#^/!>&=]?)([^{}]*)\}\}/g;

/**
 * Mustache (mustache.github.io, `mustache.5`), which Handlebars grew out of: variables, sections and comments are written in
 * the same way, and lines of sections go in the same way. Unlike there, nothing is escaped for HTML here.
 */
export function mustache(template: string, context: TemplateContext): Piece[] {
  const { report, variables } = context;
  const pieces: Piece[] = [];
  const open: string[] = [];
  let end = 0;
  for (const match of template.matchAll(TAG)) {
    const [written, raw, sign = '', plain = ''] = match;
    const name = (raw ?? plain).trim();
    const line = lineAt(context, template, match.index);
    pieces.push(textPiece(template.slice(end, match.index)));
    end = match.index + written.length;
    const path = name === '.' ? 'this' : handlebarsPath(name.split('.'));
    if (sign === '!') pieces.push(tagPiece(`! ${name}`));
    else if (sign === '>' || sign === '=' || path === undefined) {
      report.lost('tag', { tag: written }, line);
    } else if (sign === '/') {
      const opened = open.pop();
      if (opened !== undefined) pieces.push(tagPiece(`/${opened}`));
    } else {
      if (open.length > 0 && name !== '.') report.changed('section-scope', { name }, line);
      const [first = ''] = name.split('.');
      if (open.length === 0)
        useVariable(variables, first, sign === '#' || sign === '^' || name.includes('.') ? {} : undefined);
      if (sign === '#' || sign === '^') open.push(path);
      pieces.push(tagPiece(sign === '#' || sign === '^' ? `${sign}${path}` : path));
    }
  }
  pieces.push(textPiece(template.slice(end)));
  // A section that is not closed would be a fault of the prompt.
  for (const path of open.reverse()) pieces.push(tagPiece(`/${path}`));
  return pieces;
}
