/** Other formats that use the ending `.prompt`. */
export interface DialectSign {
  code: 'prompt.dialect-continue' | 'prompt.dialect-humanloop';
  /** Place of the sign, as offsets in the text. */
  start: number;
  end: number;
}

const ROLE_TAG = /^[ \t]*<(system|user|assistant)(?:\s[^<>]*)?>/m;
/** Continue: keys (their values over several lines too), one line of dashes, then the prompt. */
const CONTINUE =
  /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*[\w-]+[ \t]*:[^\n]*\r?\n(?:[\w-]+[ \t]*:[^\n]*\r?\n|(?:[ \t]|- |#)[^\n]*\r?\n|\r?\n)*---[ \t]*(?:\r?\n|$)/;
const CONTINUE_KEYS = /^(?:name|version|description|temperature|maxTokens|topP|topK|model|stop|invokable)[ \t]*:/m;
/** Humanloop has sampling settings beside `model`, not below `config`. */
const FLAT_SETTING =
  /^(?:temperature|max_tokens|top_p|stop|presence_penalty|frequency_penalty|provider|endpoint|response_format)[ \t]*:/m;

/** Looks for the signs of another tool's format, before anything in it is called a mistake. */
export function dialectSign(
  text: string,
  frontmatter: { start: number; end: number } | undefined,
  templateStart: number,
): DialectSign | undefined {
  if (frontmatter === undefined) {
    const preamble = CONTINUE.exec(text);
    if (preamble === null || !CONTINUE_KEYS.test(preamble[0])) return undefined;
    return { code: 'prompt.dialect-continue', start: 0, end: preamble[0].trimEnd().length };
  }
  const setting = FLAT_SETTING.exec(text.slice(frontmatter.start, frontmatter.end));
  if (setting === null) return undefined;
  const tag = ROLE_TAG.exec(text.slice(templateStart));
  if (tag === null) return undefined;
  const start = templateStart + tag.index;
  return { code: 'prompt.dialect-humanloop', start, end: start + tag[0].length };
}
