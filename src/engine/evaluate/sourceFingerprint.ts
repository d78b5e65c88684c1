import type { PromptSource } from '../prompt/promptFile';
import { withLf } from '../text/lineBreaks';
import { fingerprint } from './fingerprint';

/** Digest of a prompt with everything that it includes, wherever it is. */
export function sourceFingerprint({ text, partials }: PromptSource): string {
  const included = [...partials].map(([name, partial]) => [name, withLf(partial.text)]);
  return fingerprint([withLf(text), included.sort(([a = ''], [b = '']) => (a < b ? -1 : 1))]);
}
