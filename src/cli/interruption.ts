import { EXIT } from './exitCodes';

/** Ctrl-C, as a signal that work can be cancelled by. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Signals end the process again as they do by default. */
  dispose(): void;
}

/**
 * Turns the first SIGINT or SIGTERM into a cancellation; the second ends the process at once.
 * @param onFirst told of the first
 */
export function listenForInterruption(onFirst: () => void): Interruption {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(EXIT.cancelled);
    onFirst();
    controller.abort(new Interrupted());
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  return {
    signal: controller.signal,
    dispose: () => void process.off('SIGINT', interrupt).off('SIGTERM', interrupt),
  };
}

/** Why work ended that a signal cancelled. */
export class Interrupted extends Error {
  constructor() {
    super('interrupted');
    this.name = 'Interrupted';
  }
}
