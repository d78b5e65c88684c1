import equal from 'fast-deep-equal';
import { Lexer } from 'yaml';
import { parseBoundedYaml } from '../../prompt/boundedYaml';
import { BOUNDS } from '../../prompt/bounds';

/** Comments of YAML, each from its mark to the end of its line. */
const COMMENT = /^#/;

/**
 * Formats the YAML of a frontmatter: two spaces a level, one space behind a colon, no white space at line ends, no more than one
 * blank line. Comments, quotes, the style of lists and the order of keys stay as they are.
 * @param text the YAML between the fences
 * @returns the same text where it is broken, or where formatting would change what it says
 */
export function formatFrontmatter(text: string): string {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const source = text.replace(/\r\n?/g, '\n');
  const { document, faults } = parseBoundedYaml(source, { maxLength: BOUNDS.frontmatter });
  if (document === undefined || faults.length > 0 || source.trim() === '') return text;
  const written = padBraces(
    document.toString({
      indent: 2,
      indentSeq: !FLAT_LIST.test(source),
      // Long lines stay: a break in one would be a change that nobody asked for.
      lineWidth: 0,
      flowCollectionPadding: false,
    }),
  );
  const tidy = written.replace(/[^\S\n]+$/gm, '').replace(/\n{3,}/g, '\n\n');
  // In a text of several lines white space counts: then only the rest is formatted.
  const formatted = [tidy, written].map((each) => `${each.trimEnd()}\n`).find((each) => saysTheSame(source, each));
  return formatted === undefined ? text : formatted.replaceAll('\n', lineBreak);
}

/** A list whose dashes stand below the first letter of its key. */
const FLAT_LIST = /^(\s*)[^\s#-][^\n]*:[^\S\n]*(?:#[^\n]*)?\n\1- /m;

/** Maps in braces have room in them, lists in brackets have none: `{ a: [1, 2] }`. */
function padBraces(text: string): string {
  let padded = '';
  let scalar = false;
  for (const piece of new Lexer().lex(text)) {
    // The lexer's own marks stand for no text.
    if (piece === '\u0002' || piece === '\u0018') continue;
    if (piece === '\u001f') {
      scalar = true;
      continue;
    }
    const closes = piece === '}' && !scalar && !/[{\s]$/.test(padded);
    padded += closes ? ' }' : piece === '{' && !scalar ? '{ ' : piece;
    scalar = false;
  }
  return padded.replace(/\{ \}/g, '{}').replace(/\{ \n/g, '{\n');
}

/** Whether two texts have the same values and the same comments in the same order. */
function saysTheSame(before: string, after: string): boolean {
  const [one, other] = [before, after].map((text) => {
    const { document, faults } = parseBoundedYaml(text, { maxLength: Number.POSITIVE_INFINITY });
    if (document === undefined || faults.length > 0) return undefined;
    const comments = [...new Lexer().lex(text)].filter((piece) => COMMENT.test(piece)).map((piece) => piece.trimEnd());
    return { value: document.toJS({ maxAliasCount: 0 }) as unknown, comments };
  });
  return one !== undefined && other !== undefined && equal(one, other);
}
