import type { CliCommand } from './command';

/** `assay log FILE`: the versions of a prompt with their scores. */
export const logCommand: CliCommand = {
  define(program, terminal, run) {
    const { say } = terminal;
    program
      .command('log')
      .description(say('cli.help.log'))
      .argument('<FILE>', say('cli.help.render-file'))
      .option('--limit <N>', say('cli.help.log-limit'), '20')
      .option('--format <F>', say('cli.help.check-format'), 'text')
      .action((file: string, options: LogFlags) =>
        run(async () => (await import('../logVersions')).logVersions(file, options, terminal)),
      );
  },
};

/** The options of `assay log` as they stand on the command line. */
export interface LogFlags {
  limit: string;
  format: string;
}
