import { mediaPiece, roleNamed } from '../chatContent';
import type { ConvertFormat, MessageDraft, PromptDraft, Variables } from '../conversion';
import type { ConvertReport } from '../convertReport';
import { elementsIn } from '../elements';
import { modelNamed, namesOf } from '../naming';
import { outputFormat, toolDefinitions } from '../outputFormat';
import { settings } from '../settings';
import type { Piece } from '../templatePieces';
import { doubleBraces } from '../templates/doubleBraces';
import { jinja } from '../templates/jinja/jinja';
import type { TemplateContext } from '../templates/template';

const MESSAGES = ['system', 'developer', 'user', 'assistant', 'tool'];
const PARTS = ['text', 'image', 'tool'];

/**
 * Prompt files of Humanloop: sampling settings beside the model, and messages as elements
 * (humanloop.com/docs, ".prompt and .agent Files").
 */
export const humanloop: ConvertFormat = {
  name: 'humanloop',
  title: 'Humanloop',

  recognises: ({ dialect }) => (dialect === 'prompt.dialect-humanloop' ? 10 : 0),

  convert({ frontmatter = {}, body, bodyLine }, report) {
    const { model, provider, endpoint, template_language, tools, response_format, name, description, ...others } =
      frontmatter;
    const variables: Variables = new Map();
    const isJinja = template_language === 'jinja' || template_language === 'jinja2';
    const read = (text: string, line: number) => {
      const context: TemplateContext = { report, variables, line };
      return isJinja ? jinja(text, context) : doubleBraces(text, context);
    };
    const lineOf = (offset: number) => bodyLine + body.slice(0, offset).split('\n').length - 1;
    if (endpoint !== undefined && endpoint !== 'chat') report.lost('key', { key: `endpoint: ${String(endpoint)}` });
    const messages: MessageDraft[] = [];
    let end = 0;
    for (const { name: tag, inside, start, end: next } of elementsIn(body, MESSAGES)) {
      outside(body.slice(end, start), report);
      end = next;
      const role = roleNamed(tag);
      const content = role === undefined ? [] : parts(inside, (text) => read(text, lineOf(start)), report);
      if (role === undefined) report.lost('message', { role: tag }, lineOf(start) + 1);
      else if (content.length > 0) messages.push({ role, content });
    }
    outside(body.slice(end), report);
    const output = outputFormat(response_format, report);
    const declared = toolDefinitions(tools, report);
    const draft: PromptDraft = {
      ...namesOf({ name, description }),
      ...modelNamed(model, report, provider),
      config: settings(others, report),
      variables,
      ...(output !== undefined && { output }),
      ...(declared !== undefined && { tools: declared }),
      messages,
    };
    return [{ draft }];
  },
};

function outside(text: string, report: ConvertReport): void {
  if (text.trim() !== '') report.lost('outside', { text: text.trim().replace(/\s+/g, ' ').slice(0, 60) });
}

/** A text, or texts and images beside one another. */
function parts(inside: string, read: (text: string) => Piece[], report: ConvertReport): Piece[] {
  const elements = elementsIn(inside, PARTS);
  if (elements.length === 0) return inside.trim() === '' ? [] : read(dedented(inside));
  const pieces: Piece[] = [];
  let end = 0;
  for (const { name: tag, attributes, inside: text, start, end: next } of elements) {
    const between = inside.slice(end, start);
    if (between.trim() !== '') pieces.push(...read(dedented(between)));
    end = next;
    const url = /\burl\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(attributes);
    const media = tag === 'image' && url !== null ? mediaPiece(url[1] ?? url[2] ?? '', read) : undefined;
    if (tag === 'text') pieces.push(...read(dedented(text)));
    else if (media !== undefined) pieces.push(media);
    else report.lost('part', { type: tag });
  }
  const rest = inside.slice(end);
  if (rest.trim() !== '') pieces.push(...read(dedented(rest)));
  return pieces;
}

/** A text without the indentation that it has for being inside of an element. */
function dedented(text: string): string {
  const lines = text.replace(/^[^\S\n]*\n|\n[^\S\n]*$/g, '').split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const least = indents.reduce((one, other) => Math.min(one, other), Number.MAX_SAFE_INTEGER);
  return lines
    .map((line) => line.slice(least))
    .join('\n')
    .trim();
}
