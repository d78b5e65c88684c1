import { relative } from 'node:path';
import { findPartial } from '../../prompt/promptSource';
import type { SyntaxTag } from '../../prompt/syntax/templateSyntax';
import { aboutIt } from '../about/aboutIt';
import { codeBlock, fenced } from '../about/fenced';
import type { PromptDocument } from '../document/promptDocument';
import { unquoted } from '../index/testSetFacts';
import type { LanguageContext } from '../languageContext';
import type { ValuePath } from '../names/scope';
import type { NameUse, PathUse } from '../names/templateNames';
import { HELPERS } from '../template/helperTable';
import type { Said } from './hover';
import { aboutVariable } from './variableText';

/** What is said of a name in a tag; nothing for text and comments. */
export async function tagHover(
  document: PromptDocument,
  offset: number,
  context: LanguageContext,
): Promise<Said | undefined> {
  const tag = document.tags.find(({ start, end }) => start <= offset && offset <= end);
  if (tag === undefined || tag.kind === 'comment') return undefined;
  if (tag.kind === 'close') return closingTag(document, tag, context);
  if (tag.kind === 'else') return { span: tag, text: context.say('about.helper.else') };
  const uses = document.names.uses
    .filter((use) => reachOf(use).start <= offset && offset <= reachOf(use).end)
    .sort((a, b) => length(a) - length(b));
  const [use] = uses;
  return use === undefined ? roleName(document, tag, offset, context) : saidOf(use, document, offset, context);
}

/** A path is more than its first name. */
function reachOf(use: NameUse): { start: number; end: number } {
  return 'path' in use ? use.path : use;
}

function length(use: NameUse): number {
  const { start, end } = reachOf(use);
  return end - start;
}

async function saidOf(
  use: NameUse,
  document: PromptDocument,
  offset: number,
  context: LanguageContext,
): Promise<Said | undefined> {
  const { say } = context;
  switch (use.kind) {
    case 'helper':
      return {
        span: use,
        text: `${codeBlock(signature(use.name), 'handlebars')}\n\n${say(`about.helper.${use.name}`)}`,
      };
    case 'data':
      return { span: use, text: say(DATA.has(use.name) ? `about.data.${use.name}` : 'about.data.context') };
    case 'argument':
      return { span: use, text: argumentText(use, context) };
    case 'partial':
      return partialText(use, document, context);
    default:
      return pathText(use, document, offset, context);
  }
}

const DATA: ReadonlySet<string> = new Set(['index', 'first', 'last', 'key', 'root', 'metadata']);

/** How a helper is called: `{{#each value}} … {{/each}}`. */
function signature(name: string): string {
  const helper = HELPERS.find((each) => each.name === name);
  const given = (helper?.parameters ?? []).map(({ name: parameter }) => ` ${parameter}`).join('');
  return helper?.block ? `{{#${name}${given}}} … {{/${name}}}` : `{{${name}${given}}}`;
}

function argumentText(use: Extract<NameUse, { kind: 'argument' }>, { say }: LanguageContext): string {
  if (use.of.kind === 'partial') return say('about.partial-argument', { name: use.name });
  return ARGUMENTS.has(use.name) ? say(`about.argument.${use.name}`) : '';
}

const ARGUMENTS: ReadonlySet<string> = new Set(['url', 'contentType', 'indent']);

async function partialText(
  use: Extract<NameUse, { kind: 'partial' }>,
  document: PromptDocument,
  context: LanguageContext,
): Promise<Said> {
  const { say } = context;
  if (document.names.inline.some(({ name }) => name === use.name))
    return { span: use, text: say('about.inline-partial') };
  const file = await findPartial(use.name, document.file, context);
  if (file === undefined) return { span: use, text: say('language.hover.no-partial', { name: use.name }) };
  const about = await aboutIt({ kind: 'partial', file }, { kind: 'prompt', prompt: document }, context);
  const path = fenced(relative(context.workspace, file).replaceAll('\\', '/'), '`');
  return { span: use, text: [path, about].filter((part) => part !== undefined).join('\n\n') };
}

async function pathText(
  use: PathUse,
  document: PromptDocument,
  offset: number,
  context: LanguageContext,
): Promise<Said | undefined> {
  // The names up to the one under the cursor; before the first one stands the way to it.
  const behind = use.rest.filter(({ start }) => start <= offset).length;
  const last = behind === 0 ? use : use.rest[behind - 1];
  const span = { start: last?.start ?? use.start, end: last?.end ?? use.end };
  const { value } = use;
  if (value === undefined) {
    const isIndex = use.kind === 'block-param' && use.declaration?.value === undefined;
    return isIndex ? { span, text: context.say('about.data.index') } : undefined;
  }
  const path: ValuePath = value.slice(0, value.length - (use.rest.length - behind));
  const { text } = await aboutVariable(path, last?.name ?? use.name, document, context);
  return { span, text };
}

/** The role in `{{role "system"}}`. */
function roleName(
  { text }: PromptDocument,
  { tokens }: SyntaxTag,
  offset: number,
  { say }: LanguageContext,
): Said | undefined {
  const token = tokens.find(({ start, end }) => start <= offset && offset <= end);
  const [helper] = tokens;
  if (token?.type !== 'string' || helper === undefined || text.slice(helper.start, helper.end) !== 'role')
    return undefined;
  const { start, end } = unquoted(text, token.start, token.end);
  const role = text.slice(start, end);
  return ROLES.has(role) ? { span: token, text: say(`about.role.${role}`) } : undefined;
}

const ROLES: ReadonlySet<string> = new Set(['system', 'user', 'model', 'tool']);

/** What a closing tag ends, with the tag that opened it. */
function closingTag(document: PromptDocument, tag: SyntaxTag, { say }: LanguageContext): Said | undefined {
  const open: SyntaxTag[] = [];
  for (const each of document.tags) {
    if (each.kind === 'close') {
      const opened = open.pop();
      if (each !== tag) continue;
      if (opened === undefined) return undefined;
      const line = document.positionAt(opened.start).line + 1;
      const opening = codeBlock(document.text.slice(opened.start, opened.end), 'handlebars');
      return { span: tag, text: `${opening}\n\n${say('language.hover.opened', { line })}` };
    }
    if (/^(?:open|inverse)/.test(each.kind)) open.push(each);
  }
  return undefined;
}
