import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from '../../support/gitRepository';
import { isInstallation, knownKeys, read } from './documented';
import { evaluate, fillIn, type Value } from './expressions';
import type { Forge, Ran } from './runner';

interface Step {
  name?: string;
  uses?: string;
  with?: Record<string, string | number | boolean>;
  if?: string;
  env?: Record<string, string>;
  run?: string;
}

interface Workflow {
  on: string;
  permissions: Record<string, string>;
  jobs: Record<string, { 'runs-on': string; steps: Step[] }>;
}

/** What a pull request is like. */
export interface PullRequest {
  /** The repository's secrets; a fork's pull request is given none. */
  secrets: Readonly<Record<string, string>>;
  fork?: boolean;
  /** The environment that every step has: here the address of the test's server. */
  env: Readonly<Record<string, string>>;
  runId: number;
}

/** How a job went. */
export interface GithubRun extends Ran {
  summary: string;
  /** Everything that ran or stood for it, in its order. */
  steps: string[];
}

interface Job {
  forge: Forge;
  folder: string;
}

/** What stands for each action that the documented workflow may use. One that is not here fails the test. */
const ACTIONS: Readonly<Record<string, (given: Record<string, string>, job: Job) => Promise<void>>> = {
  async 'actions/checkout@v4'(given, { folder }) {
    knownKeys(given, ['fetch-depth', 'persist-credentials']);
    const depth = Number(given['fetch-depth'] ?? 1);
    const merge = '+refs/pull/1/merge:refs/remotes/pull/1/merge';
    // As the action does it: with 0 all branches and all history, otherwise the one commit with so much before it.
    const what = depth === 0 ? ['+refs/heads/*:refs/remotes/origin/*', merge] : [`--depth=${depth}`, merge];
    await git(folder, 'fetch', '--quiet', '--no-tags', 'origin', ...what);
    await git(folder, 'checkout', '--quiet', '--force', 'refs/remotes/pull/1/merge');
  },
  async 'actions/setup-node@v4'(given) {
    knownKeys(given, ['node-version']);
    if (Number(given['node-version']) < 20) throw new Error('Assay needs Node.js 20.');
  },
  async 'actions/cache/restore@v4'(given, { forge, folder }) {
    knownKeys(given, ['path', 'key', 'restore-keys']);
    await forge.restore(given['restore-keys'] ?? '', folder, given.path ?? '');
  },
  async 'actions/cache/save@v4'(given, { forge, folder }) {
    knownKeys(given, ['path', 'key']);
    if (!given.key?.startsWith('assay-')) throw new Error('What is saved is not found again.');
    await forge.save('assay-', folder, given.path ?? '');
  },
};

/** Runs the one job of a workflow as GitHub runs it for a pull request. */
export async function runGithubWorkflow(yaml: string, forge: Forge, request: PullRequest): Promise<GithubRun> {
  const workflow = read<Workflow>(yaml);
  knownKeys(workflow, ['name', 'on', 'permissions', 'jobs']);
  const [job, ...others] = Object.values(workflow.jobs);
  if (job === undefined || others.length > 0) throw new Error('The test runs a workflow of one job.');
  knownKeys(job, ['runs-on', 'steps']);
  const folder = await forge.job();
  const summaryFile = join(forge.root, `summary-${request.runId}.md`);
  await writeFile(summaryFile, '');
  const contexts = contextsOf(request);
  const result: GithubRun = { code: 0, stdout: '', stderr: '', summary: '', steps: [] };
  for (const step of job.steps) {
    knownKeys(step, ['name', 'uses', 'with', 'if', 'env', 'run']);
    const due = step.if === undefined ? result.code === 0 : evaluate(step.if, contexts);
    if (!due) continue;
    if (step.uses !== undefined) {
      const action = ACTIONS[step.uses];
      if (action === undefined) throw new Error(`The test does not know what ${step.uses} does.`);
      await action(filled(step.with, contexts), { forge, folder });
      result.steps.push(step.uses);
      continue;
    }
    const script = fillIn(step.run ?? '', contexts);
    result.steps.push(script);
    if (isInstallation(script)) continue;
    const env = { ...request.env, ...filled(step.env, contexts), GITHUB_STEP_SUMMARY: summaryFile };
    const ran = await forge.shell(folder, ['-e', '-c', script], env);
    if (result.code === 0) result.code = ran.code;
    result.stdout += ran.stdout;
    result.stderr += ran.stderr;
  }
  return { ...result, summary: await readFile(summaryFile, 'utf8') };
}

function contextsOf({ secrets, fork = false, runId }: PullRequest): Record<string, Value> {
  const repository = 'ada/prompts';
  const head = { repo: { full_name: fork ? 'eve/prompts' : repository } };
  return {
    github: { base_ref: 'main', repository, run_id: runId, run_attempt: 1, event: { pull_request: { head } } },
    // A secret that is not there is an empty text.
    secrets: { OPENAI_API_KEY: '', ...(!fork && secrets) },
  };
}

function filled(values: Step['with'], contexts: Record<string, Value>): Record<string, string> {
  const entries = Object.entries(values ?? {}).map(([name, value]) => [name, fillIn(String(value), contexts)]);
  return Object.fromEntries(entries);
}
