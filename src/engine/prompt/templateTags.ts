/** What a tag does to the nesting of blocks. */
export type TagKind = 'open' | 'else-if' | 'close' | 'other';

/** A tag of a template, found without parsing. */
export interface TemplateTag {
  /** Offset of its first brace. */
  start: number;
  kind: TagKind;
  /** Levels that begin and end in it: brackets inside of one another. */
  brackets: number;
  /** Segments of its longest path, as in `a.b.c`. */
  segments: number;
  /** Names, arguments and the like in it. */
  words: number;
}

/**
 * The tags of a template in their order, comments included. It reads the text as the lexer of Handlebars does (escaped
 * tags, comments, raw blocks, strings, names in brackets), but in one pass and without recursion. Where text is no valid
 * template it may find more tags than the lexer, never fewer.
 */
export function* templateTags(template: string): Generator<TemplateTag> {
  let next = 0;
  for (let start = template.indexOf('{{'); start >= 0; start = template.indexOf('{{', next)) {
    // `\{{` is text, `\\{{` a tag behind a backslash.
    const before = template.slice(Math.max(next, start - 2), start);
    if (before.endsWith('\\') && before !== '\\\\') {
      next = start + 2;
      continue;
    }
    const comment = at(COMMENT, template, start);
    if (comment !== undefined) {
      // The dashes may be those of the end as well: `{{!--}}`.
      const dashes = comment.endsWith('--');
      next = endOfComment(template, start + comment.length - (dashes ? 2 : 0), dashes);
      yield { start, kind: 'other', brackets: 0, segments: 0, words: 0 };
      continue;
    }
    const raw = at(RAW, template, start) !== undefined;
    const { end, counts } = readInside(template, start + (raw ? 4 : 2));
    next = raw ? endOfRaw(template, end) : end;
    // A raw block is a level by itself, and what is in it is text.
    if (raw) counts.brackets++;
    yield { start, kind: raw ? 'other' : kindOf(template, start), ...counts };
  }
}

const COMMENT = /\{\{~?!(?:--)?/y;
const RAW = /\{\{\{\{(?!\/)/y;
const PLAIN_ELSE = /\{\{~?(?:\^\s*~?\}\}|\s*else\s*~?\}\})/y;
const OPEN = /\{\{~?[#^]/y;
const CLOSE = /\{\{~?\//y;
const ELSE_IF = /\{\{~?\s*else\b/y;
const RAW_CLOSE = /\{\{\{\{\/[^\s!"#%-,./;->@[-^`{-~]+\}\}\}\}/y;

function at(pattern: RegExp, text: string, offset: number): string | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0];
}

function kindOf(template: string, start: number): TagKind {
  const is = (pattern: RegExp) => at(pattern, template, start) !== undefined;
  if (is(PLAIN_ELSE)) return 'other';
  if (is(OPEN)) return 'open';
  if (is(CLOSE)) return 'close';
  return is(ELSE_IF) ? 'else-if' : 'other';
}

function endOfComment(template: string, from: number, dashes: boolean): number {
  const end = dashes ? /--~?\}\}/g : /\}\}/g;
  end.lastIndex = from;
  return end.exec(template) === null ? template.length : end.lastIndex;
}

/** Raw blocks hold text, and raw blocks. */
function endOfRaw(template: string, from: number): number {
  let depth = 1;
  for (let offset = from; offset < template.length; ) {
    const close = at(RAW_CLOSE, template, offset);
    if (close !== undefined) {
      offset += close.length;
      if (--depth === 0) return offset;
    } else if (at(RAW, template, offset) !== undefined) {
      depth++;
      offset += 4;
    } else {
      const next = template.indexOf('{{{{', offset + 1);
      if (next < 0) return template.length;
      offset = next;
    }
  }
  return template.length;
}

/** The end of the tag, a string, a name in brackets, white space, a run of other characters, or one character. */
const PIECES =
  /\}\}+|"(?:\\"|[^"])*(?:"|$)|'(?:\\'|[^'])*(?:'|$)|\[(?:\\\]|[^\]])*(?:\]|$)|\s+|[^\s{}()[\]"'=|~./]+|\.\.|[\s\S]/g;

/** Reads a tag from behind its opening braces to behind its closing ones. */
function readInside(
  template: string,
  from: number,
): { end: number; counts: Pick<TemplateTag, 'brackets' | 'segments' | 'words'> } {
  const counts = { brackets: 0, segments: 0, words: 0 };
  let depth = 0;
  let segments = 1;
  let inWord = false;
  PIECES.lastIndex = from;
  for (let piece = PIECES.exec(template); piece !== null; piece = PIECES.exec(template)) {
    const [text] = piece;
    if (text.startsWith('}}')) return { end: piece.index + text.length, counts };
    if (/^[\s=()|~]/.test(text)) {
      inWord = false;
      segments = 1;
      if (text === '(') counts.brackets = Math.max(counts.brackets, ++depth);
      else if (text === ')') depth = Math.max(0, depth - 1);
      continue;
    }
    if (!inWord) counts.words++;
    inWord = true;
    if (text === '.' || text === '/') segments++;
    counts.segments = Math.max(counts.segments, segments);
  }
  return { end: template.length, counts };
}
