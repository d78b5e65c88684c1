/** Names of tags in which models think aloud. */
const TAG = 'think|thinking|thought|thoughts|scratchpad|reflection|inner_monologue|seed:think';

/** A block that is opened at the start of a line; in a sentence such a word is only mentioned. */
const BLOCK = new RegExp(`(^|\\n)[ \\t]*(?:<(${TAG})\\b[^<>\\n]*>|\\[(THINK)\\]|◁(think)▷)`, 'gi');

/** gpt-oss's channels: only what is said in the last one, `final`, is the reply. */
const CHANNEL = /<\|channel\|>\s*(\w+)[^<]*<\|message\|>/g;

/**
 * Removes what a model thought before it replied.
 * @returns the reply alone; undefined where a thought is never closed: then the reply was cut off before it began
 */
export function withoutThoughts(text: string): string | undefined {
  const channelled = lastChannel(text);
  if (channelled === undefined) return undefined;
  let rest = afterOrphanedClose(channelled);
  BLOCK.lastIndex = 0;
  for (let open = BLOCK.exec(rest); open !== null; open = BLOCK.exec(rest)) {
    const name = (open[2] ?? open[3] ?? open[4] ?? '').toLowerCase();
    const start = open.index + (open[1] ?? '').length;
    const close = closeOf(rest, name, open.index + open[0].length);
    if (close === undefined) return undefined;
    rest = `${rest.slice(0, start)}${rest.slice(close)}`;
    BLOCK.lastIndex = Math.max(0, start - 1);
  }
  return rest;
}

/** The end of a block, with blocks of the same name inside of it. */
function closeOf(text: string, name: string, from: number): number | undefined {
  const tags = new RegExp(`<(/?)${name}\\b[^<>\\n]*>|\\[(/?)${name}\\]|◁(/?)${name}▷`, 'gi');
  tags.lastIndex = from;
  let depth = 1;
  for (let tag = tags.exec(text); tag !== null; tag = tags.exec(text)) {
    const closes = (tag[1] || tag[2] || tag[3]) === '/';
    depth += closes ? -1 : 1;
    if (depth === 0) return tag.index + tag[0].length;
  }
  return undefined;
}

/** Some chat templates open the thought themselves, so that the reply holds only its end. */
function afterOrphanedClose(text: string): string {
  const close = /<\/(?:think|thinking)>/i.exec(text);
  if (close === null) return text;
  const before = text.slice(0, close.index);
  return /<(?:think|thinking)\b/i.test(before) ? text : text.slice(close.index + close[0].length);
}

function lastChannel(text: string): string | undefined {
  const channels = [...text.matchAll(CHANNEL)];
  const last = channels.at(-1);
  if (last === undefined) return text;
  if (last[1] !== 'final') return undefined;
  return text.slice(last.index + last[0].length).replace(/<\|(?:end|return)\|>[\s\S]*$/, '');
}
