import type { PromptDocument } from '../document/promptDocument';
import type { TestSetDocument } from '../document/testSetDocument';
import { type FixRule, replacing } from './fix';

/** Characters that nobody sees are taken out. */
export const removeCharacters: FixRule<PromptDocument | TestSetDocument> = ({ range, args }, document) => {
  const place = { start: document.offsetAt(range.start), end: document.offsetAt(range.end), text: '' };
  return [replacing(document, 'fix.remove-characters', [place], { args: { characters: String(args?.characters) } })];
};

/** A key gives way to the name of the environment variable that it is kept in. */
export const replaceKey: FixRule<PromptDocument | TestSetDocument> = ({ range, args }, document) => {
  const text = `$${args?.variable ?? 'API_KEY'}`;
  const place = { start: document.offsetAt(range.start), end: document.offsetAt(range.end), text };
  return [replacing(document, 'fix.replace-key', [place], { args: { text } })];
};
