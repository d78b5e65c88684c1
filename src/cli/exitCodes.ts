/** What the command line tells its caller. */
export const EXIT = {
  passed: 0,
  /** A case failed. */
  failed: 1,
  /** The input or the configuration is wrong; nothing was spent. */
  wrongInput: 2,
  /** The provider or the machine failed, so the answer is unknown. */
  unknown: 3,
  cancelled: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
