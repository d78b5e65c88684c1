import type { CliCommand } from './command';

/** `assay new prompt|judge|tests FILE`: a first version of a file. */
export const newCommand: CliCommand = {
  define(program, terminal, run) {
    const { say } = terminal;
    program
      .command('new')
      .description(say('new.help'))
      .argument('<KIND>', say('new.help-kind'))
      .argument('<FILE>', say('new.help-file'))
      .option('--model <M>', say('new.help-model'))
      .option('--no-schema', say('new.help-no-schema'))
      .option('--criterion <TEXT>', say('new.help-criterion'))
      .option('--language <L>', say('new.help-language'))
      .option('--out <F>', say('new.help-out'))
      .option('--force', say('new.help-force'), false)
      .action((kind: string, file: string, options: NewFlags) =>
        run(async () => (await import('../newFile')).newFile(kind, file, options, terminal)),
      );
  },
};

/** The options of `assay new` as they stand on the command line. */
export interface NewFlags {
  model?: string;
  schema: boolean;
  criterion?: string;
  language?: string;
  out?: string;
  force: boolean;
}
