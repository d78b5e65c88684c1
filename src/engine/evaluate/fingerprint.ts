import { createHash } from 'node:crypto';
import { canonicalJson } from './canonicalJson';

/** SHA-256 of any JSON value, as 64 hex digits: equal values give equal digests whatever the order of their keys. */
export function fingerprint(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
