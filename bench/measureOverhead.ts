import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Measured, median } from './measured';
import { type ProcessCost, runMeasured } from './runMeasured';

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const CLI = file('../dist/cli.js');
const BARE = file('bareLoop.mjs');
const SERVER = file('../test/support/modelServer.ts');

const TEXT = 'The answer is that retrieval finds passages, and generation writes from them. 檢索與生成。';

interface OverheadOptions {
  rounds: number;
  cases: number;
  concurrency: number;
  format: 'yaml' | 'jsonl';
}

/** The whole `assay eval` process against a bare loop over the `openai` client, alternating, both as children. */
export async function measureOverhead({ rounds, cases, concurrency, format }: OverheadOptions): Promise<Measured[]> {
  const server = spawn(process.execPath, ['--import', 'tsx', SERVER, '--latency', '50', '--text', TEXT], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [port] = (await once(server.stdout.setEncoding('utf8'), 'data')) as [string];
    const url = `http://127.0.0.1:${Number(port)}/v1`;
    const assay: ProcessCost[] = [];
    const bare: ProcessCost[] = [];
    for (let round = 0; round < rounds; round++) {
      bare.push(await runBare(url, cases, concurrency));
      assay.push(await runAssay(url, cases, concurrency, format));
    }
    return [compare('wall', 'wall time', 1.4, assay, bare), compare('cpu', 'CPU time', 1.5, assay, bare)];
  } finally {
    server.kill();
  }
}

function compare(what: 'wall' | 'cpu', name: string, bar: number, assay: ProcessCost[], bare: ProcessCost[]): Measured {
  const ours = median(assay.map((cost) => cost[what]));
  const theirs = median(bare.map((cost) => cost[what]));
  const detail = `assay eval ${ours.toFixed(0)} ms, bare loop ${theirs.toFixed(0)} ms`;
  // Neighbours in time share what else the machine does: their ratio is steadier than that of the medians.
  const value = median(assay.map((cost, round) => cost[what] / (bare[round] as ProcessCost)[what]));
  return { what: `${name} of assay eval`, value, bar, unit: '×', detail };
}

async function runBare(url: string, cases: number, concurrency: number): Promise<ProcessCost> {
  const cost = await runMeasured([BARE, url, String(cases), String(concurrency)]);
  if (cost.stdout.trim() !== String(cases)) throw new Error(`the bare loop passed ${cost.stdout}`);
  return cost;
}

/** In a folder of its own, so that nothing comes from the cache. */
async function runAssay(
  url: string,
  cases: number,
  concurrency: number,
  format: 'yaml' | 'jsonl',
): Promise<ProcessCost> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-bench-'));
  try {
    const checks = format === 'jsonl' ? 'assay.checks:\n  - contains: answer\n' : '';
    await writeFile(
      join(folder, 'answer.prompt'),
      `---\nmodel: openai/bench\ninput:\n  schema:\n    question: string\n${checks}---\n` +
        '{{role "system"}}\nAnswer the question in one sentence.\n{{role "user"}}\n{{question}}\n',
    );
    await writeFile(join(folder, `answer.test.${format}`), testSet(cases, format));
    const env = { OPENAI_BASE_URL: url, OPENAI_API_KEY: 'sk-bench-0123456789', NO_COLOR: '1' };
    const args = [CLI, 'eval', 'answer.prompt', '--concurrency', String(concurrency), '--format', 'json'];
    const cost = await runMeasured(args, { cwd: folder, env });
    const { summary } = JSON.parse(cost.stdout);
    if (summary.passed !== cases) throw new Error(`assay passed ${summary.passed} of ${cases}`);
    return cost;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function testSet(cases: number, format: 'yaml' | 'jsonl'): string {
  const numbers = Array.from({ length: cases }, (_, index) => index);
  if (format === 'jsonl') {
    return numbers.map((n) => `${JSON.stringify({ id: `case-${n}`, question: `question ${n}` })}\n`).join('');
  }
  const rows = numbers.map((n) => `  - id: case-${n}\n    input: { question: question ${n} }\n`);
  return `checks:\n  - contains: answer\ncases:\n${rows.join('')}`;
}
