import type { CliCommand } from './command';

/** `assay gate`: compares every prompt that a change affects with its base. */
export const gateCommand: CliCommand = {
  define(program, terminal, run) {
    const { say } = terminal;
    program
      .command('gate')
      .description(say('cli.help.gate'))
      .option('--staged', say('cli.help.gate-staged'))
      .option('--base <REV>', say('cli.help.gate-base'))
      .option('--strict', say('cli.help.gate-strict'), false)
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
      .option('--accept <REASON>', say('cli.help.gate-accept'))
      .option('--hook', say('cli.help.gate-hook'), false)
      .option('--format <F>', say('cli.help.gate-format'), 'text')
      .option('--out <F>', say('cli.help.out'))
      .addHelpText('after', `\n${say('cli.help.gate-exit-codes')}`)
      .action((options: GateFlags) => run(async () => (await import('../gateChange')).gateChange(options, terminal)));
  },
};

/** The options of `assay gate` as they stand on the command line. */
export interface GateFlags {
  staged?: boolean;
  base?: string;
  strict: boolean;
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
  accept?: string;
  hook: boolean;
  format: string;
  out?: string;
}
