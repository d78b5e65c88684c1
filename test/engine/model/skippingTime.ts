import type { Clock } from '../../../src/engine/host';
import type { Timers } from '../../../src/engine/model/timers';

/** A clock that jumps over every wait, so that tests of waiting do not wait. */
export interface SkippingTime {
  clock: Clock;
  timers: Timers;
  /** Everything that was waited for, in milliseconds. */
  waits: number[];
}

export function skippingTime(): SkippingTime {
  let skipped = 0;
  const waits: number[] = [];
  return {
    clock: { now: () => new Date(), monotonic: () => performance.now() + skipped },
    timers: {
      async wait(ms, signal) {
        signal?.throwIfAborted();
        waits.push(ms);
        skipped += ms;
        await new Promise((resolve) => setImmediate(resolve));
        signal?.throwIfAborted();
      },
    },
    waits,
  };
}
