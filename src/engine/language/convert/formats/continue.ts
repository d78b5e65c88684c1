import type { ConvertFormat, MessageDraft, PromptDraft, Variables } from '../conversion';
import type { ConvertReport } from '../convertReport';
import { isMap, yamlValue } from '../convertSource';
import { elementsIn, type TextElement } from '../elements';
import { handlebarsPath } from '../handlebarsName';
import { modelNamed, namesOf } from '../naming';
import { settings } from '../settings';
import { type Piece, tagPiece, textPiece } from '../templatePieces';
import { lineAt, type TemplateContext } from '../templates/template';
import { useVariable } from '../variablesOf';

const TAG = /\{\{\{([^{}]*)\}\}\}|\{\{(?!\{)([^{}]*)\}\}/g;

/**
 * Prompt files of Continue: keys, one line of dashes, and a text with `<system>` in it, in which `{{{ input }}}` and the names
 * of context providers stand for what the editor knows (continuedev/continue, `core/promptFiles/parsePromptFile.ts`,
 * `core/promptFiles/v1`).
 */
export const continuePrompt: ConvertFormat = {
  name: 'continue',
  title: 'Continue',

  recognises: ({ dialect, frontmatter, name, text }) =>
    dialect === 'prompt.dialect-continue'
      ? 10
      : frontmatter === undefined && /\.prompt$/i.test(name) && systemIn(text) !== undefined
        ? 7
        : 0,

  convert({ text }, report) {
    const divided = text.indexOf('\n---\n');
    const preamble = divided < 0 ? undefined : yamlValue(text.slice(0, divided));
    const keys = isMap(preamble) ? preamble : {};
    const body = isMap(preamble) ? text.slice(divided + 5) : text;
    const { name, description, version: _, model, invokable: __, ...others } = keys;
    const variables: Variables = new Map();
    const context: TemplateContext = { report, variables };
    const system = systemIn(body);
    const rest = system === undefined ? body : body.slice(system.end);
    const before = system === undefined ? '' : body.slice(0, system.start).trim();
    if (before !== '') report.lost('before-system', { text: before.slice(0, 60) });
    // Lines are those of the file, wherever a part of it begins.
    const read = (part: string) => {
      const start = text.indexOf(part);
      return pieces(part, { ...context, line: text.slice(0, Math.max(0, start)).split('\n').length - 1 });
    };
    const messages: MessageDraft[] = [
      { role: 'system' as const, content: system?.inside.trim() ? read(system.inside.trim()) : [] },
      { role: 'user' as const, content: rest.trim() === '' ? [] : read(rest.trim()) },
    ].filter(({ content }) => content.length > 0);
    mentions(rest, report);
    const draft: PromptDraft = {
      ...namesOf({ name, description }),
      ...modelNamed(model, report),
      config: settings(others, report),
      variables,
      messages,
    };
    return [{ draft }];
  },
};

function systemIn(text: string): TextElement | undefined {
  return elementsIn(text, ['system'])[0];
}

function pieces(template: string, context: TemplateContext): Piece[] {
  const { report, variables } = context;
  const found: Piece[] = [];
  let end = 0;
  for (const match of template.matchAll(TAG)) {
    const inside = (match[1] ?? match[2] ?? '').trim();
    const line = lineAt(context, template, match.index);
    found.push(textPiece(template.slice(end, match.index)));
    end = match.index + match[0].length;
    const path = /^[\p{L}\p{N}_.-]+$/u.test(inside) ? handlebarsPath(inside.split('.')) : undefined;
    if (path === undefined) {
      // A provider that is asked for something, as a page of the web, or a block.
      report.lost('provider', { expression: match[0] }, line);
      if (!inside.includes('--')) found.push(tagPiece(`!-- ${match[0]} --`));
      continue;
    }
    const [name = ''] = inside.split('.');
    if (name !== 'input') report.changed('context', { name }, line);
    useVariable(variables, name, inside.includes('.') ? {} : { type: 'string' });
    found.push(tagPiece(path));
  }
  return [...found, textPiece(template.slice(end))];
}

/** `@file.ts` and the like, which Continue puts the content in for. */
function mentions(text: string, report: ConvertReport): void {
  for (const [, name = ''] of text.matchAll(/(?:^|\s)@([\w./-]*\w)/g)) report.changed('mention', { name });
}
