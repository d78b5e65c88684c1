import equal from 'fast-deep-equal';
import type { TextEdit } from 'vscode-languageserver-types';
import { createHandlebars } from '../../prompt/handlebarsEngine';
import type { PromptDocument } from '../document/promptDocument';
import { formatFrontmatter } from './formatFrontmatter';
import { formatTag } from './formatTag';

const parser = createHandlebars();

/**
 * The edits that format a prompt: its frontmatter as YAML, and its tags inside of their braces. No character of a message
 * changes: the template after it has to parse to the same tree as before, white space between tags included, or it stays as
 * it was. A second formatting changes nothing.
 */
export function formatPrompt(document: PromptDocument): TextEdit[] {
  const { text, yaml } = document;
  const edits: TextEdit[] = [];
  if (yaml !== undefined) {
    const written = text.slice(yaml.start, yaml.end);
    const formatted = formatFrontmatter(written);
    if (formatted !== written) edits.push({ range: document.range(yaml), newText: formatted });
  }
  return [...edits, ...templateEdits(document)];
}

function templateEdits(document: PromptDocument): TextEdit[] {
  const { text, template, tags } = document;
  if ((document.syntax?.faults.length ?? 1) > 0) return [];
  const edits: TextEdit[] = [];
  let after = '';
  let from = template.start;
  for (const tag of tags) {
    const written = text.slice(tag.start, tag.end);
    const formatted = formatTag(tag, text);
    if (formatted !== written) edits.push({ range: document.range(tag), newText: formatted });
    after += text.slice(from, tag.start) + formatted;
    from = tag.end;
  }
  after += text.slice(from, template.end);
  return edits.length > 0 && rendersTheSame(text.slice(template.start, template.end), after) ? edits : [];
}

/** Whether two templates are the same to the engine that renders them. */
function rendersTheSame(before: string, after: string): boolean {
  try {
    return equal(withoutPlaces(parser.parse(before)), withoutPlaces(parser.parse(after)));
  } catch {
    return false;
  }
}

function withoutPlaces(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutPlaces);
  if (typeof node !== 'object' || node === null) return node;
  // The text of a comment, and what a piece of text was before white space control, render nothing.
  const isComment = (node as { type?: string }).type === 'CommentStatement';
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => key !== 'loc' && key !== 'original' && !(isComment && key === 'value'))
      .map(([key, value]) => [key, withoutPlaces(value)]),
  );
}
