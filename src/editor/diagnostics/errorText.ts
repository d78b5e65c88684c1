import type { RunError } from '../../engine/judge/score';
import { sentence, words } from '../words';

/** What went wrong on the way to a model, in the server's own words, and what to do about it. */
export function errorText({ kind, message, origin, status }: RunError): string {
  const remedy = sentence(`editor.error.${kind}`, {
    origin: origin ?? words('editor.the-provider'),
    status: status ?? '',
  });
  const known = !remedy.startsWith('editor.error.');
  if (!known) return message;
  return message === '' ? remedy : `${remedy} (${message})`;
}
