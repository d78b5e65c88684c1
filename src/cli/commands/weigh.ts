import type { CliCommand } from './command';

/** `assay weigh FILE`: which sentences of a prompt matter, and which could go. */
export const weighCommand: CliCommand = {
  define(program, terminal, run) {
    const { say } = terminal;
    program
      .command('weigh')
      .description(say('cli.help.weigh'))
      .argument('<FILE>', say('cli.help.render-file'))
      .option('--tests <F>', say('cli.help.tests'))
      .option('--model <M>', say('cli.help.model'))
      .option('--judge-model <M>', say('cli.help.judge-model'))
      .option('--repeat <N>', say('cli.help.repeat'))
      .option('--concurrency <N>', say('cli.help.concurrency'))
      .option('--budget <USD>', say('cli.help.budget'))
      .option('--filter <GLOB>', say('cli.help.filter'))
      .option('--margin <SHARE>', say('cli.help.gate-margin'))
      .option('--seed <N>', say('cli.help.gate-seed'))
      .option('--no-cache', say('cli.help.no-cache'))
      .option('--allow-javascript', say('cli.help.allow-javascript'), false)
      .option('--dry-run', say('cli.help.weigh-dry-run'), false)
      .option('--format <F>', say('cli.help.check-format'), 'text')
      .option('--out <F>', say('cli.help.out'))
      .addHelpText('after', `\n${say('cli.help.weigh-exit-codes')}`)
      .action((file: string, options: WeighFlags) =>
        run(async () => (await import('../weighPrompt')).weighPrompt(file, options, terminal)),
      );
  },
};

/** The options of `assay weigh` as they stand on the command line. */
export interface WeighFlags {
  tests?: string;
  model?: string;
  judgeModel?: string;
  repeat?: string;
  concurrency?: string;
  budget?: string;
  filter?: string;
  margin?: string;
  seed?: string;
  cache: boolean;
  allowJavascript: boolean;
  dryRun: boolean;
  format: string;
  out?: string;
}
