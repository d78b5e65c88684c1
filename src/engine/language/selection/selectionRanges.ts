import type { Position, SelectionRange } from 'vscode-languageserver-types';
import type { SourceNode } from '../../testset/sourceNode';
import type { PromptDocument, Span } from '../document/promptDocument';
import type { TestSetDocument } from '../document/testSetDocument';
import type { LanguageDocument } from '../languageContext';
import { messageSpans } from '../symbols/messageSpans';

/** What a selection grows to, step by step: a name, its path, the tag, the block, the message, the template, the file. */
export function selectionRange(document: LanguageDocument, position: Position): SelectionRange {
  const shown = document.kind === 'prompt' ? document.prompt : document.testSet;
  const offset = shown.offsetAt(position);
  const spans = document.kind === 'prompt' ? promptSpans(document.prompt, offset) : testSetSpans(document.testSet);
  const whole = { start: 0, end: shown.text.length };
  const around = [...spans, { start: offset, end: offset }, whole]
    .filter(({ start, end }) => start <= offset && offset <= end)
    .sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  let range: SelectionRange | undefined;
  for (const span of around) {
    const outer = range?.range;
    const next = shown.range(span);
    // Each step has to be inside of the one before; what only overlaps is none.
    if (outer !== undefined && (isBefore(next.start, outer.start) || isBefore(outer.end, next.end))) continue;
    if (outer !== undefined && same(outer, next)) continue;
    range = { range: next, ...(range && { parent: range }) };
  }
  return range ?? { range: shown.range(whole) };
}

function promptSpans(document: PromptDocument, offset: number): Span[] {
  const { template, yaml, tags, names, text } = document;
  if (yaml !== undefined && offset <= yaml.end) {
    const root = document.frontmatter();
    return [yaml, ...(root === undefined ? [] : nodeSpans(root, text))];
  }
  const tag = document.tagAt(offset);
  const tagSpans: Span[] = tag === undefined ? [] : [tag, { start: tag.innerStart, end: tag.innerEnd }, ...tag.tokens];
  const uses = tag === undefined ? [] : names.uses.filter((use) => use.start <= offset && offset <= use.end);
  return [
    template,
    ...messageSpans(document),
    ...blockSpansAt(tags, offset),
    ...tagSpans.map(({ start, end }) => ({ start, end })),
    ...uses.flatMap((use) => ('path' in use ? [use.path, use] : [use])),
    ...names.scopes.slice(1),
    ...(tag === undefined ? textSpans(text, template, offset) : []),
  ];
}

/** Blocks around an offset, with their tags. */
function blockSpansAt(tags: PromptDocument['tags'], offset: number): Span[] {
  const spans: Span[] = [];
  const open: number[] = [];
  for (const { kind, start, end } of tags) {
    if (kind === 'close' || kind === 'raw-close') {
      const from = open.pop();
      if (from !== undefined && from <= offset && offset <= end) spans.push({ start: from, end });
    } else if (/^(?:open|inverse|raw-open)/.test(kind)) open.push(start);
  }
  return spans;
}

/** The word, the line and the paragraph in plain text. */
function textSpans(text: string, { start, end }: Span, offset: number): Span[] {
  const spans: Span[] = [];
  for (const border of [/\s/, /[\r\n]/]) {
    let [from, to] = [offset, offset];
    while (from > start && !border.test(text[from - 1] ?? ' ')) from--;
    while (to < end && !border.test(text[to] ?? ' ')) to++;
    spans.push({ start: from, end: to });
  }
  const before = /(?:^|\r?\n[^\S\r\n]*\r?\n)((?:(?!\r?\n[^\S\r\n]*\r?\n)[\s\S])*)$/.exec(text.slice(start, offset));
  const after = /\r?\n[^\S\r\n]*\r?\n/.exec(text.slice(offset, end));
  spans.push({ start: offset - (before?.[1]?.length ?? 0), end: after === null ? end : offset + after.index });
  return spans;
}

function testSetSpans(document: TestSetDocument): Span[] {
  const root = document.root();
  if (root !== undefined) return nodeSpans(root, document.text);
  return document.cases().flatMap(({ node }) => nodeSpans(node, document.text));
}

function nodeSpans(node: SourceNode, text: string): Span[] {
  const spans: Span[] = [{ start: node.start, end: node.end }];
  if (/["']/.test(text[node.start] ?? '')) spans.push({ start: node.start + 1, end: node.end - 1 });
  if (node.kind === 'list') for (const item of node.items) spans.push(...nodeSpans(item, text));
  if (node.kind === 'map') {
    for (const { keyStart, keyEnd, value } of node.entries) {
      spans.push({ start: keyStart, end: keyEnd }, ...nodeSpans(value, text));
      if (value.start >= keyEnd) spans.push({ start: keyStart, end: Math.max(keyEnd, value.end) });
    }
  }
  return spans;
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

function same(a: SelectionRange['range'], b: SelectionRange['range']): boolean {
  return (
    !isBefore(a.start, b.start) && !isBefore(b.start, a.start) && !isBefore(a.end, b.end) && !isBefore(b.end, a.end)
  );
}
