import { handlebarsPath } from '../handlebarsName';
import { type Piece, tagPiece, textPiece } from '../templatePieces';
import { useVariable } from '../variablesOf';
import type { TemplateContext } from './template';

const VARIABLE = /\{\{\s*([\p{L}\p{N}_][\p{L}\p{N}_.-]*)\s*\}\}/gu;

/**
 * Templates that only put values in: `{{name}}`, and everything else is text (github/gh-models, `pkg/prompt/prompt.go`;
 * humanloop.com, "Prompts").
 */
export function doubleBraces(template: string, { variables }: TemplateContext): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of template.matchAll(VARIABLE)) {
    const name = match[1] ?? '';
    // A dot belongs to the name: nothing is looked up inside of values.
    const path = handlebarsPath([name]);
    if (path === undefined) continue;
    useVariable(variables, name);
    pieces.push(textPiece(template.slice(end, match.index)), tagPiece(path));
    end = match.index + match[0].length;
  }
  return [...pieces, textPiece(template.slice(end))];
}
