import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createEngine } from '../src/engine';
import type { ScoreRecord } from '../src/engine/compare/scoreRecord';
import { sourceFingerprint } from '../src/engine/evaluate/sourceFingerprint';
import { seededRandom } from '../src/engine/statistics';
import { blobId } from '../src/engine/text/blobId';
import { promptVersionSources, promptVersions } from '../src/engine/versions/promptVersions';
import type { ScoredVersion } from '../src/engine/versions/scoredVersions';
import { nodeGit } from '../src/node/git/nodeGit';
import { nodeHost } from '../src/node/nodeHost';
import { type Measured, median } from './measured';

const run = promisify(execFile);

const PROMPT = 'prompts/answer.prompt';
/** As the Versions view asks for: a page and one more, to know whether there are more. */
const PAGE = 31;
/** Each version of that page has scores of so many cases on record, all of which are compared. */
const CASES = 100;
/** A first page may take so much longer than git's own log of the file, in milliseconds. */
const MOST_LATER = 300;
/** Reading all versions may take so much more of the heap at any time, in MB, garbage included: they are streamed. */
const MOST_HEAP = 64;

/**
 * The versions of a prompt in a long history: their first page as the Versions view reads it, without scores on record and
 * with them, against `git log --follow` of the file to its end, and what all of them take of the memory.
 */
export async function measureHistory({
  rounds,
  commits = 5_000,
  versions = 300,
}: {
  rounds: number;
  commits?: number;
  versions?: number;
}): Promise<Measured[]> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'assay-bench-')));
  try {
    await makeHistory(folder, commits, versions);
    await run('git', ['-C', folder, 'checkout', '--quiet', '--force', 'main']);
    const engine = createEngine(nodeHost({ log: { info: () => {}, warn: () => {} } }), { endpoints: [] });
    const git: number[] = [];
    const page: number[] = [];
    const scored: number[] = [];
    const judged: number[] = [];
    const again: number[] = [];
    const all: number[] = [];
    const heap: number[] = [];
    let found = 0;
    const readPage = (verdicts = true) =>
      engine.versions(join(folder, PROMPT), { workspace: folder, limit: PAGE, verdicts });
    for (let round = 0; round < rounds; round++) {
      git.push(await timed(() => run('git', ['-C', folder, 'log', '--follow', '--format=%H', '--', PROMPT])));
      page.push(await timed(() => readPage()));
      // Other scores in every round, so that none is compared already; then the same page once more.
      await recordScores(folder, round);
      scored.push(await timed(() => readPage(false)));
      judged.push(await timed(async () => requireScores(await readPage())));
      again.push(await timed(() => readPage()));
      await rm(join(folder, '.assay'), { recursive: true });
      const before = process.memoryUsage().heapUsed;
      let peak = before;
      all.push(
        await timed(async () => {
          found = await readVersions(folder, Number.POSITIVE_INFINITY, () => {
            peak = Math.max(peak, process.memoryUsage().heapUsed);
          });
        }),
      );
      heap.push((peak - before) / 1024 / 1024);
    }
    const [log, first, whole] = [median(git), median(page), median(all)];
    const detail = `${commits} commits, ${found} versions: git log --follow ${log.toFixed(0)} ms, first ${PAGE} versions ${first.toFixed(0)} ms, all ${whole.toFixed(0)} ms`;
    return [
      { what: 'first page of versions, later than git log', value: first - log, bar: MOST_LATER, unit: 'ms', detail },
      {
        what: 'the same with scores, later',
        value: median(scored) - log,
        bar: MOST_LATER,
        unit: 'ms',
        detail: `${CASES} cases each: ${median(scored).toFixed(0)} ms; then what each change is worth in ${median(judged).toFixed(0)} ms, again in ${median(again).toFixed(0)} ms`,
      },
      { what: 'heap while reading all versions', value: median(heap), bar: MOST_HEAP, unit: 'MB', detail },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readVersions(folder: string, most: number, onVersion = () => {}): Promise<number> {
  const repository = await nodeGit.open(folder);
  try {
    const from = await repository.resolve('HEAD');
    let found = 0;
    for await (const _ of promptVersions({ repository, from, path: PROMPT })) {
      onVersion();
      if (++found >= most) break;
    }
    return found;
  } finally {
    repository.close();
  }
}

function requireScores(versions: readonly ScoredVersion[]): void {
  if (versions.length === PAGE && versions.every(({ score }) => score !== null && score.verdict !== null)) return;
  throw new Error('A version of the page has no score, or it was not compared.');
}

/** Puts on record what an evaluation of each of the newest versions would have: scores that scatter, of 1 to 5. */
async function recordScores(folder: string, seed: number): Promise<void> {
  const scores = join(folder, '.assay', 'scores');
  await mkdir(scores, { recursive: true });
  const repository = await nodeGit.open(folder);
  const random = seededRandom(seed);
  const records = new Map<string, string>();
  try {
    const from = await repository.resolve('HEAD');
    let found = 0;
    for await (const { version, source } of promptVersionSources({ repository, from, path: PROMPT })) {
      const blob = blobId(source.text);
      const record: ScoreRecord = {
        v: 1,
        blob,
        at: new Date(version.time).toISOString(),
        model: 'openai/gpt-4o-mini',
        repeat: 1,
        fingerprints: { prompt: sourceFingerprint(source), tests: 'tests', judges: 'judges', settings: '' },
        judges: [{ judge: 'correctness', model: 'openai/gpt-4o', min: 1, max: 5 }],
        partial: false,
        cases: Array.from({ length: CASES }, (_, index) => {
          const score = Math.min(4, Math.floor(random() * 6)) / 4;
          return { id: `case-${index}`, key: `${index}`, status: score < 0.75 ? 'failed' : 'passed', score };
        }),
      };
      records.set(blob, `${records.get(blob) ?? ''}${JSON.stringify(record)}\n`);
      if (++found > PAGE) break;
    }
  } finally {
    repository.close();
  }
  for (const [blob, lines] of records) await writeFile(join(scores, `${blob}.jsonl`), lines);
}

async function timed(task: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await task();
  return performance.now() - start;
}

/** By `git fast-import`: a prompt with a partial, renamed half-way, among commits to other files. */
async function makeHistory(folder: string, commits: number, versions: number): Promise<void> {
  await run('git', ['init', '--quiet', '--initial-branch=main', folder]);
  const importer = spawn('git', ['-C', folder, 'fast-import', '--quiet'], { stdio: ['pipe', 'ignore', 'inherit'] });
  const done = new Promise<void>((resolve, reject) => {
    importer.on('error', reject);
    importer.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`git fast-import: ${code}`))));
  });
  const every = Math.floor(commits / versions);
  const half = Math.floor(commits / 2 / every) * every;
  let path = 'prompts/old.prompt';
  for (let index = 0; index < commits; index++) {
    const changes = [file(`src/module${index % 40}/file${index % 400}.txt`, `${index}\n`)];
    if (index === half) changes.push(`R ${path} ${PROMPT}\n`);
    if (index >= half) path = PROMPT;
    if (index % every === 0)
      changes.push(index % (every * 5) === 0 ? partialText(index) : file(path, promptText(index)));
    if (index === 0) changes.push(file(path, promptText(index)));
    const message = `commit ${index}`;
    importer.stdin.write(
      `commit refs/heads/main\ncommitter Ada <ada@example.com> ${1_700_000_000 + index * 60} +0000\n` +
        `data ${message.length}\n${message}\n${changes.join('')}\n`,
    );
  }
  importer.stdin.end();
  await done;
}

function partialText(index: number): string {
  return file('prompts/_style.prompt', `Be kind, ${index} times.\n`);
}

function promptText(index: number): string {
  const frontmatter = '---\nmodel: openai/gpt-4o-mini\ninput:\n  schema:\n    question: string\n---\n';
  return `${frontmatter}{{role "system"}}\n{{> style}}\nAnswer in ${index} words.\n{{role "user"}}\n{{question}}\n`;
}

function file(path: string, text: string): string {
  return `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`;
}
