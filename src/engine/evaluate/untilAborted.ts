import { onAbort } from '../model/onAbort';

/**
 * A promise that does not outlive a signal: whatever the work behind it does when cancelled, the caller goes on at once.
 * @throws the signal's reason as soon as it aborts
 */
export function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const forget = onAbort(signal, () => reject(signal.reason));
    work.then(resolve, reject).finally(forget);
  });
}
