import { join } from 'node:path';
import type { ModelReply } from '../model/provider';

/**
 * A pack: the replies that one run has added to the cache. Two files, both only ever appended to, by one process:
 * `NAME.jsonl` with a reply a line, and `NAME.keys` with the key of each, so that what there is can be told without
 * reading it all.
 */
export interface PackFiles {
  replies: string;
  keys: string;
}

const KEYS_ENDING = '.keys';
const KEY = /^[0-9a-f]{64}$/;

export function packFiles(folder: string, name: string): PackFiles {
  return { replies: join(folder, `${name}.jsonl`), keys: join(folder, name + KEYS_ENDING) };
}

/** The names of the packs among the names of a folder's files, the oldest first. */
export function packNames(fileNames: readonly string[]): string[] {
  return fileNames
    .filter((name) => name.endsWith(KEYS_ENDING))
    .map((name) => name.slice(0, -KEYS_ENDING.length))
    .sort();
}

/** The keys in the text of a `.keys` file; a torn or damaged line is left out. */
export function keysIn(text: string): string[] {
  return text.split('\n').filter((line) => KEY.test(line));
}

/** A reply as a line of a pack. */
export function replyLine(key: string, reply: ModelReply): string {
  return `${JSON.stringify({ schema: 1, key, reply })}\n`;
}

/** Where a line's key is, without parsing the line; undefined where it is no line of a pack. */
export function keyOfLine(line: string): string | undefined {
  const key = line.slice(LINE_START.length, LINE_START.length + 64);
  return line.startsWith(LINE_START) && KEY.test(key) ? key : undefined;
}

const LINE_START = '{"schema":1,"key":"';

/** The reply in a line; undefined where the line is torn or damaged. */
export function replyInLine(line: string): ModelReply | undefined {
  let reply: Partial<ModelReply> | undefined;
  try {
    reply = JSON.parse(line).reply;
  } catch {
    return undefined;
  }
  const whole =
    typeof reply?.text === 'string' &&
    Array.isArray(reply.toolCalls) &&
    typeof reply.finishReason === 'string' &&
    typeof reply.latencyMs === 'number';
  return whole ? (reply as ModelReply) : undefined;
}
