import { fileURLToPath } from 'node:url';
import { type Measured, median } from './measured';
import { runMeasured } from './runMeasured';

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

/** `assay --version` against `node -e 0`, alternating. */
export async function measureStartup({ rounds }: { rounds: number }): Promise<Measured[]> {
  const assay: number[] = [];
  const nothing: number[] = [];
  for (let round = 0; round < rounds; round++) {
    nothing.push((await runMeasured(['-e', '0'])).wall);
    assay.push((await runMeasured([CLI, '--version'])).wall);
  }
  const detail = `assay --version ${median(assay).toFixed(0)} ms, node -e 0 ${median(nothing).toFixed(0)} ms`;
  return [{ what: 'startup of assay --version', value: median(assay) / median(nothing), bar: 3, unit: '×', detail }];
}
