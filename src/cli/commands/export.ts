import type { CliCommand } from './command';

/** `assay export PROMPT`: results that are on record in another format, or what is known to be good as training data. */
export const exportCommand: CliCommand = {
  define(program, terminal, run) {
    const { say } = terminal;
    program
      .command('export')
      .description(say('export.help'))
      .argument('<PROMPT>', say('cli.help.render-file'))
      .option('--run <RUN>', say('export.help-run'))
      .option('--format <F>', say('export.help-format'), 'json')
      .option('--min-score <S>', say('export.help-min-score'))
      .option('--split <SHARE>', say('export.help-split'))
      .option('--out <F>', say('export.help-out'))
      .addHelpText('after', `\n${say('export.help-exit-codes')}`)
      .action((prompt: string, options: ExportFlags) =>
        run(async () => (await import('../exportPrompt')).exportPrompt(prompt, options, terminal)),
      );
  },
};

/** The options of `assay export` as they stand on the command line. */
export interface ExportFlags {
  run?: string;
  format: string;
  minScore?: string;
  split?: string;
  out?: string;
}
