import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Measured } from './measured';
import { runMeasured } from './runMeasured';
import { SIMULATED } from './simulatedScores';
import type { Simulation } from './simulateVerdicts';

const SIMULATE = fileURLToPath(new URL('simulateVerdicts.ts', import.meta.url));

/** With so many sets per cell and the seeds as they are the bars hold; with fewer, chance gets three standard errors. */
const ALL_SETS = 4_000;

/**
 * How often a comparison says `regressed` or `improved` of simulated prompts that did not change, by how their scores
 * look, and how often it sees a real change; then the same stopping early. Takes all processors.
 * @param sets simulated test sets per cell
 */
export async function measureVerdicts({ sets }: { sets: number }): Promise<Measured[]> {
  const chance = sets < ALL_SETS ? Math.ceil(300 * Math.sqrt((0.05 * 0.95) / sets)) : 0;
  const rows = ([1, 3, 'looks'] as const).flatMap((repeats) =>
    SIMULATED.map((_, kind): Simulation => ({ kind, repeats, sets, chance })),
  );
  const measured: Measured[] = [];
  const waiting = [...rows.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, row] = next;
      const { stdout } = await runMeasured(['--import', 'tsx', SIMULATE, JSON.stringify(row)]);
      measured[index] = JSON.parse(stdout);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return measured;
}
