import type { CliCommand } from './command';

/** `assay scores fetch | push [REMOTE]`: scores that others have paid for, and for others. */
export const scoresCommand: CliCommand = {
  define(program, terminal, run) {
    const { say } = terminal;
    const scores = program.command('scores').description(say('cli.help.scores'));
    for (const action of ['fetch', 'push'] as const) {
      scores
        .command(action)
        .description(say(`cli.help.scores-${action}`))
        .argument('[REMOTE]', say('cli.help.scores-remote'))
        .helpOption('-h, --help', say('cli.help.help'))
        .addHelpText('after', `\n${say('cli.help.scores-exit-codes')}`)
        .action((remote: string | undefined) =>
          run(async () => (await import('../exchangeScores')).exchangeScores(action, remote, terminal)),
        );
    }
  },
};
