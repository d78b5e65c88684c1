import { plainLine } from './plainText';

const LONGEST = 300;

/** A space without width, as an entity so that it is seen in the source. */
const GAP = '&#8203;';

/**
 * Text that stays text in Markdown, also in a cell of a table and where HTML is allowed: one line, cut where it is long.
 *
 * A backslash keeps GitHub from Markdown, not from looking in the text afterwards for people, issues and addresses, and a
 * model's answer must not call or link any: a gap without width after the sign does (as in renovatebot/renovate,
 * lib/util/markdown.ts). Nor does it keep what stands between two dollar signs from being a formula; a `span` does
 * (docs.github.com, Writing mathematical expressions).
 */
export function markdownText(text: string): string {
  return plainLine(text, LONGEST)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_{}[\]|#~!]/g, '\\$&')
    .replace(/[@#](?=\w)|:(?=\/\/)|\bwww(?=\.)|\bGH(?=-\d)/gi, `$&${GAP}`)
    .replaceAll('$', '<span>$</span>');
}
