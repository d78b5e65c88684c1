import { onAbort } from './onAbort';

/** Waiting, as a port of its own: tests put in timers that they move by hand. */
export interface Timers {
  /**
   * Resolves after so many milliseconds.
   * @throws the signal's reason as soon as it aborts
   */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemTimers: Timers = {
  wait: (ms, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        forget();
        resolve();
      }, ms);
      const forget =
        signal === undefined
          ? () => {}
          : onAbort(signal, () => {
              clearTimeout(timer);
              reject(signal.reason);
            });
    }),
};
