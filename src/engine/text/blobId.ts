import { createHash } from 'node:crypto';
import { withLf } from './lineBreaks';

/**
 * The id that git gives a blob, of SHA-1 repositories unless another kind is said. A text is taken with its line breaks as LF: so a file has one id
 * whether or not git converts its line breaks on the way into the work tree; bytes are taken as they are.
 * @see https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
 */
export function blobId(text: string | Uint8Array, algorithm: 'sha1' | 'sha256' = 'sha1'): string {
  const content = typeof text === 'string' ? Buffer.from(withLf(text), 'utf8') : text;
  return createHash(algorithm).update(`blob ${content.length}\0`).update(content).digest('hex');
}
