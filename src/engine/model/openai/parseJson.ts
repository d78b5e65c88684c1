import { ModelError } from '../provider';
import { bearable } from './callError';

/**
 * Parses JSON that came over a network.
 * @throws {ModelError} `incomplete` where the text breaks off, which another try may mend; `protocol` where it is no
 * JSON at all
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (breaksOff(text)) throw new ModelError('incomplete', 'the reply breaks off within its JSON', { cause });
    throw new ModelError('protocol', `the reply is not JSON: ${bearable(text).slice(0, 80)}`, { cause });
  }
}

/** Whether a text ends inside of a string, an object or a list, or before anything came. */
function breaksOff(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
  }
  return inString || depth > 0 || text.trim() === '';
}
