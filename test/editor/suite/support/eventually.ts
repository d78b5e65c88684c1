/** How long a test waits for what must come, in milliseconds: far more than it takes. */
const PATIENCE_MS = 20_000;

/**
 * Waits until an assertion holds, trying it again and again: for what another process does in its own time.
 * @throws the assertion's last failure, where it never held
 */
export async function eventually<T>(assertion: () => T | Promise<T>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
