/** Names of tags in which models think aloud. */
const TAG = 'think|thinking|thought|thoughts|scratchpad|reflection|inner_monologue|seed:think';

/** Some models mark the beginning and the end by tokens of their own: `<|begin_of_thought|>…<|end_of_thought|>`. */
const TOKEN_BLOCK =
  /<\|(?:begin_of_|start_of_)?(think|thinking|thought|thoughts)\|>([\s\S]*?)(?:<\|(?:end_of_|\/)(?:think|thinking|thought|thoughts)\|>|$)/gi;
const TOKEN_CLOSE = /<\|(?:end_of_|\/)\w+\|>$/i;

/** Tokens around what is said after the thoughts. */
const SOLUTION_TOKEN = /<\|(?:begin|end)_of_(?:solution|answer|response|output)\|>/gi;

/** A block counts where its opening tag begins or ends a line; in the midst of a sentence such a word is only mentioned. */
const BLOCK = new RegExp(`<(${TAG})\\b[^<>\\n]{0,80}>|\\[(THINK)\\]|◁(think)▷`, 'gi');

/** gpt-oss's channels: only what is said in the last one, `final`, is the reply. */
const CHANNEL = /<\|channel\|>\s*(\w+)[^<]*<\|message\|>/g;

/**
 * Removes what a model thought before it replied.
 * @returns the reply alone; undefined where a thought is never closed: then the reply was cut off before it began
 */
export function withoutThoughts(text: string): string | undefined {
  const channelled = lastChannel(text);
  if (channelled === undefined) return undefined;
  const tokens = [...channelled.matchAll(TOKEN_BLOCK)];
  if (tokens.some(([block]) => !TOKEN_CLOSE.test(block))) return undefined;
  return withoutBlocks(afterOrphanedClose(channelled.replace(TOKEN_BLOCK, '').replace(SOLUTION_TOKEN, '')));
}

/** Leaves out every block, in one pass: what has been passed over is never looked at again. */
function withoutBlocks(text: string): string | undefined {
  let reply = '';
  let from = 0;
  BLOCK.lastIndex = 0;
  for (let open = BLOCK.exec(text); open !== null; open = BLOCK.exec(text)) {
    const name = (open[1] ?? open[2] ?? open[3] ?? '').toLowerCase();
    const before = reply.slice(-80) + text.slice(Math.max(from, open.index - 80), open.index);
    const alone =
      /(?:^|\n)[ \t]*$/.test(before) || /[ \t]*(?:\n|$)/y.test(text.slice(BLOCK.lastIndex, BLOCK.lastIndex + 80));
    if (!alone) continue;
    const close = closeOf(text, name, BLOCK.lastIndex);
    if (close === undefined) return undefined;
    reply += text.slice(from, open.index);
    from = close;
    BLOCK.lastIndex = close;
  }
  return reply + text.slice(from);
}

/** The end of a block, with blocks of the same name inside of it. */
function closeOf(text: string, name: string, from: number): number | undefined {
  const tags = tagsOf(name);
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
  const behind = text.slice(close.index + close[0].length);
  // In the midst of a sentence the tag is only mentioned.
  if (/<(?:think|thinking)\b/i.test(before) || (/\S[ \t]$/.test(before) && /^[ \t]\S/.test(behind))) return text;
  return behind;
}

/** Made once a name: a reply may hold thousands of blocks. */
const TAGS_BY_NAME = new Map<string, RegExp>();

function tagsOf(name: string): RegExp {
  const known = TAGS_BY_NAME.get(name);
  if (known !== undefined) return known;
  const tags = new RegExp(`<(/?)${name}\\b[^<>\\n]{0,80}>|\\[(/?)${name}\\]|◁(/?)${name}▷`, 'gi');
  TAGS_BY_NAME.set(name, tags);
  return tags;
}

function lastChannel(text: string): string | undefined {
  const channels = [...text.matchAll(CHANNEL)];
  const last = channels.at(-1);
  if (last === undefined) return text;
  if (last[1] !== 'final') return undefined;
  return text.slice(last.index + last[0].length).replace(/<\|(?:end|return)\|>[\s\S]*$/, '');
}
