import { ROLES } from '../../prompt/message';
import { type PromptFix, replacing } from './fix';
import { lineBreakOf } from './mapEdits';

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

/** A dialect of another tool is handed to the command that converts it, where there is one. */
export const convertDialect: PromptFix = (_, { file }, { commands }) => {
  if (!commands.has(CONVERT)) return [];
  return [{ title: 'fix.convert', edits: [], command: { command: CONVERT, arguments: [file] } }];
};

const CONVERT = 'assay.convertPrompt';
