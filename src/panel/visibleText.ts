/**
 * Text of a model or of a file with everything in it that would be invisible made visible: control characters, marks that
 * turn the direction of writing, zero-width and blank characters. Line breaks (as LF) and tabs stay, and so do the joiners
 * inside of emoji.
 */
export function visibleText(text: string): string {
  // Most text has nothing to hide.
  let visible = '';
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.codePointAt(index) ?? 0;
    if (!isHidden(code)) continue;
    const isLineBreak = code === 0x0d && text.charCodeAt(index + 1) === 0x0a;
    visible += text.slice(start, index) + (isLineBreak ? '' : shape(code));
    if (code > 0xffff) index++;
    start = index + 1;
  }
  return start === 0 ? text : visible + text.slice(start);
}

/** Unicode's pictures of the control characters, else the number of the code point. */
function shape(code: number): string {
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? '␡' : `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** First and last code points that show nothing or change how others show. */
const HIDDEN: readonly (readonly [number, number])[] = [
  [0x00, 0x08],
  [0x0b, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200b],
  [0x200e, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0xe0000, 0xe007f],
];

function isHidden(code: number): boolean {
  if (code >= 0x20 && code < 0x7f) return false;
  return HIDDEN.some(([first, last]) => code >= first && code <= last);
}
