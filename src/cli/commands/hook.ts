import type { CliCommand } from './command';

/** `assay hook install | uninstall`: the gate before each commit. */
export const hookCommand: CliCommand = {
  define(program, terminal, run) {
    const { say } = terminal;
    const hook = program.command('hook').description(say('cli.help.hook'));
    for (const action of ['install', 'uninstall'] as const) {
      hook
        .command(action)
        .description(say(`cli.help.hook-${action}`))
        .helpOption('-h, --help', say('cli.help.help'))
        .action(() => run(async () => (await import('../changeHook')).changeHook(action, terminal)));
    }
  },
};
