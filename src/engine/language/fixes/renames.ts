import { settingOf } from '../diagnostics/rules/configValues';
import { mapAt } from '../index/promptFacts';
import type { PathUse } from '../names/templateNames';
import { blocksOf } from './blocks';
import { type PromptFix, type Proposal, replacing } from './fix';
import { yamlKey } from './mapEdits';
import { pathText } from './pathText';

/** A key of the frontmatter becomes the one that was meant. */
export const renameKey: PromptFix = ({ args, range }, document) => {
  const suggestion = String(args?.suggestion ?? '');
  const title = { args: { text: suggestion } };
  return [replacing(document, 'fix.replace', [{ ...document.span(range), text: yamlKey(suggestion) }], title)];
};

/** A variable, or a field of one, becomes the one that was meant. */
export const renameVariable: PromptFix = ({ args, range }, document) => {
  const suggestion = String(args?.suggestion ?? '');
  // Where nothing is near, all that there are stand in its place.
  if (suggestion === '' || suggestion.includes(', ')) return [];
  const { start, end } = document.span(range);
  const use = document.names.uses.find(
    (each): each is PathUse => 'path' in each && each.path.start <= start && start < each.path.end,
  );
  if (use === undefined) return [];
  // Out of the item and to the variable, whatever led into the item: `this.question`.
  const [root, name] = suggestion.startsWith('@root.')
    ? ['@root.', suggestion.slice('@root.'.length)]
    : ['', suggestion];
  const isQuoted = /["']/.test(document.text[start - 1] ?? '');
  const text = isQuoted && root === '' ? name : root + pathText(name);
  // A judge's problem is at the whole path.
  const segment = [use, ...use.rest].find((each) => each.start >= start && each.end <= end) ?? { start, end };
  const place = { start: root === '' ? segment.start : use.path.start, end: segment.end };
  return [replacing(document, 'fix.replace', [{ ...place, text }], { args: { text: suggestion } })];
};

/** A helper becomes the one that was meant, also where its block ends. */
export const renameHelper: PromptFix = ({ args, range }, document) => {
  const text = String(args?.suggestion ?? '');
  const { start, end } = document.span(range);
  const name = document.text.slice(start, end);
  const places = [{ start, end, text }];
  const block = blocksOf(document).find(({ open }) => open.start < start && start < open.end);
  const closing = block?.name === name ? block.close?.tokens[0] : undefined;
  if (closing !== undefined) places.push({ start: closing.start, end: closing.end, text });
  return [replacing(document, 'fix.replace', places, { args: { text } })];
};

/** A model becomes the one that was meant. */
export const renameModel: PromptFix = ({ args, range }, document) => {
  const text = String(args?.suggestion ?? '');
  return [replacing(document, 'fix.replace', [{ ...document.span(range), text }], { args: { text } })];
};

/** A type of Picoschema becomes the one that was meant. */
export const renameType: PromptFix = ({ args, range }, document) => {
  const written = String(args?.name ?? '');
  const suggestion = TYPES[written.toLowerCase()];
  if (suggestion === undefined) return [];
  const { start, end } = document.span(range);
  const at = document.text.slice(start, end).lastIndexOf(written);
  if (at < 0) return [];
  const place = { start: start + at, end: start + at + written.length };
  return [replacing(document, 'fix.replace', [{ ...place, text: suggestion }], { args: { text: suggestion } })];
};

/** What types are called elsewhere, and words that are nearly one. */
const TYPES: Readonly<Record<string, string>> = {
  str: 'string',
  text: 'string',
  strng: 'string',
  sting: 'string',
  int: 'integer',
  interger: 'integer',
  float: 'number',
  double: 'number',
  num: 'number',
  bool: 'boolean',
  unknown: 'any',
  object: 'any',
};

/** A setting of `config` in quotes loses them; one outside of its range goes to the nearer end. */
export const settingValue: PromptFix = ({ code, args, range }, document): Proposal[] => {
  const entry = mapAt(document.frontmatter(), ['config']).find(({ key }) => key === args?.key);
  if (entry?.value.kind !== 'scalar') return [];
  const { value } = entry.value;
  const text =
    code === 'prompt.config-type'
      ? unquotedNumber(value, entry.key, String(args?.wanted))
      : nearerEnd(value, args ?? {});
  if (text === undefined) return [];
  return [replacing(document, 'fix.replace', [{ ...document.span(range), text }], { args: { text } })];
};

function unquotedNumber(value: unknown, key: string, wanted: string): string | undefined {
  const text = String(value).trim();
  if (wanted === 'boolean') return /^(?:true|false)$/i.test(text) ? text.toLowerCase() : undefined;
  const pattern = wanted === 'integer' ? /^-?\d+$/ : /^-?\d+(?:\.\d+)?$/;
  if ((wanted !== 'integer' && wanted !== 'number') || !pattern.test(text)) return undefined;
  const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = settingOf(key) ?? {};
  return Number(text) >= least && Number(text) <= most ? text : undefined;
}

function nearerEnd(value: unknown, { least, most }: Record<string, string | number>): string | undefined {
  if (typeof value !== 'number') return undefined;
  return String(value < Number(least) || most === undefined ? least : most);
}
