/** An expression that is tried in time that grows with the text alone, whatever the expression. */
export interface LinearRegex {
  /** Whether it matches anywhere in the text. */
  test(text: string): boolean;
}

/**
 * Compiles regular expressions that somebody else wrote. The engine is RE2's, because JavaScript's own takes
 * exponential time for some: look-around and back references do not exist in it. JavaScript's ways of writing code points
 * (`\u4e00`) and named groups are understood.
 * @returns a function from a pattern and its flags (`i`, `m`, `s`; others change nothing) to the expression; it throws an
 *   `Error` with the engine's words where the pattern cannot be used
 */
export async function linearRegexes(): Promise<(pattern: string, flags?: string) => LinearRegex> {
  const { RE2JS } = await import('re2js');
  return (pattern, flags = '') => {
    let bits = 0;
    if (flags.includes('i')) bits |= RE2JS.CASE_INSENSITIVE;
    if (flags.includes('m')) bits |= RE2JS.MULTILINE;
    if (flags.includes('s')) bits |= RE2JS.DOTALL;
    const expression = RE2JS.compile(RE2JS.translateRegExp(pattern), bits);
    return { test: (text) => expression.matcher(text).find() };
  };
}
