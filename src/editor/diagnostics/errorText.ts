import type { RunError } from '../../engine/judge/score';
import { sentence, words } from '../words';

/** What went wrong on the way to a model: the plain words for it, and the server's own. */
export function errorText({ kind, message, origin }: RunError): string {
  return sentence(`run.error-${kind}`, { message, origin: origin ?? words('editor.the-provider') });
}
