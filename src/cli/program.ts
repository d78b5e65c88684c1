import { Command, CommanderError } from 'commander';
import { ASSAY_VERSION } from '../engine/evaluate/version';
import { ProblemError } from '../engine/problem';
import { COMMANDS } from './commands';
import { EXIT, type ExitCode } from './exitCodes';
import { Interrupted } from './interruption';
import { problemLines } from './problemLines';
import type { Terminal } from './terminal';
import { UsageError } from './usageError';

/**
 * Runs the command line.
 * @param args without the names of Node and the script
 */
export async function runProgram(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = EXIT.passed;
  const program = createProgram(terminal, async (work) => {
    code = await guarded(work, terminal);
  });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and the version that were asked for are no mistake.
    return error.exitCode === 0 ? EXIT.passed : EXIT.wrongInput;
  }
  return code;
}

function createProgram(terminal: Terminal, run: (work: () => Promise<ExitCode>) => Promise<void>): Command {
  const { say } = terminal;
  const program = new Command('assay')
    .description(say('cli.help.assay'))
    .version(ASSAY_VERSION, '-V, --version', say('cli.help.version'))
    .helpOption('-h, --help', say('cli.help.help'))
    .helpCommand(false)
    .showHelpAfterError(false)
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: (text) => terminal.note(text.trimEnd()) });
  for (const command of COMMANDS) command.define(program, terminal, run);
  for (const command of program.commands)
    command.helpOption('-h, --help', say('cli.help.help')).copyInheritedSettings(program);
  return program;
}

/** A mistake of the user's becomes a sentence and exit code 2; one of ours says so, with exit code 3. */
async function guarded(work: () => Promise<ExitCode>, terminal: Terminal): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Interrupted) return EXIT.cancelled;
    if (error instanceof UsageError) {
      terminal.note(`assay: ${terminal.say(error.code, error.args)}`);
      return EXIT.wrongInput;
    }
    if (error instanceof ProblemError) {
      for (const line of problemLines(error.problems, terminal)) terminal.note(line);
      return EXIT.wrongInput;
    }
    const detail = error instanceof Error ? (terminal.env.ASSAY_DEBUG ? error.stack : error.message) : String(error);
    terminal.note(`assay: ${terminal.say('cli.internal', { message: detail ?? '' })}`);
    return EXIT.unknown;
  }
}
