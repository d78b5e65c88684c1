import type { PromptFix } from './fix';
import { lineEnd } from './mapEdits';
import { sound } from './sound';

/** The end that a tag, a text or a bracket lacks is written where it can only be meant to be. */
export const closeTag: PromptFix = ({ code, range, args }, document) => {
  const { start, end } = document.span(range);
  const { text } = document;
  if (code === 'prompt.wrong-braces') {
    const wanted = String(args?.wanted);
    return sound(document, code, 'fix.replace', [{ start, end, text: wanted }], { text: wanted });
  }
  const missing = String(args?.end ?? args?.quote ?? '');
  // A comment without an end is meant to end with its line.
  const isComment = code === 'prompt.comment-not-closed';
  const at = isComment ? lineEnd(text, end) : end;
  const written = isComment && text[at - 1] !== ' ' ? ` ${missing}` : missing;
  return sound(document, code, 'fix.close', [{ start: at, end: at, text: written }], { text: missing });
};
