import { mapAt } from '../index/promptFacts';
import { type PromptFix, replacing } from './fix';
import { frontmatterWith, frontmatterWithout } from './frontmatterEdits';
import { blockEntry, columnOf, isFlow, lineBreakOf, lineStart, type NewEntry, nextLine, stepOf } from './mapEdits';

/** A key of the frontmatter goes where it is read, with its value as it is written. */
export const moveKey: PromptFix = ({ args }, document) => {
  const place = String(args?.place ?? '');
  const [parent = '', name = ''] = place.split('.');
  const entry = mapAt(document.frontmatter(), []).find(({ key }) => key === args?.key);
  if (entry === undefined || mapAt(document.frontmatter(), [parent]).some(({ key }) => key === name)) return [];
  const { text } = document;
  const { value } = entry;
  const written = text.slice(value.start, value.end);
  const isBlock = value.kind !== 'scalar' && !isFlow(value, text);
  if (!isBlock && /[\r\n]/.test(written)) return [];
  const column = columnOf(text, value.start);
  const lines = written.split(/\r\n|\r|\n/).map((line, index) => (index === 0 ? line : line.slice(column)));
  const moved: NewEntry = [name, isBlock ? { block: lines } : written];
  const title = { args: { text: place } };
  const root = mapAt(document.frontmatter(), []);
  if (root.some(({ key }) => key === parent)) {
    const added = frontmatterWith(document, [parent], [moved]);
    const removed = frontmatterWithout(document, [[entry.key]]);
    return added === undefined ? [] : [replacing(document, 'fix.move', [...removed, added], title)];
  }
  // It takes its place with it.
  const start = lineStart(text, entry.keyStart);
  if (start !== entry.keyStart) return [];
  const wrapped = blockEntry([parent, [moved]], stepOf(text)).join(lineBreakOf(text));
  return [replacing(document, 'fix.move', [{ start, end: value.end, text: wrapped }], title)];
};

/** `output: { format: json }` is added, in the style of the frontmatter. */
export const addJsonFormat: PromptFix = (_, document) => {
  const added = frontmatterWith(document, ['output'], [['format', 'json']]);
  return added === undefined
    ? []
    : [replacing(document, 'fix.add', [added], { args: { text: 'output.format: json' } })];
};

/** What looks like frontmatter in a partial goes, fences and all. */
export const removeFrontmatter: PromptFix = ({ range }, document) => {
  const { start, end } = document.span(range);
  const replaced = [{ start, end: nextLine(document.text, end), text: '' }];
  return [replacing(document, 'fix.remove-frontmatter', replaced)];
};

/** The fence that is missing is written behind the last line that looks like keys and values. */
export const closeFrontmatter: PromptFix = ({ range }, document) => {
  const { text } = document;
  let at = nextLine(text, document.span(range).start);
  for (let next = at; next < text.length; next = nextLine(text, next)) {
    const line = text.slice(next, nextLine(text, next));
    if (!/^(?:[\w."'()?*-]+[ \t]*:(?:\s|$)|[ \t]+\S|-\s|#)/.test(line)) break;
    at = next + line.length;
  }
  const lineBreak = lineBreakOf(text);
  const fence = /[\r\n]$/.test(text.slice(0, at)) ? `---${lineBreak}` : `${lineBreak}---${lineBreak}`;
  return [replacing(document, 'fix.close', [{ start: at, end: at, text: fence }], { args: { text: '---' } })];
};
