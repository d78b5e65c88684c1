import type { RunError } from '../judge/score';
import { ModelError, type ModelErrorKind } from '../model/provider';

/** Failures before any token was made, for which no endpoint asks money. */
const FREE: ReadonlySet<ModelErrorKind> = new Set([
  'auth',
  'quota',
  'rate-limit',
  'bad-request',
  'not-found',
  'forbidden',
  'too-large',
  'redirect',
  'no-key',
  'no-endpoint',
]);

/** A failure as a run records it. What is not a failure of the model is one of Assay's own: `internal`. */
export function runError(error: unknown): RunError {
  if (!(error instanceof ModelError)) {
    return { kind: 'internal', message: error instanceof Error ? error.message : String(error) };
  }
  const { status, origin } = error.detail;
  return {
    kind: error.kind,
    message: error.message,
    ...(status !== undefined && { status }),
    ...(origin !== undefined && { origin }),
  };
}

/** What a failed call has cost in US dollars: 0, or null where the endpoint may have charged for a part of it. */
export function costOfFailure(error: unknown): number | null {
  return error instanceof ModelError && FREE.has(error.kind) ? 0 : null;
}
