/** A mistake on the command line, or in what it points to: said in one sentence, ends with exit code 2. */
export class UsageError extends Error {
  constructor(
    readonly code: string,
    readonly args: Record<string, string | number> = {},
  ) {
    super(code);
    this.name = 'UsageError';
  }
}
