import type { PromptDocument } from '../../document/promptDocument';
import type { TestSetDocument } from '../../document/testSetDocument';
import { type Finding, findingAt } from '../finding';

/** Turn the direction of text: what is read is not what is sent (Boucher and Anderson 2021, "Trojan Source"). */
const BIDIRECTIONAL = /[\u202A-\u202E\u2066-\u2069]/;

/**
 * Characters that show nothing: controls, zero-width spaces and joiners, marks of direction, fillers, variation selectors,
 * and tags, which can spell out whole sentences that nobody sees. (Of the last two each has two units here: an expression over
 * code points would take twice as long for every key stroke.)
 */
const CANDIDATES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is what it is for
  /(?:[\u0001-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB]|[\uFE00-\uFE0F]|\uDB40[\uDC00-\uDDEF])+/g;

/** Scripts that are written from right to left. */
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Scripts whose letters take other shapes by joiners and non-joiners. */
const JOINING =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;

const PICTOGRAPH = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F|\u{E007F}/u;
/** What has forms to choose from: emoji, symbols, ideographs, letters of some scripts; not the letters of most. */
const CHOOSABLE =
  /[\p{Emoji}\p{S}\p{P}\p{N}\p{M}\p{Script=Han}\p{Script=Myanmar}\p{Script=Mongolian}\p{Script=Phags_Pa}]/u;

const FLAG = '\u{1F3F4}';
const FLAG_END = '\u{E007F}';
/** In UTF-16 units: each of its characters has two. */
const LONGEST_FLAG = 16;

/** Bidirectional controls and characters that nobody sees, each run of them as one finding. */
export function invisibleCharacters(document: PromptDocument | TestSetDocument): Finding[] {
  const { text } = document;
  const found: Finding[] = [];
  for (const { 0: run, index } of text.matchAll(CANDIDATES)) {
    let start = index;
    let bad = '';
    const report = () => {
      if (bad !== '') found.push(findingOf(document, start, bad));
      bad = '';
    };
    let at = index;
    for (const character of run) {
      if (belongs(character, at, text)) report();
      else {
        if (bad === '') start = at;
        bad += character;
      }
      at += character.length;
    }
    report();
  }
  return found;
}

function findingOf(document: PromptDocument | TestSetDocument, start: number, bad: string): Finding {
  const code = BIDIRECTIONAL.test(bad) ? 'text.bidirectional-character' : 'text.invisible-character';
  const names = [...new Set([...bad].map(nameOf))];
  const shown = names.length > 4 ? `${names.slice(0, 4).join(' ')} …` : names.join(' ');
  const args = { characters: shown, count: [...bad].length };
  return findingAt(document, code, 'warning', { start, end: start + bad.length }, args);
}

function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Whether a character has its place where it stands: in an emoji, or in a script that needs it. */
function belongs(character: string, at: number, text: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  const before = characterBefore(text, at);
  const after = characterAt(text, at + character.length);
  if (code === 0x200d && PICTOGRAPH.test(before) && PICTOGRAPH.test(after)) return true;
  if (code === 0x200c || code === 0x200d) return JOINING.test(before) || JOINING.test(after);
  if (code === 0x200e || code === 0x200f || code === 0x061c) return RIGHT_TO_LEFT.test(lineAround(text, at));
  // An override has no use that text in its own direction would not serve.
  if (code === 0x202d || code === 0x202e) return false;
  if (BIDIRECTIONAL.test(character)) {
    const line = lineAround(text, at);
    return RIGHT_TO_LEFT.test(line) && isBalanced(line);
  }
  // Variation selectors choose a form of the character before them; a second one has nothing to choose.
  if (code >= 0xfe00 && code <= 0xfe0f) return CHOOSABLE.test(before);
  if (code >= 0xe0100 && code <= 0xe01ef) return isHan(before);
  if (code >= 0xe0020 && code <= 0xe007f) return isFlag(text, at);
  return false;
}

function isHan(character: string): boolean {
  return /\p{Script=Han}/u.test(character);
}

/** Flags of parts of countries are a black flag, letters as tags, and an end: 🏴󠁧󠁢󠁥󠁮󠁧󠁿. They have six letters at most. */
function isFlag(text: string, at: number): boolean {
  const near = text.slice(Math.max(0, at - LONGEST_FLAG), at + LONGEST_FLAG);
  const here = at - Math.max(0, at - LONGEST_FLAG);
  const start = near.lastIndexOf(FLAG, here);
  const end = near.indexOf(FLAG_END, here);
  return start >= 0 && end >= 0 && /^[\u{E0020}-\u{E007E}]{2,6}$/u.test(near.slice(start + FLAG.length, end));
}

function isBalanced(line: string): boolean {
  const count = (pattern: RegExp) => line.match(pattern)?.length ?? 0;
  return count(/[\u202A\u202B]/g) === count(/\u202C/g) && count(/[\u2066-\u2068]/g) === count(/\u2069/g);
}

function lineAround(text: string, at: number): string {
  const start = Math.max(text.lastIndexOf('\n', at - 1) + 1, at - 500);
  const end = text.indexOf('\n', at);
  return text.slice(start, Math.min(end < 0 ? text.length : end, at + 500));
}

function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
}

function characterBefore(text: string, at: number): string {
  if (at === 0) return '';
  const low = text.charCodeAt(at - 1);
  const isPair = low >= 0xdc00 && low <= 0xdfff && at > 1;
  return isPair ? text.slice(at - 2, at) : text.slice(at - 1, at);
}
