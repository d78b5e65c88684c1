import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEngine, type Engine } from '../../../src/engine';
import type { EvaluationPlan, EvaluationRequest } from '../../../src/engine/evaluate/plan';
import type { CaseResult, Run, RunEvent } from '../../../src/engine/evaluate/run';
import type { RunOptions } from '../../../src/engine/evaluate/runEvaluation';
import type { FileSystem, Host } from '../../../src/engine/host';
import type { Endpoint } from '../../../src/engine/model/endpoint';
import { nodeGit } from '../../../src/node/git/nodeGit';
import { nodeFiles } from '../../../src/node/nodeFiles';
import type { ChatBody } from '../../support/modelServer';

/** The key that the test's endpoint takes. */
export const KEY = 'sk-test-0123456789abcdef';

/** A prompt that asks a question, whose case is told by the question. */
export const PROMPT = `---
model: test/model-a
input:
  schema:
    question: string
---
{{question}}`;

/** A judge that shows what it judges in plain sight, so that a rule of the server can tell. */
export const JUDGE = `---
model: test/judge
input:
  schema:
    output: string
---
Judge this: {{output}}
Answer with a score from 1 to 5.`;

/** A folder of its own with some files, and an engine that calls a server of the test's. */
export interface TestWorkspace {
  folder: string;
  host: Host;
  /** The test's server, and the baseline. */
  endpoints: Endpoint[];
  engine: Engine;
  path(name: string): string;
  write(files: Record<string, string>): Promise<void>;
  read(name: string): Promise<string>;
  /** All files below a folder, relative to the workspace. */
  list(name: string): Promise<string[]>;
  plan(over?: Partial<EvaluationRequest>): Promise<EvaluationPlan>;
  /** Plans and runs `answer.prompt`. */
  run(options?: Omit<RunOptions, 'host' | 'models'>, over?: Partial<EvaluationRequest>): Promise<Run>;
  dispose(): Promise<void>;
}

/** @param url base URL of the test's server */
export async function testWorkspace(
  url: string,
  files: Record<string, string>,
  over: { files?: (real: FileSystem) => FileSystem; endpoint?: Partial<Endpoint>; key?: string } = {},
): Promise<TestWorkspace> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'assay-evaluate-')));
  const path = (name: string) => join(folder, name);
  const real = nodeFiles();
  const host: Host = {
    files: over.files?.(real) ?? real,
    git: nodeGit,
    secrets: { keyFor: async () => over.key ?? KEY },
    clock: { now: () => new Date(), monotonic: () => performance.now() },
    log: { info: () => {}, warn: () => {} },
    judgesFolder: fileURLToPath(new URL('../../../media/judges', import.meta.url)),
  };
  const endpoint: Endpoint = {
    name: 'test',
    kind: 'openai',
    baseUrl: url,
    needsKey: true,
    source: 'user-config',
    ...over.endpoint,
  };
  const baseline: Endpoint = { name: 'baseline', kind: 'baseline', baseUrl: '', needsKey: false, source: 'built-in' };
  const endpoints = [endpoint, baseline];
  const engine = createEngine(host, { endpoints });
  const workspace: TestWorkspace = {
    folder,
    host,
    endpoints,
    engine,
    path,
    async write(more) {
      for (const [name, text] of Object.entries(more)) {
        await mkdir(dirname(path(name)), { recursive: true });
        await writeFile(path(name), text);
      }
    },
    read: (name) => readFile(path(name), 'utf8'),
    async list(name) {
      const entries = await readdir(path(name), { withFileTypes: true, recursive: true }).catch(() => []);
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.path, entry.name).slice(folder.length + 1));
    },
    plan: (more) => engine.plan({ prompt: path('answer.prompt'), workspace: folder, ...more }),
    run: async (options, more) => engine.evaluate(await workspace.plan(more), options),
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
  await workspace.write(files);
  return workspace;
}

/** A test set of cases named by their question, with further lines in front. */
export function testSet(questions: readonly string[], head = ''): string {
  const cases = questions.map((question) => `  - id: ${question}\n    input: { question: ${question} }\n`);
  return `${head}cases:\n${cases.join('')}`;
}

/** Questions `q1`, `q2`, ... */
export function questions(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `q${index + 1}`);
}

/** The text of the last message of a request. */
export function lastText(body: ChatBody): string {
  const content = body.messages.at(-1)?.content;
  return typeof content === 'string' ? content : JSON.stringify(content);
}

export function caseNamed(run: Run, id: string): CaseResult {
  const found = run.cases.find((result) => result.id === id);
  if (found === undefined) throw new Error(`The run has no case ${id}.`);
  return found;
}

/** Events in short, for a sequence that a person can read. */
export function eventLine(event: RunEvent): string {
  switch (event.type) {
    case 'sample-started':
      return `${event.caseId} started`;
    case 'delta':
      return `${event.caseId} delta ${event.text}`;
    case 'output':
      return `${event.caseId} output ${event.output}`;
    case 'sample-finished':
      return `${event.sample.caseId} ${event.sample.status}`;
    case 'case-finished':
      return `${event.result.id} case ${event.result.status} ${event.finished}/${event.total}`;
    case 'started':
      return `run of ${event.total}`;
    case 'finished':
      return `run ${event.outcome.kind}`;
  }
}
