import { parseTemplate } from '../../prompt/parseTemplate';
import { spanOf } from '../../prompt/syntax/linePlaces';

/** A stretch of a template, by offsets in UTF-16 units. */
export interface Span {
  start: number;
  end: number;
}

/** A template as sentences see it. */
export interface TemplateParts {
  /** Stretches of text, with what stands inside of their sentences; nothing in them belongs to two messages or blocks. */
  texts: Span[];
  /** Expressions, blocks and partials inside of those texts: never cut through. */
  atoms: Span[];
}

/** Helpers that begin a message, or insert something that is no text. */
const MARKERS = new Set(['role', 'history', 'media', 'section']);

/**
 * Divides a template at its markers, and at the tags of blocks that stand on lines of their own: what is in such a block
 * is divided further. A block within a line belongs to the sentence around it.
 * @returns undefined where the template cannot be parsed
 */
export function templateParts(template: string): TemplateParts | undefined {
  const { program } = parseTemplate(template);
  if (program === undefined) return undefined;
  const borders: Span[] = [];
  const atoms: Span[] = [];
  const visit = ({ body }: hbs.AST.Program): void => {
    for (const statement of body) {
      if (statement.type === 'ContentStatement') continue;
      const span = spanOf(statement);
      if (statement.type === 'MustacheStatement') {
        const { path } = statement as hbs.AST.MustacheStatement;
        const marker = MARKERS.has(String((path as { original?: unknown }).original ?? ''));
        (marker ? borders : atoms).push(span);
      } else if (statement.type === 'CommentStatement') {
        (standsAlone(template, span) ? borders : atoms).push(span);
      } else if (statement.type === 'BlockStatement') {
        const tags = tagsOf(template, statement as hbs.AST.BlockStatement, span);
        if (!tags.every((tag) => standsAlone(template, tag))) {
          atoms.push(span);
          continue;
        }
        borders.push(...tags);
        const { program: inside, inverse } = statement as hbs.AST.BlockStatement;
        if (inside) visit(inside);
        if (inverse) visit(inverse);
      } else if (statement.type === 'PartialStatement') atoms.push(span);
      // Inline partials and the blocks of partials are definitions: taken out as a whole or not at all.
      else borders.push(span);
    }
  };
  visit(program);
  borders.sort((a, b) => a.start - b.start);
  const texts: Span[] = [];
  let from = 0;
  for (const { start, end } of [...borders, { start: template.length, end: template.length }]) {
    if (start > from) texts.push({ start: from, end: start });
    from = Math.max(from, end);
  }
  return { texts, atoms: atoms.sort((a, b) => a.start - b.start) };
}

/** The tags of a block: what of it is in neither of its programs. */
function tagsOf(template: string, block: hbs.AST.BlockStatement, whole: Span): Span[] {
  const inside = [block.program, block.inverse]
    .filter((program) => (program?.body.length ?? 0) > 0)
    .map((program) => {
      const { body } = program as hbs.AST.Program;
      const [first, last] = [body[0] as hbs.AST.Statement, body.at(-1) as hbs.AST.Statement];
      return { start: spanOf(first).start, end: spanOf(last).end };
    })
    .sort((a, b) => a.start - b.start);
  const tags: Span[] = [];
  let from = whole.start;
  for (const { start, end } of [...inside, { start: whole.end, end: whole.end }]) {
    const text = template.slice(from, start);
    const lead = text.length - text.trimStart().length;
    if (text.trim() !== '') tags.push({ start: from + lead, end: from + text.trimEnd().length });
    from = end;
  }
  return tags;
}

function standsAlone(template: string, { start, end }: Span): boolean {
  return (
    /(?:^|[\r\n])[^\S\r\n]*$/.test(template.slice(0, start)) && /^[^\S\r\n]*(?:$|[\r\n])/.test(template.slice(end))
  );
}
