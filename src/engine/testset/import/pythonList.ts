/** A text in Python's own notation: in single or double quotes, with backslashes. */
const TEXT = /^(?:'((?:[^'\\]|\\[\s\S])*)'|"((?:[^"\\]|\\[\s\S])*)")\s*/;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' };

/**
 * A list of texts as Python prints it (`['one', "it's two"]`), which is how data frames write lists into CSV.
 * @returns undefined where the text is no such list
 */
export function pythonTexts(text: string): string[] | undefined {
  let rest = text.trim();
  if (!rest.startsWith('[') || !rest.endsWith(']')) return undefined;
  rest = rest.slice(1, -1).trim();
  const texts: string[] = [];
  while (rest !== '') {
    const match = TEXT.exec(rest);
    if (match === null) return undefined;
    texts.push(unescaped(match[1] ?? match[2] ?? ''));
    rest = rest.slice(match[0].length);
    // Arrays of numpy print their items without commas.
    if (rest.startsWith(',')) rest = rest.slice(1).trimStart();
  }
  return texts;
}

function unescaped(text: string): string {
  return text.replace(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([\s\S]))/gi, (_, x, u, long, one) => {
    const code = x ?? u ?? long;
    if (code === undefined) return ESCAPES[one] ?? one;
    const point = Number.parseInt(code, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '\uFFFD';
  });
}
