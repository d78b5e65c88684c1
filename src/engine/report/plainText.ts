const ESC = '\\u001b';
const BEL = '\\u0007';
const ST = '\\u009c';

/**
 * Whole escape sequences (ECMA-48: CSI; OSC, DCS, SOS, PM and APC with their strings; two-character ones), so that
 * their digits do not stay behind when the controls are taken out.
 */
const SEQUENCES = new RegExp(
  [
    `(?:${ESC}\\[|\\u009b)[0-?]*[ -/]*[@-~]`,
    `(?:${ESC}[\\]PX^_]|[\\u0090\\u0098\\u009d-\\u009f])[^${BEL}${ESC}${ST}]*(?:${BEL}|${ESC}\\\\|${ST})?`,
    `${ESC}[ -/]*[0-~]`,
  ].join('|'),
  'g',
);

/** What steers a terminal or shows text in another order: C0, DEL, C1 (white space aside), and bidi controls. */
const CONTROLS = /(?![\t\n\r])\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text without anything that a terminal would obey; line breaks and tabs stay. */
export function plainText(text: string): string {
  return text.replace(SEQUENCES, '').replace(CONTROLS, '');
}

/**
 * The same in one line: white space of every kind becomes one space.
 * @param longest characters (code points) that are kept; a cut is marked with `…`
 */
export function plainLine(text: string, longest = Number.POSITIVE_INFINITY): string {
  const line = plainText(text).replace(/\s+/gu, ' ').trim();
  if (line.length <= longest) return line;
  const characters = [...line];
  return characters.length <= longest ? line : `${characters.slice(0, longest - 1).join('')}…`;
}
