import { ROLES } from '../../prompt/message';
import { blocksOf, nameIn } from './blocks';
import { type PromptFix, replacing } from './fix';
import { lineBreakOf } from './mapEdits';
import { sound } from './sound';

/** A role that is not one becomes the one that is meant. */
export const fixRole: PromptFix = ({ range, args }, document) => {
  const { start, end } = document.span(range);
  const suggestion = String(args?.suggestion ?? '');
  const token = document.tags
    .find((tag) => tag.start <= start && end <= tag.end)
    ?.tokens.find(({ type, start: from }) => type === 'string' && from >= start);
  if (token === undefined || !ROLES.some((role) => role === suggestion)) return [];
  const place = { start: token.start + 1, end: token.end - 1, text: suggestion };
  return [replacing(document, 'fix.replace', [place], { args: { text: suggestion } })];
};

/** Text before the first role gets one: the user's, as it has been all along, or the system's. */
export const addRole: PromptFix = ({ range }, document) => {
  const { start } = document.span(range);
  const lineBreak = lineBreakOf(document.text);
  return (['user', 'system'] as const).map((role) => {
    const text = `{{role "${role}"}}${lineBreak}`;
    return replacing(document, 'fix.add-role', [{ start, end: start, text }], {
      args: { text: `{{role "${role}"}}` },
      preferred: role === 'user',
    });
  });
};

/** `{{#role "system"}}…{{/role}}` becomes what it is meant to be: a message begins, and ends where the next one begins. */
export const roleBlock: PromptFix = ({ code, range }, document) => {
  const { start } = document.span(range);
  const block = blocksOf(document).find(({ open }) => open.start < start && start < open.end);
  if (block === undefined || nameIn(block.open, document.text) !== 'role') return [];
  const hash = document.text.indexOf('#', block.open.start);
  const replaced = [{ start: hash, end: hash + 1, text: '' }];
  if (block.close !== undefined) replaced.push({ start: block.close.start, end: block.close.end, text: '' });
  return sound(document, code, 'fix.role-tag', replaced, {});
};

/** An end under another name gets the name of what is open. */
export const renameClose: PromptFix = ({ code, range, args }, document) => {
  const { start } = document.span(range);
  const token = document.tags.find((tag) => tag.start === start)?.tokens;
  const [first, last] = [token?.[0], token?.at(-1)];
  if (first === undefined || last === undefined) return [];
  const text = String(args?.opened ?? '');
  return sound(document, code, 'fix.replace', [{ start: first.start, end: last.end, text }], { text });
};

/** A tag that means nothing where it stands is taken out. */
export const removeTag: PromptFix = ({ code, range }, document) => {
  const { start, end } = document.span(range);
  const written = document.text.slice(start, end);
  return sound(document, code, 'fix.remove', [{ start, end, text: '' }], { text: written });
};

/** A dialect of another tool is handed to the command that converts it, where there is one. */
export const convertDialect: PromptFix = (_, { file }, { commands }) => {
  if (!commands.has(CONVERT)) return [];
  return [{ title: 'fix.convert', edits: [], command: { command: CONVERT, arguments: [file] } }];
};

const CONVERT = 'assay.convertPrompt';
