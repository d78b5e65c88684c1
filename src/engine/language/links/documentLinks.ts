import { resolve } from 'node:path';
import type { Range } from 'vscode-languageserver-types';
import { findPartial } from '../../prompt/promptSource';
import type { SourceNode } from '../../testset/sourceNode';
import { resolveInWorkspace } from '../../workspacePath';
import type { PromptDocument, Span } from '../document/promptDocument';
import type { TestSetDocument } from '../document/testSetDocument';
import { judgePlaces } from '../index/judgePlaces';
import { mapAt } from '../index/promptFacts';
import { unquoted } from '../index/testSetFacts';
import type { LanguageContext, LanguageDocument } from '../languageContext';

/** A place that leads to a file. */
export interface FileLink {
  range: Range;
  /** Absolute path of a file that is there. */
  file: string;
}

/**
 * The files that a document names: of a prompt its partials, its test set, its judges, and media that stands in the workspace; of
 * a test set its judges and the schemas of its checks. Only what is there, and inside of the workspace, is a link.
 */
export async function documentLinks(document: LanguageDocument, context: LanguageContext): Promise<FileLink[]> {
  const found =
    document.kind === 'prompt' ? promptNames(document.prompt, context) : testSetNames(document.testSet, context);
  const { file, range } = rangesOf(document.kind === 'prompt' ? document.prompt : document.testSet);
  const links = await Promise.all(
    found.map(async ({ span, name, target }): Promise<FileLink[]> => {
      const path = target === undefined ? await inWorkspace(name, file, context) : await target();
      return path === undefined ? [] : [{ range: range(span), file: path }];
    }),
  );
  return links.flat();
}

interface Name {
  name: string;
  span: Span;
  /** Where it leads, where it is not a path relative to its file. */
  target?: () => Promise<string | undefined>;
}

function rangesOf(document: PromptDocument | TestSetDocument): { file: string; range: (span: Span) => Range } {
  return { file: document.file, range: (span) => document.range(span) };
}

function promptNames(document: PromptDocument, context: LanguageContext): Name[] {
  const { file, text, names } = document;
  const partials = names.uses.flatMap((use): Name[] => {
    if (use.kind !== 'partial') return [];
    const { name, start, end } = use;
    return [{ name, span: { start, end }, target: () => findPartial(name, file, context) }];
  });
  const entries = mapAt(document.frontmatter(), []);
  const tests = entries.find(({ key }) => key === 'assay.tests')?.value;
  const judges = entries.find(({ key }) => key === 'assay.judges')?.value;
  return [
    ...partials,
    ...mediaNames(document),
    ...(tests === undefined ? [] : scalarName(tests, text)),
    ...(judges === undefined ? [] : judgeNames(judges, text, context)),
  ];
}

/** `{{media url="./cat.png"}}`: only what is written out can be a file. */
function mediaNames({ tags, text }: PromptDocument): Name[] {
  return tags.flatMap(({ tokens }): Name[] => {
    const [helper] = tokens;
    if (helper === undefined || text.slice(helper.start, helper.end) !== 'media') return [];
    return tokens.flatMap((token, index): Name[] => {
      const key = tokens[index - 2];
      if (token.type !== 'string' || key === undefined || text.slice(key.start, key.end) !== 'url') return [];
      const span = unquoted(text, token.start, token.end);
      return [{ name: text.slice(span.start, span.end), span }];
    });
  });
}

function testSetNames(document: TestSetDocument, context: LanguageContext): Name[] {
  const { text } = document;
  const judges = document.entry('judges')?.value;
  const checks = [document.entry('checks')?.value, ...document.cases().map(({ node }) => mapEntry(node, 'checks'))];
  return [
    ...(judges === undefined ? [] : judgeNames(judges, text, context)),
    ...checks.flatMap((list) => (list === undefined ? [] : schemaNames(list, text))),
  ];
}

function judgeNames(list: SourceNode, text: string, { judgesFolder, files }: LanguageContext): Name[] {
  return judgePlaces(list).map(({ name, start, end }): Name => {
    const span = unquoted(text, start, end);
    if (!/^[\w-]+$/.test(name)) return { name, span };
    const file = resolve(judgesFolder, `${name}.prompt`);
    return { name, span, target: async () => ((await files.stat(file))?.kind === 'file' ? file : undefined) };
  });
}

/** `json-schema: ./answer.schema.json`, also inside of groups. */
function schemaNames(list: SourceNode, text: string): Name[] {
  if (list.kind === 'list') return list.items.flatMap((item) => schemaNames(item, text));
  if (list.kind !== 'map') return [];
  return list.entries.flatMap(({ key, value }): Name[] => {
    if (/^(?:not-)?(?:json-schema|contains-json)$/.test(key)) return scalarName(value, text);
    return value.kind === 'scalar' ? [] : schemaNames(value, text);
  });
}

function mapEntry(node: SourceNode, key: string): SourceNode | undefined {
  return node.kind === 'map' ? node.entries.find((entry) => entry.key === key)?.value : undefined;
}

function scalarName(node: SourceNode, text: string): Name[] {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return [];
  return [{ name: node.value, span: unquoted(text, node.start, node.end) }];
}

async function inWorkspace(name: string, from: string, context: LanguageContext): Promise<string | undefined> {
  const found = await resolveInWorkspace(name, from, context);
  return 'file' in found ? found.file : undefined;
}
