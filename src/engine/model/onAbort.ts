const callbacksBySignal = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls back when a signal aborts, once; at once where it already has.
 *
 * All callbacks of one signal share one listener: a run hands the same signal to hundreds of calls, and Node warns of a
 * leak from the eleventh listener on and removes each in linear time.
 * @returns takes the callback back
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  if (signal.aborted) {
    callback();
    return () => {};
  }
  let callbacks = callbacksBySignal.get(signal);
  if (callbacks === undefined) {
    const created = new Set<() => void>();
    callbacks = created;
    callbacksBySignal.set(signal, created);
    signal.addEventListener(
      'abort',
      () => {
        for (const registered of created) registered();
        created.clear();
      },
      { once: true },
    );
  }
  const registered = callbacks;
  // A function of its own, so that the same callback can be registered twice.
  const entry = () => callback();
  registered.add(entry);
  return () => {
    registered.delete(entry);
  };
}
