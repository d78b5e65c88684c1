/** A name in a path, `name` in `user.name`, with its place. */
export interface PathSegment {
  /** As it is meant: without brackets. */
  name: string;
  start: number;
  end: number;
}

/** One name without anything that leads further, or in brackets. */
const PLAIN = /^[^\s!"#%-,./;->@[-^`{-~]+$/;

const SEGMENT = /\[(?:\\\]|[^\]])*\]|[^\s!"#%-,./;->@[-^`{-~]+|\.\.|\./y;

/**
 * The names of a path with their places; `this`, `.` and `..` at its beginning lead somewhere and are none.
 * @param written the path as it stands in the text, `../user.[first name]`
 * @param base offset of its first character
 */
export function pathSegments(written: string, base: number): PathSegment[] {
  // Most paths are one name.
  if (PLAIN.test(written))
    return written === 'this' ? [] : [{ name: written, start: base, end: base + written.length }];
  const segments: PathSegment[] = [];
  for (let at = written.startsWith('@') ? 1 : 0; at < written.length; ) {
    SEGMENT.lastIndex = at;
    const text = SEGMENT.exec(written)?.[0];
    if (text === undefined) {
      at++;
      continue;
    }
    // A dot is a name only where nothing else can be: at the beginning, or behind another separator.
    const separates = text === '.' && segments.length > 0;
    const leads = segments.length === 0 && (text === '.' || text === '..' || text === 'this');
    if (!separates && !leads) {
      const name = text.startsWith('[') ? text.slice(1, -1).replace(/\\([\\\]])/g, '$1') : text;
      segments.push({ name, start: base + at, end: base + at + text.length });
    }
    at += text.length;
    if (written[at] === '/' || (written[at] === '.' && written[at + 1] !== '.')) at++;
  }
  return segments;
}
