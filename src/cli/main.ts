import { ASSAY_VERSION } from '../engine/evaluate/version';

/** The entry of `assay`. The version is told without loading anything else. */
async function main(args: readonly string[]): Promise<void> {
  // A reader that has seen enough (`assay eval … | head`) is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
    process.stdout.write(`${ASSAY_VERSION}\n`);
    return;
  }
  const [{ runProgram }, { processTerminal }] = await Promise.all([import('./program'), import('./terminal')]);
  process.exitCode = await runProgram(args, processTerminal());
}

void main(process.argv.slice(2));
