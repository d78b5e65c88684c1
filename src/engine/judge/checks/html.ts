import { badArgument, type Check, type CheckFinding } from './check';
import { excerpt } from './excerpt';
import { CLOSED_BY_OTHERS, type HtmlTag, htmlTags, isElement, VOID } from './htmlElements';

/** Longer outputs are searched up to here. */
const LONGEST = 500_000;

/**
 * The output is HTML and nothing else, a page or a fragment: no text outside of elements, only elements that HTML has, each
 * one closed that has to be (WHATWG HTML Standard, section "The HTML syntax").
 */
export const html: Check = {
  fault: (spec) => (spec.argument === undefined || spec.argument === true ? undefined : badArgument(spec, 'nothing')),
  run(_spec, { output }): CheckFinding {
    const fault = htmlFault(output.trim());
    if (fault === undefined) return { holds: true, args: {} };
    const { sentence, found = '' } = fault;
    return { holds: false, args: { found }, ...(sentence !== undefined && { sentence }) };
  },
};

/** Somewhere in the output stands an element of HTML: with its closing tag, or one that has none. */
export const containsHtml: Check = {
  fault: html.fault,
  run(_spec, { output }): CheckFinding {
    const open = new Set<string>();
    for (const tag of htmlTags(output.slice(0, LONGEST))) {
      if (tag.kind === 'doctype' || isVoid(tag)) return { holds: true, args: {} };
      if (tag.kind === 'open' && isElement(tag.name)) open.add(tag.name);
      if (tag.kind === 'close' && open.has(tag.name)) return { holds: true, args: {} };
    }
    return { holds: false, args: {} };
  },
};

/** `<br>`, or `<img src=…>`; `<input>` by itself is more often a place that somebody is to fill in. */
function isVoid({ kind, name, hasAttributes, closesItself }: HtmlTag): boolean {
  return kind === 'open' && VOID.has(name) && (hasAttributes || closesItself || /^(?:br|hr|wbr)$/.test(name));
}

/** What keeps a text from being HTML: the sentence's name after `check.html-`, and what it is about. */
function htmlFault(text: string): { sentence?: string; found?: string } | undefined {
  if (!/^<[a-z!]/i.test(text)) return text === '' || text.startsWith('<?') ? {} : outside(text);
  const open: string[] = [];
  /** Where `svg` or `math` stands among the open elements. */
  let foreign = Number.POSITIVE_INFINITY;
  let end = 0;
  let elements = 0;
  for (const tag of htmlTags(text)) {
    const between = open.length > 0 ? '' : withoutComments(text.slice(end, tag.start));
    if (between.trim() !== '') return outside(between);
    end = tag.end;
    if (tag.kind === 'doctype') continue;
    // Inside of a picture or a formula are other elements.
    const isForeign = foreign < open.length;
    if (!isForeign && !isElement(tag.name)) return { sentence: 'unknown', found: `<${tag.name}>` };
    if (tag.kind === 'close') {
      const last = open.findLastIndex((name) => name === tag.name || !CLOSED_BY_OTHERS.has(name));
      if (open[last] !== tag.name) return { sentence: 'unopened', found: `</${tag.name}>` };
      open.length = last;
      if (open.length <= foreign) foreign = Number.POSITIVE_INFINITY;
      continue;
    }
    elements++;
    const beginsForeign = /^(?:svg|math)$/.test(tag.name);
    if (VOID.has(tag.name) || (tag.closesItself && (isForeign || beginsForeign))) continue;
    if (beginsForeign && !isForeign) foreign = open.length;
    open.push(tag.name);
  }
  const unclosed = open.find((name) => !CLOSED_BY_OTHERS.has(name));
  if (unclosed !== undefined) return { sentence: 'unclosed', found: `<${unclosed}>` };
  const rest = withoutComments(text.slice(end));
  if (open.length === 0 && rest.trim() !== '') return outside(rest);
  return elements > 0 ? undefined : {};
}

function outside(text: string): { sentence: string; found: string } {
  return { sentence: 'outside', found: excerpt(text) };
}

function withoutComments(text: string): string {
  let kept = '';
  let at = 0;
  for (let start = text.indexOf('<!--'); start >= 0; start = text.indexOf('<!--', at)) {
    const end = text.indexOf('-->', start + 4);
    if (end < 0) break;
    kept += text.slice(at, start);
    at = end + 3;
  }
  return kept + text.slice(at);
}
