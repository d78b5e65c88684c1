import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Measured, median } from './measured';
import { runMeasured } from './runMeasured';

const SCRIPT = fileURLToPath(new URL('typeInPrompt.ts', import.meta.url));

/** The prompt that the bars are for, and one of half its size to see how the time grows. */
const SIZES = [
  { lines: 2_500, variables: 250 },
  { lines: 5_000, variables: 500 },
];
/** An answer after a key stroke takes no more CPU than this, in milliseconds, nineteen times of twenty. */
const MOST_MS = 10;
/** Twice the text may take so many times as long: linear, with room for what is measured badly. */
const MOST_GROWTH = 2.6;

/** Milliseconds of CPU by feature, for each key stroke. */
export type Strokes = Readonly<Record<string, readonly number[]>>;

/** What diagnostics, completion and hover take right after a key stroke in a large prompt; taking the text apart included. */
export async function measureLanguage({ rounds }: { rounds: number }): Promise<Measured[]> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'assay-bench-')));
  try {
    const bySize: Strokes[] = [];
    for (const { lines, variables } of SIZES) {
      await writeFile(join(folder, 'large.prompt'), promptText(lines, variables));
      await writeFile(join(folder, 'large.test.yaml'), testsText(variables));
      await writeFile(join(folder, '_style.prompt'), 'Answer in {{variable_1}}.\n');
      const strokes: Record<string, number[]> = {};
      for (let round = 0; round < Math.min(rounds, 3); round++) {
        const { stdout, exitCode } = await runMeasured(['--import', 'tsx', SCRIPT, folder]);
        if (exitCode !== 0) throw new Error(`Typing ended with exit code ${exitCode}.`);
        for (const [feature, times] of Object.entries(JSON.parse(stdout) as Strokes)) {
          strokes[feature] = [...(strokes[feature] ?? []), ...times];
        }
      }
      bySize.push(strokes);
    }
    const [half = {}, whole = {}] = bySize;
    return Object.entries(whole).flatMap(([feature, times]) => [
      {
        what: `${feature} after a key stroke`,
        value: percentile95(times),
        bar: MOST_MS,
        unit: 'ms',
        detail: `of CPU, 95th percentile of ${times.length} in 5,000 lines with 500 variables; median ${median(times).toFixed(1)}`,
      },
      {
        what: `${feature}, twice the lines`,
        value: median(times) / median(half[feature] ?? []),
        bar: MOST_GROWTH,
        unit: '×',
        detail: `median ${median(half[feature] ?? []).toFixed(1)} ms in 2,500 lines, ${median(times).toFixed(1)} ms in 5,000`,
      },
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function percentile95(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? Number.NaN;
}

/** Below the bound for a prompt, 256 KB, with each variable read twice. */
function promptText(lines: number, variables: number): string {
  const names = Array.from({ length: variables }, (_, index) => `variable_${index}`);
  const schema = names.map(
    (name, index) => `    ${name}: ${index % 3 === 0 ? 'integer' : 'string'}, number ${index}\n`,
  );
  const body = Array.from({ length: lines - variables - 8 }, (_, line) => {
    if (line % 9 === 4) return `Rule ${line}: {{${names[line % variables]}}} and {{${names[(line * 7) % variables]}}}.`;
    if (line % 60 === 7) return `{{#if ${names[line % variables]}}}保持簡短{{else}}說明出處{{/if}}`;
    return 'Keep to the passages.';
  });
  return `---\nmodel: openai/gpt-4o-mini\ninput:\n  schema:\n${schema.join('')}---\n{{role "system"}}\n{{> style}}\n${body.join('\n')}\n`;
}

function testsText(variables: number): string {
  const input = Array.from(
    { length: variables },
    (_, index) => `variable_${index}: ${index % 3 === 0 ? index : `"v ${index}"`}`,
  );
  return `cases:\n  - id: first\n    input: { ${input.join(', ')} }\n`;
}
