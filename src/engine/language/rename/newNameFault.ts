import { KNOWN_HELPERS } from '../../prompt/handlebarsEngine';
import type { Occurrence } from '../names/occurrence';
import type { Refusal } from './projectEdit';
import { isPlainId, NEVER_IN_TEMPLATE } from './writeName';

/** Characters that nobody sees, or that end a line. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]/u;
/** What no name of a file may have on one system or another. */
const NO_FILE_NAME = /[\\/:*?"<>|]|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
/** Names with which Handlebars calls helpers of its own. */
const INTERNAL = ['helperMissing', 'blockHelperMissing'];

/** What is wrong with a name in itself, wherever it stands. */
export function nameFault(name: string): Refusal | undefined {
  if (name.trim() === '') return { code: 'rename.empty', args: {} };
  if (name !== name.trim()) return { code: 'rename.space-around', args: { name } };
  return UNSEEN.test(name) ? { code: 'rename.unseen-character', args: {} } : undefined;
}

/** What keeps a name from standing in one of the places that it would have to stand in. */
export function formFault(name: string, occurrences: readonly Occurrence[]): Refusal | undefined {
  for (const { form } of occurrences) {
    if (form.in === 'bars' && !isPlainId(name)) return { code: 'rename.no-plain-name', args: { name } };
    const inTemplate = form.in === 'template' || form.in === 'quotes' || form.in === 'partial';
    const [character] = NEVER_IN_TEMPLATE.exec(name) ?? [];
    if (inTemplate && character !== undefined) return { code: 'rename.no-template-name', args: { name, character } };
    if (form.in === 'yaml' && form.pico && /[(]|\?$/.test(name))
      return { code: 'rename.no-picoschema', args: { name } };
  }
  return undefined;
}

/** Whether a name is one of a helper's, so that a template would call that. */
export function helperFault(name: string): Refusal | undefined {
  const isHelper = KNOWN_HELPERS.includes(name) || INTERNAL.includes(name);
  return isHelper ? { code: 'rename.is-helper', args: { name } } : undefined;
}

/** What keeps a name from being that of a file. */
export function fileNameFault(name: string): Refusal | undefined {
  if (/[\\/]/.test(name)) return { code: 'rename.no-folders', args: { name } };
  return NO_FILE_NAME.test(name) ? { code: 'rename.no-file-name', args: { name } } : undefined;
}
