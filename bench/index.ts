/**
 * Measures what Assay promises, side by side with what it is measured against, in one go:
 *
 *   npm run bench                 everything
 *   npm run bench -- overhead     one: overhead, startup, bundle, history, index, language, reading, verdicts
 *
 * `--rounds N` for more rounds (5), `--cases N`, `--concurrency N`, `--tests yaml|jsonl`; `--sets N` for fewer simulated
 * test sets per cell (4,000, two minutes or three). Ends with exit code 1 when a bar is missed.
 */
import { parseArgs } from 'node:util';
import { measureBundle } from './measureBundle';
import type { Measured } from './measured';
import { measureHistory } from './measureHistory';
import { measureIndex } from './measureIndex';
import { measureLanguage } from './measureLanguage';
import { measureOverhead } from './measureOverhead';
import { measureReading } from './measureReading';
import { measureStartup } from './measureStartup';
import { measureVerdicts } from './measureVerdicts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    cases: { type: 'string', default: '2000' },
    concurrency: { type: 'string', default: '50' },
    tests: { type: 'string', default: 'yaml' },
    sets: { type: 'string', default: '4000' },
  },
});

const rounds = Number(values.rounds);
const BENCHES: Record<string, () => Promise<Measured[]>> = {
  startup: () => measureStartup({ rounds: rounds * 4 }),
  bundle: () => measureBundle(),
  overhead: () =>
    measureOverhead({
      rounds,
      cases: Number(values.cases),
      concurrency: Number(values.concurrency),
      format: values.tests === 'jsonl' ? 'jsonl' : 'yaml',
    }),
  history: () => measureHistory({ rounds }),
  index: () => measureIndex({ rounds }),
  language: () => measureLanguage({ rounds }),
  reading: async () => measureReading({ rounds: 3 }),
  verdicts: () => measureVerdicts({ sets: Number(values.sets) }),
};

async function main(wanted: readonly string[]): Promise<void> {
  let missed = 0;
  for (const name of wanted) {
    const bench = BENCHES[name];
    if (bench === undefined)
      throw new Error(`There is no bench ${name}: there are ${Object.keys(BENCHES).join(', ')}.`);
    for (const { what, detail, value, bar, unit } of await bench()) {
      const holds = value <= bar;
      if (!holds) missed++;
      console.log(
        `${holds ? '✓' : '✗'} ${what.padEnd(30)} ${value.toFixed(2)} ${unit} (bar ${bar} ${unit})  ${detail}`,
      );
    }
  }
  process.exitCode = missed > 0 ? 1 : 0;
}

void main(positionals.length > 0 ? positionals : Object.keys(BENCHES));
