import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from '../../support/gitRepository';
import { isInstallation, knownKeys, read } from './documented';
import { evaluate } from './expressions';
import type { Forge, Ran } from './runner';

interface Job {
  image: string;
  rules: { if: string; variables?: Record<string, string> }[];
  variables: Record<string, string>;
  cache: { key: string; paths: string[]; when: string };
  before_script: string[];
  script: string[];
  artifacts: { when: string; reports: { junit: string } };
}

/** What a merge request is like. */
export interface MergeRequest {
  /** From a project that is a fork: its pipeline has that project's variables. */
  fork?: boolean;
  /** The variables of the project, and the address of the test's server. */
  variables: Readonly<Record<string, string>>;
  /** False for a pipeline of a branch without a merge request. */
  open?: boolean;
}

/** How a job went; without one where no rule wants it. */
export interface GitlabRun extends Ran {
  /** The report that GitLab collects; undefined where there is none. */
  junit: string | undefined;
}

/** Runs the one job of a `.gitlab-ci.yml` as a runner does. */
export async function runGitlabJob(
  yaml: string,
  forge: Forge,
  { fork = false, variables, open = true }: MergeRequest,
): Promise<GitlabRun | undefined> {
  const [job, ...others] = Object.values(read<Record<string, Job>>(yaml));
  if (job === undefined || others.length > 0) throw new Error('The test runs a pipeline of one job.');
  knownKeys(job, ['image', 'rules', 'variables', 'cache', 'before_script', 'script', 'artifacts']);
  const predefined: Record<string, string> = open
    ? {
        CI_MERGE_REQUEST_IID: '1',
        CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
        CI_MERGE_REQUEST_PROJECT_ID: '7',
        CI_MERGE_REQUEST_SOURCE_PROJECT_ID: fork ? '8' : '7',
      }
    : {};
  const rule = job.rules.find((each) => evaluate(each.if, asContext(each.if, predefined)));
  if (rule === undefined) return undefined;
  knownKeys(rule, ['if', 'variables']);

  const folder = await forge.job();
  const env = { ...variables, ...predefined, ...job.variables, ...rule.variables };
  await checkOut(folder, Number(job.variables.GIT_DEPTH ?? 20));
  for (const path of job.cache.paths) await forge.restore(job.cache.key, folder, path);
  const commands = [...job.before_script, ...job.script].filter((command) => !isInstallation(command));
  const ran = await forge.shell(folder, ['-c', ['set -eo pipefail', ...commands].join('\n')], env);
  if (ran.code === 0 || job.cache.when === 'always') {
    for (const path of job.cache.paths) await forge.save(job.cache.key, folder, path);
  }
  const collected = ran.code === 0 || job.artifacts.when === 'always';
  const file = join(folder, job.artifacts.reports.junit);
  return { ...ran, junit: collected ? await readFile(file, 'utf8').catch(() => undefined) : undefined };
}

/** As GitLab's runner does it: without a depth all branches, otherwise only the pipeline's own commits. */
async function checkOut(folder: string, depth: number): Promise<void> {
  const own = '+refs/pipelines/1:refs/pipelines/1';
  const what = depth === 0 ? [own, '+refs/heads/*:refs/remotes/origin/*'] : [`--depth=${depth}`, own];
  await git(folder, 'fetch', '--quiet', '--no-tags', 'origin', ...what);
  await git(folder, 'checkout', '--quiet', '--force', '--detach', 'refs/pipelines/1');
}

/** The variables that a rule names, empty where they are not set. */
function asContext(rule: string, variables: Readonly<Record<string, string>>): Record<string, string> {
  const names = rule.match(/\$\w+/g) ?? [];
  return Object.fromEntries(names.map((name) => [name, variables[name.slice(1)] ?? '']));
}
