import { createHash } from 'node:crypto';

/** Bytes of UTF-8 that a part of a name may take: both parts with what is between and behind stay below 255. */
const LONGEST = { prompt: 120, person: 60 };

/**
 * The name of the file that one person's labels of one prompt are in: `answer.prompt-1f0c2ab3--Ada-5e3b90d1.jsonl`.
 *
 * A file for each person, because two people who append to the end of one file are in conflict for git, and a forge that
 * merges on its server knows no merge driver that would solve it. Digests keep the names apart where letters are lost or
 * differ only by case.
 */
export function labelFile(prompt: string, by: string): string {
  return `${named(prompt, LONGEST.prompt)}--${named(personName(by), LONGEST.person, by)}.jsonl`;
}

/** The name of `Ada <ada@example.com>`, without the address. */
export function personName(by: string): string {
  const name = by.replace(/\s*<[^<>]*>\s*$/, '').trim();
  return name === '' ? by : name;
}

/** A readable part of a file name for a text, and what tells the text apart from others that read the same. */
function named(shown: string, longest: number, identity = shown): string {
  const digest = createHash('sha256').update(identity.normalize('NFC'), 'utf8').digest('hex').slice(0, 8);
  const safe = shown
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}._]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return `${cut(safe, longest)}-${digest}`.replace(/^-/, '');
}

function cut(text: string, bytes: number): string {
  let length = 0;
  let kept = '';
  for (const character of text) {
    length += Buffer.byteLength(character);
    if (length > bytes) break;
    kept += character;
  }
  return kept;
}
