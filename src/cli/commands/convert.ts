import { CONVERT_FORMAT_NAMES } from '../../engine/language/convert/convertFormatNames';
import type { CliCommand } from './command';

/** `assay convert FILE`: a prompt from another tool's. */
export const convertCommand: CliCommand = {
  define(program, terminal, run) {
    const { say } = terminal;
    program
      .command('convert')
      .description(say('convert.help'))
      .argument('<FILE>', say('convert.help-file'))
      .option('--from <FORMAT>', say('convert.help-from', { known: CONVERT_FORMAT_NAMES.join(', ') }))
      .option('--out <F>', say('convert.help-out'))
      .option('--report <R>', say('convert.help-report'), 'text')
      .option('--force', say('convert.help-force'), false)
      .action((file: string, options: ConvertFlags) =>
        run(async () => (await import('../convertFile')).convertFile(file, options, terminal)),
      );
  },
};

/** The options of `assay convert` as they stand on the command line. */
export interface ConvertFlags {
  from?: string;
  out?: string;
  report: string;
  force: boolean;
}
