import type { CheckOptions } from '../checkFiles';
import type { CliCommand } from './command';

/** `assay check FILE…`: finds mistakes in prompts, partials, judges and test sets. */
export const checkCommand: CliCommand = {
  define(program, terminal, run) {
    const { say } = terminal;
    program
      .command('check')
      .description(say('cli.help.check'))
      .argument('<FILE...>', say('cli.help.check-files'))
      .option('--format <F>', say('cli.help.check-format'), 'text')
      .option('--strict', say('cli.help.check-strict'))
      .action((files: string[], options: CheckOptions) =>
        run(async () => (await import('../checkFiles')).checkFiles(files, options, terminal)),
      );
  },
};
