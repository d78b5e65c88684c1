import type { Clock } from '../engine/host';

/** The machine's clocks. */
export const nodeClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
};
