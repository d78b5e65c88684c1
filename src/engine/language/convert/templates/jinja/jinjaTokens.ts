/** A stretch of a Jinja template. */
export type JinjaToken =
  | { kind: 'text'; text: string; start: number }
  | { kind: 'output' | 'statement' | 'comment'; inside: string; written: string; start: number };

const OPEN = /\{\{|\{%|\{#/g;
const CLOSES = { '{{': '}}', '{%': '%}', '{#': '#}' } as const;
const KINDS = { '{{': 'output', '{%': 'statement', '{#': 'comment' } as const;
const RAW = /^raw$/;
const END_OF_RAW = /\{%[-+]?\s*endraw\s*([-+]?)%\}/g;

/**
 * Divides a template of Jinja or Nunjucks, with the white space gone that `{%-` and `-%}` take away (jinja.palletsprojects.com,
 * "Template Designer Documentation"; mozilla/nunjucks, `src/lexer.js`). What is never closed is text.
 */
export function jinjaTokens(template: string): JinjaToken[] {
  const tokens: JinjaToken[] = [];
  let end = 0;
  let trimNext = false;
  const addText = (to: number, trimEnd: boolean) => {
    let text = template.slice(end, to);
    if (trimNext) text = text.trimStart();
    if (trimEnd) text = text.trimEnd();
    if (text !== '') tokens.push({ kind: 'text', text, start: end });
  };
  OPEN.lastIndex = 0;
  for (let match = OPEN.exec(template); match !== null; match = OPEN.exec(template)) {
    const open = match[0] as keyof typeof CLOSES;
    const close = closeOf(template, match.index + 2, CLOSES[open]);
    if (close < 0) break;
    const written = template.slice(match.index, close + 2);
    const [, left, inside = '', right] = /^..([-+]?)([\s\S]*?)([-+]?)..$/.exec(written) ?? [];
    addText(match.index, left === '-');
    end = close + 2;
    trimNext = right === '-';
    const plain = inside.trim();
    if (open === '{%' && RAW.test(plain)) {
      END_OF_RAW.lastIndex = end;
      const last = END_OF_RAW.exec(template);
      addText(last?.index ?? template.length, last?.[0].startsWith('{%-') ?? false);
      end = last === null ? template.length : last.index + last[0].length;
      trimNext = last?.[1] === '-';
    } else tokens.push({ kind: KINDS[open], inside: plain, written, start: match.index });
    OPEN.lastIndex = end;
  }
  addText(template.length, false);
  return tokens;
}

/** Where a tag closes: what stands in quotes closes nothing. */
function closeOf(template: string, from: number, close: string): number {
  if (close === '#}') return template.indexOf(close, from);
  let quote = '';
  for (let at = from; at < template.length; at++) {
    const sign = template.charAt(at);
    if (quote !== '') {
      if (sign === '\\') at++;
      else if (sign === quote) quote = '';
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (template.startsWith(close, at)) return at;
    else if (template.startsWith('{%', at) || template.startsWith('{{', at)) return -1;
  }
  return -1;
}
