import { createHash } from 'node:crypto';

/** What tells outputs apart: SHA-256 of the text in UTF-8, 64 hex digits. */
export function outputDigest(output: string): string {
  return createHash('sha256').update(output, 'utf8').digest('hex');
}
