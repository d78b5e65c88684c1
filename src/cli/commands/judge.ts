import type { CliCommand } from './command';

/** `assay judge test JUDGE [LABELS]`: a judge against people. */
export const judgeCommand: CliCommand = {
  define(program, terminal, run) {
    const { say } = terminal;
    const judge = program.command('judge').description(say('cli.help.judge'));
    judge
      .command('test')
      .description(say('cli.help.judge-test'))
      .argument('<JUDGE>', say('cli.help.judge-name'))
      .argument('[LABELS]', say('cli.help.judge-labels'))
      .option('--judge-model <M...>', say('cli.help.judge-test-model'))
      .option('--name <NAME>', say('cli.help.judge-as'))
      .option('--scale <S>', say('cli.help.judge-scale'))
      .option('--threshold <T>', say('cli.help.judge-threshold'))
      .option('--criterion <TEXT>', say('cli.help.judge-criterion'))
      .option('--language <L>', say('cli.help.judge-language'))
      .option('--embedding <M>', say('cli.help.judge-embedding'))
      .option('--repeat <N>', say('cli.help.judge-repeat'))
      .option('--level <KAPPA>', say('cli.help.judge-level'))
      .option('--min-labels <N>', say('cli.help.judge-min-labels'))
      .option('--strict', say('cli.help.judge-strict'), false)
      .option('--attack', say('attack.help-attack'), false)
      .option('--limit <N>', say('attack.help-limit'))
      .option('--attacks <GLOB>', say('attack.help-attacks'))
      .option('--max-rate <SHARE>', say('attack.help-max-rate'))
      .option('--seed <N>', say('cli.help.gate-seed'))
      .option('--concurrency <N>', say('cli.help.concurrency'))
      .option('--budget <USD>', say('cli.help.budget'))
      .option('--no-cache', say('cli.help.no-cache'))
      .option('--format <F>', say('cli.help.judge-format'), 'text')
      .option('--out <F>', say('cli.help.out'))
      .helpOption('-h, --help', say('cli.help.help'))
      .addHelpText('after', `\n${say('cli.help.judge-exit-codes')}\n${say('attack.help-exit-codes')}`)
      .action((name: string, labels: string | undefined, options: JudgeTestFlags) =>
        run(async () =>
          options.attack
            ? (await import('../attackJudge')).attackJudge(name, labels, options, terminal)
            : (await import('../testJudge')).testJudge(name, labels, options, terminal),
        ),
      );
    judge
      .command('improve')
      .description(say('cli.help.judge-improve'))
      .argument('<JUDGE>', say('cli.help.judge-name'))
      .argument('[LABELS]', say('cli.help.judge-labels'))
      .option('--judge-model <M...>', say('cli.help.judge-test-model'))
      .option('--name <NAME>', say('cli.help.judge-as'))
      .option('--criterion <TEXT>', say('cli.help.judge-criterion'))
      .option('--examples <N>', say('cli.help.judge-examples'))
      .option('--write', say('cli.help.judge-write'), false)
      .option('--seed <N>', say('cli.help.gate-seed'))
      .option('--concurrency <N>', say('cli.help.concurrency'))
      .option('--budget <USD>', say('cli.help.budget'))
      .option('--no-cache', say('cli.help.no-cache'))
      .option('--format <F>', say('cli.help.check-format'), 'text')
      .helpOption('-h, --help', say('cli.help.help'))
      .addHelpText('after', `\n${say('cli.help.improve-exit-codes')}`)
      .action((name: string, labels: string | undefined, options: JudgeImproveFlags) =>
        run(async () => (await import('../improveJudge')).improveJudge(name, labels, options, terminal)),
      );
  },
};

/** The options of `assay judge improve` as they stand on the command line. */
export interface JudgeImproveFlags {
  judgeModel?: string[];
  name?: string;
  criterion?: string;
  examples?: string;
  write: boolean;
  seed?: string;
  concurrency?: string;
  budget?: string;
  cache: boolean;
  format: string;
}

/** The options of `assay judge test` as they stand on the command line. */
export interface JudgeTestFlags {
  judgeModel?: string[];
  name?: string;
  scale?: string;
  threshold?: string;
  criterion?: string;
  language?: string;
  embedding?: string;
  repeat?: string;
  level?: string;
  minLabels?: string;
  strict: boolean;
  /** Attack the judge instead of comparing it with people; the next three are for that alone. */
  attack: boolean;
  limit?: string;
  attacks?: string;
  maxRate?: string;
  seed?: string;
  concurrency?: string;
  budget?: string;
  cache: boolean;
  format: string;
  out?: string;
}
