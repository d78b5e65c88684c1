/** An element of text: `<name attributes>inside</name>`, or `<name attributes />` with nothing inside. */
export interface TextElement {
  name: string;
  attributes: string;
  inside: string;
  start: number;
  end: number;
}

/**
 * The elements with one of the names, one after another; what is inside of one is its own. An element that is never closed
 * is text.
 */
export function elementsIn(text: string, names: readonly string[]): TextElement[] {
  const open = new RegExp(`<(${names.join('|')})(\\s[^<>]*?)?(/?)>`, 'g');
  const found: TextElement[] = [];
  /** Names that are closed nowhere from here on: looking again each time would take long. */
  const unclosed = new Set<string>();
  for (let match = open.exec(text); match !== null; match = open.exec(text)) {
    const [written, name = '', attributes = '', empty] = match;
    const from = match.index + written.length;
    if (empty === '/') {
      found.push({ name, attributes, inside: '', start: match.index, end: from });
      continue;
    }
    const close = unclosed.has(name) ? -1 : text.indexOf(`</${name}>`, from);
    if (close < 0) {
      unclosed.add(name);
      continue;
    }
    const end = close + name.length + 3;
    found.push({ name, attributes, inside: text.slice(from, close), start: match.index, end });
    open.lastIndex = end;
  }
  return found;
}
