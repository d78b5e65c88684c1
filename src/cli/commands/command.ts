import type { Command } from 'commander';
import type { ExitCode } from '../exitCodes';
import type { Terminal } from '../terminal';

/** A command of the command line: one file each, and a line in `commands/index.ts`. */
export interface CliCommand {
  /** Adds the command with its arguments and options. `run` is called with what it then is to do. */
  define(program: Command, terminal: Terminal, run: (work: () => Promise<ExitCode>) => Promise<void>): void;
}
