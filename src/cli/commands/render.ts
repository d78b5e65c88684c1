import type { CliCommand } from './command';

/** `assay render FILE`: the rendered prompt as JSON, as Dotprompt's reference implementation renders it. */
export const renderCommand: CliCommand = {
  define(program, terminal, run) {
    const { say } = terminal;
    program
      .command('render')
      .description(say('cli.help.render'))
      .argument('<FILE>', say('cli.help.render-file'))
      .option('--input <JSON>', say('cli.help.input'))
      .option('--case <ID>', say('cli.help.case'))
      .option('--context <JSON>', say('cli.help.context'))
      .option('--history <JSON>', say('cli.help.history'))
      .option('--options <JSON>', say('cli.help.options'))
      .action((file: string, options: RenderFlags) =>
        run(async () => (await import('../renderFile')).renderFile(file, options, terminal)),
      );
  },
};

/** The options of `assay render` as they stand on the command line. */
export interface RenderFlags {
  input?: string;
  case?: string;
  context?: string;
  history?: string;
  options?: string;
}
