/** Forms outside of the full-width block, each with what it is read as: one UTF-16 unit for one. */
const OTHER_FORMS: Readonly<Record<string, string>> = {
  '\u3000': ' ', // ideographic space
  '\u00A0': ' ', // no-break space
  '\u202F': ' ', // narrow no-break space
  '\u2009': ' ', // thin space
  '\uFEFF': ' ', // byte order mark
  '\u200B': ' ', // zero-width space
  '\u2060': ' ', // word joiner
  '\u200E': ' ', // direction marks
  '\u200F': ' ',
  '\u2028': '\n', // line and paragraph separators
  '\u2029': '\n',
  '\u2212': '-', // minus sign
  '\u2010': '-', // hyphens
  '\u2011': '-',
  '\u2012': '-', // figure dash
  '\u301C': '~', // wave dash
  '\uFE55': ':', // small colon
};

const FORMS = new RegExp(`[\uFF01-\uFF5E${Object.keys(OTHER_FORMS).join('')}]`, 'g');

/**
 * A text with full-width forms made half-width, one UTF-16 unit for one, so that a place found here is the same place in
 * the original: `４／５：` becomes `4/5:`. Spaces of every width, minus signs and tildes are made plain as well.
 */
export function halfWidth(text: string): string {
  return text.replace(FORMS, (form) => OTHER_FORMS[form] ?? String.fromCharCode(form.charCodeAt(0) - 0xfee0));
}
