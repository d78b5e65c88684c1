import { createHash } from 'node:crypto';

/**
 * The id that git gives a text as a blob (SHA-1 repositories), with line breaks as LF: so a file has one id whether or
 * not git converts its line breaks on the way into the work tree.
 * @see https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
 */
export function blobId(text: string): string {
  const content = Buffer.from(text.replaceAll('\r\n', '\n'), 'utf8');
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
}
