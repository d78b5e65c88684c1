import type { CliCommand } from './command';

/** `assay diff FILE [A] [B]`: what changed between two versions of a prompt, and what it did. */
export const diffCommand: CliCommand = {
  define(program, terminal, run) {
    const { say } = terminal;
    program
      .command('diff')
      .description(say('cli.help.diff'))
      .argument('<FILE>', say('cli.help.render-file'))
      .argument('[A]', say('cli.help.diff-before'), 'HEAD')
      .argument('[B]', say('cli.help.diff-after'))
      .option('--model <M>', say('cli.help.model'))
      .option('--judge-model <M>', say('cli.help.judge-model'))
      .option('--repeat <N>', say('cli.help.repeat'))
      .option('--concurrency <N>', say('cli.help.concurrency'))
      .option('--budget <USD>', say('cli.help.budget'))
      .option('--margin <SHARE>', say('cli.help.gate-margin'))
      .option('--seed <N>', say('cli.help.gate-seed'))
      .option('--sequential', say('cli.help.gate-sequential'), false)
      .option('--why', say('cli.help.gate-why'), false)
      .option('--no-cache', say('cli.help.no-cache'))
      .option('--allow-javascript', say('cli.help.allow-javascript'), false)
      .option('--format <F>', say('cli.help.gate-format'), 'text')
      .option('--out <F>', say('cli.help.out'))
      .addHelpText('after', `\n${say('cli.help.gate-exit-codes')}`)
      .action((file: string, before: string, after: string | undefined, options: DiffFlags) =>
        run(async () => (await import('../gateChange')).diffVersions({ file, before, after }, options, terminal)),
      );
  },
};

/** The options of `assay diff` as they stand on the command line. */
export interface DiffFlags {
  model?: string;
  judgeModel?: string;
  repeat?: string;
  concurrency?: string;
  budget?: string;
  margin?: string;
  seed?: string;
  sequential: boolean;
  why: boolean;
  cache: boolean;
  allowJavascript: boolean;
  format: string;
  out?: string;
}
