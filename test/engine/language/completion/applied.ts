import assert from 'node:assert/strict';
import { type CompletionItem, InsertTextFormat, type TextEdit } from 'vscode-languageserver-types';
import { CURSOR, languageWorkspace, textIn, WORKSPACE } from '../languageWorkspace';

export type Texts = Readonly<Record<string, string>>;

/** What is offered at the cursor of a file, in the order in which an editor shows it before anything is typed. */
export async function itemsIn(texts: Texts, path = Object.keys(texts)[0] as string): Promise<CompletionItem[]> {
  const { service, text, cursor } = languageWorkspace(texts, { builtIn: true });
  await service.index(WORKSPACE).whole();
  const { items } = await service.completion(text(path), cursor(path));
  return items.sort((one, other) => ((one.sortText ?? '') < (other.sortText ?? '') ? -1 : 1));
}

export async function labelsIn(texts: Texts, path?: string): Promise<string[]> {
  return (await itemsIn(texts, path)).map(({ label }) => label);
}

/** The file after an item was chosen, with its places to fill in as they come. */
export async function chosen(texts: Texts, label: string, path = Object.keys(texts)[0] as string): Promise<string> {
  const items = await itemsIn(texts, path);
  const item = items.find((each) => each.label === label);
  assert.ok(item, `${label} is not offered; there are ${items.map((each) => each.label).join(', ')}`);
  return applied((texts[path] as string).replace(CURSOR, ''), item);
}

/** A text with an item in it, as an editor puts it there. */
export function applied(text: string, { textEdit, insertTextFormat }: CompletionItem): string {
  const { range, newText } = textEdit as TextEdit;
  const replaced = textIn(text, range);
  const starts = lineStarts(text);
  const lineStart = starts[range.start.line] ?? 0;
  const at = lineStart + range.start.character;
  // An editor gives the lines of an item the indentation of the line that it is put into.
  const indent = /^[ \t]*/.exec(text.slice(lineStart, at))?.[0] ?? '';
  const plain = insertTextFormat === InsertTextFormat.Snippet ? filledIn(newText) : newText;
  return `${text.slice(0, at)}${plain.replace(/\r\n|\n/g, (found) => found + indent)}${text.slice(at + replaced.length)}`;
}

/** A snippet with what stands in its places. */
function filledIn(snippet: string): string {
  return snippet.replace(
    /\\([\\$}])|\$\{\d+:((?:\\[\\$}]|[^}\\])*)\}|\$\{\d+\|((?:\\[\\,|]|[^|\\,])*)(?:,(?:\\[\\,|]|[^|\\])*)?\|\}|\$\d+/g,
    (_, escaped?: string, example?: string, first?: string) =>
      escaped ?? example?.replace(/\\([\\$}])/g, '$1') ?? first?.replace(/\\([\\,|])/g, '$1') ?? '',
  );
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (const { index, 0: found } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + found.length);
  return starts;
}
