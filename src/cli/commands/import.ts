import { FORMAT_NAMES } from '../../engine/testset/import/formatNames';
import type { CliCommand } from './command';

/** `assay import FILE`: a test set from another tool's. */
export const importCommand: CliCommand = {
  define(program, terminal, run) {
    const { say } = terminal;
    program
      .command('import')
      .description(say('import.help'))
      .argument('<FILE>', say('import.help-file'))
      .option('--from <FORMAT>', say('import.help-from', { known: FORMAT_NAMES.join(', ') }))
      .option('--prompt <P>', say('import.help-prompt'))
      .option('--out <F>', say('import.help-out'))
      .option('--report <R>', say('import.help-report'), 'text')
      .option('--force', say('import.help-force'), false)
      .action((file: string, options: ImportFlags) =>
        run(async () => (await import('../importFile')).importFile(file, options, terminal)),
      );
  },
};

/** The options of `assay import` as they stand on the command line. */
export interface ImportFlags {
  from?: string;
  prompt?: string;
  out?: string;
  report: string;
  force: boolean;
}
