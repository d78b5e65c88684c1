import type { CliCommand } from './command';

/** `assay eval FILE…`: evaluates prompts against their test sets. */
export const evalCommand: CliCommand = {
  define(program, terminal, run) {
    const { say } = terminal;
    program
      .command('eval')
      .description(say('cli.help.eval'))
      .argument('<FILE...>', say('cli.help.eval-files'))
      .option('--tests <F>', say('cli.help.tests'))
      .option('--model <M>', say('cli.help.model'))
      .option('--judge-model <M>', say('cli.help.judge-model'))
      .option('--repeat <N>', say('cli.help.repeat'))
      .option('--concurrency <N>', say('cli.help.concurrency'))
      .option('--budget <USD>', say('cli.help.budget'))
      .option('--filter <GLOB>', say('cli.help.filter'))
      .option('--no-cache', say('cli.help.no-cache'))
      .option('--allow-javascript', say('cli.help.allow-javascript'), false)
      .option('--resume <RUN>', say('cli.help.resume'))
      .option('--format <F>', say('cli.help.format'), 'text')
      .option('--out <F>', say('cli.help.out'))
      .addHelpText('after', `\n${say('cli.help.exit-codes')}`)
      .action((files: string[], options: EvalFlags) =>
        run(async () => (await import('../evaluatePrompts')).evaluatePrompts(files, options, terminal)),
      );
  },
};

/** The options of `assay eval` as they stand on the command line. */
export interface EvalFlags {
  tests?: string;
  model?: string;
  judgeModel?: string;
  repeat?: string;
  concurrency?: string;
  budget?: string;
  filter?: string;
  cache: boolean;
  allowJavascript: boolean;
  resume?: string;
  format: string;
  out?: string;
}
