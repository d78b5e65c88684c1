/** Elements of HTML, obsolete ones left out (WHATWG HTML Standard, "Index of elements"). */
const ELEMENTS = new Set(
  (
    'a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption cite code col colgroup ' +
    'data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 ' +
    'head header hgroup hr html i iframe img input ins kbd label legend li link main map mark math menu meta meter nav ' +
    'noscript object ol optgroup option output p picture pre progress q rp rt ruby s samp script search section select ' +
    'selectedcontent slot small source span strong style sub summary sup svg table tbody td template textarea tfoot th ' +
    'thead time title tr track u ul var video wbr'
  ).split(' '),
);

/** They have no content and no closing tag (section "Void elements"). */
export const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));

/** Their closing tag may be left out (section "Optional tags"). */
export const CLOSED_BY_OTHERS = new Set(
  'html head body li dt dd p rt rp optgroup option colgroup caption thead tbody tfoot tr td th'.split(' '),
);

/** Whatever stands in them is text up to their closing tag. */
const RAW = new Set(['script', 'style', 'textarea', 'title']);

/** Whether HTML has such an element; a name with a hyphen is somebody's own (section "Custom elements"). */
export function isElement(name: string): boolean {
  return ELEMENTS.has(name) || /^[a-z][^\s/>]*-/.test(name);
}

/** A tag as it stands in a text; names in small letters. */
export interface HtmlTag {
  kind: 'open' | 'close' | 'doctype';
  name: string;
  /** `<br/>` */
  closesItself: boolean;
  /** Whether anything but the name stands in it. */
  hasAttributes: boolean;
  start: number;
  end: number;
}

/** The tags of a text in their order; comments, and what stands in elements like `script`, are passed over. */
export function* htmlTags(text: string): Generator<HtmlTag> {
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at + 4);
      if (end < 0) return;
      at = end + 3;
      continue;
    }
    const name = /^<(\/?)([A-Za-z][^\s/>]{0,100})|^<(!)(doctype)(?=[\s>])/i.exec(text.slice(at, at + 110));
    const end = name === null ? -1 : endOfTag(text, at + name[0].length);
    if (name === null || end < 0) {
      at++;
      continue;
    }
    const inside = text.slice(at + name[0].length, end - 1);
    const tag: HtmlTag = {
      kind: name[3] === '!' ? 'doctype' : name[1] === '/' ? 'close' : 'open',
      name: (name[2] ?? name[4] ?? '').toLowerCase(),
      closesItself: inside.endsWith('/'),
      hasAttributes: /[^\s/]/.test(inside),
      start: at,
      end,
    };
    yield tag;
    at = end;
    if (tag.kind === 'open' && RAW.has(tag.name)) {
      const close = text.slice(at).search(new RegExp(`</${tag.name}[\\s/>]`, 'i'));
      if (close < 0) return;
      at += close;
    }
  }
}

/** Past the `>` that ends a tag, those in quotes aside; -1 where there is none. */
function endOfTag(text: string, from: number): number {
  let quote = '';
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '>') return at + 1;
    else if ((character === '"' || character === "'") && text.charAt(at - 1) === '=') quote = character;
    else if (character === '<') return -1;
  }
  return -1;
}
