import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { commitAll, GIT_ENVIRONMENT, git, initRepository } from '../support/gitRepository';
import { type ModelServer, startModelServer } from '../support/modelServer';
import { cliFile } from './assay';

const DOCUMENT = fileURLToPath(new URL('../../docs/versions-and-gate.md', import.meta.url));
const KEY = 'sk-workflow-0123456789';

interface Step {
  uses?: string;
  run?: string;
  if?: string;
  with?: Record<string, unknown>;
  env?: Record<string, string>;
}

interface GithubWorkflow {
  on: string;
  permissions: Record<string, string>;
  jobs: Record<string, { env?: Record<string, string>; steps: Step[] }>;
}

interface GitlabJob {
  variables: Record<string, string>;
  script: string[];
  artifacts: { when: string; reports: { junit: string } };
}

/** The YAML examples of the page, in their order. */
async function workflows(): Promise<unknown[]> {
  const text = await readFile(DOCUMENT, 'utf8');
  return [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, yaml = '']) => parse(yaml));
}

const prompt = (instruction: string) => `---\nmodel: openai/gpt-4o-mini\n---\n${instruction}\n{{question}}\n`;

const TESTS = `checks:\n  - contains: good\ncases:\n${Array.from(
  { length: 8 },
  (_, index) => `  - { id: q${index}, input: { question: 問題 ${index}？ } }\n`,
).join('')}`;

describe('the workflows of the documentation, run step by step', function () {
  this.timeout(60_000);
  let server: ModelServer;
  let root: string;
  let clone: string;
  let env: Record<string, string | undefined>;

  beforeEach(async () => {
    server = await startModelServer({ key: KEY });
    server.answer(({ body }) => ({ text: JSON.stringify(body.messages).includes('BAD') ? 'poor' : 'good' }));
    root = await realpath(await mkdtemp(join(tmpdir(), 'assay-workflow-')));
    clone = join(root, 'clone');
    const origin = join(root, 'origin');
    await mkdir(origin);
    await writeFile(join(origin, 'answer.prompt'), prompt('Be kind.'));
    await writeFile(join(origin, 'answer.test.yaml'), TESTS);
    await writeFile(join(origin, '.gitignore'), '.assay/\nnode_modules/\ngate.*\n');
    await initRepository(origin);
    for (const [branch, instruction] of [
      ['worse', 'Be BAD.'],
      ['kinder', 'Be kinder.'],
    ] as const) {
      await git(origin, 'checkout', '--quiet', '-b', branch, 'main');
      await writeFile(join(origin, 'answer.prompt'), prompt(instruction));
      await commitAll(origin, branch);
    }
    await git(origin, 'checkout', '--quiet', 'main');
    await commitAll(origin, 'main goes on');
    env = {
      PATH: process.env.PATH,
      HOME: root,
      LC_ALL: 'C',
      OPENAI_BASE_URL: server.url,
      // What npm would ask its registry for is not to be had here.
      npm_config_offline: 'true',
      npm_config_update_notifier: 'false',
      ...GIT_ENVIRONMENT,
    };
  });
  afterEach(async () => {
    await rm(root, { recursive: true, force: true });
    await server.close();
  });

  /** Runs a script as a runner does: one shell, which ends at the first command that fails. */
  function shell(script: string, more: Record<string, string> = {}): Promise<{ code: number | null; text: string }> {
    const child = spawn('bash', ['-e', '-c', script], { cwd: clone, env: { ...env, ...more } });
    let text = '';
    child.stdout.on('data', (data) => {
      text += data;
    });
    child.stderr.on('data', (data) => {
      text += data;
    });
    return new Promise((resolve, reject) => {
      child.on('error', reject).on('close', (code) => resolve({ code, text }));
    });
  }

  /** Stands for `npm ci`, which installs the package from a registry: puts the command where npm would. */
  async function install(): Promise<void> {
    const bin = join(clone, 'node_modules/.bin');
    await mkdir(bin, { recursive: true });
    await writeFile(join(bin, 'assay'), `#!/bin/sh\nexec "${process.execPath}" "${await cliFile()}" "$@"\n`, {
      mode: 0o755,
    });
  }

  describe('GitHub Actions', () => {
    /** What stands for the actions, which are GitHub's own; an unknown one fails the test. */
    const actions: Record<string, (options: Record<string, unknown>, branch: string) => Promise<void>> = {
      'actions/checkout@v4': async (options, branch) => {
        const depth = options['fetch-depth'] === 0 ? [] : ['--depth=1'];
        await git(root, 'clone', '--quiet', ...depth, `file://${join(root, 'origin')}`, clone);
        // A pull request is checked out merged into its base.
        await git(clone, 'checkout', '--quiet', '--detach', 'origin/main');
        await git(clone, 'merge', '--quiet', '--no-ff', '-m', 'merge', `origin/${branch}`);
      },
      'actions/setup-node@v4': async (options) => {
        assert.ok(Number(options['node-version']) >= 20);
      },
      'actions/cache@v4': async ({ path }) => {
        assert.deepEqual(String(path).trim().split('\n'), ['.assay/cache', '.assay/scores']);
      },
      'actions/upload-artifact@v4': async ({ path }) => {
        await readFile(join(clone, String(path)));
      },
    };

    const expressions: Record<string, string> = {
      'github.base_ref': 'main',
      'github.run_id': '1',
      'secrets.OPENAI_API_KEY': KEY,
    };

    function filled(text: string): string {
      return text.replace(/\$\{\{ *([\w.]+) *\}\}/g, (_, name: string) => {
        const value = expressions[name];
        assert.ok(value !== undefined, `what is ${name}?`);
        return value;
      });
    }

    const filledAll = (values: Record<string, string> = {}) =>
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, filled(value)]));

    async function run(branch: string): Promise<{ failed: string[]; summary: string; junit: string; text: string }> {
      const [workflow] = (await workflows()) as [GithubWorkflow];
      assert.deepEqual(workflow.permissions, { contents: 'read' });
      const [job] = Object.values(workflow.jobs);
      assert.ok(job);
      const summary = join(root, 'summary.md');
      const failed: string[] = [];
      let all = '';
      for (const step of job.steps) {
        if (failed.length > 0 && step.if !== 'always()') continue;
        if (step.uses !== undefined) {
          const action = actions[step.uses];
          assert.ok(action, `an action that is not known here: ${step.uses}`);
          await action(step.with ?? {}, branch);
        } else if (step.run === 'npm ci') await install();
        else {
          const script = step.run ?? '';
          assert.doesNotMatch(script, /\$\{\{/, 'what others may name does not belong into a script');
          const more = { ...filledAll(job.env), ...filledAll(step.env), GITHUB_STEP_SUMMARY: summary };
          const { code, text } = await shell(script, more);
          all += text;
          if (code !== 0) failed.push(`${code}: ${script.trim()}`);
        }
      }
      const read = (file: string) => readFile(file, 'utf8');
      return { failed, summary: await read(summary), junit: await read(join(clone, 'gate.xml')), text: all };
    }

    it('fails where a score regressed, and says so in the summary and in the JUnit report', async () => {
      const { failed, summary, junit, text } = await run('worse');
      assert.equal(failed.length, 1, text);
      assert.match(failed[0] ?? '', /^1: npx assay gate/);
      assert.match(summary, /answer\.prompt.*Regressed/);
      assert.match(summary, /Likely cause: answer\.prompt:4/);
      assert.match(junit, /<failure/);
      // Both versions once; the second report is from the record.
      assert.equal(server.chats.length, 16);
      assert.equal(server.chats[0]?.headers.authorization, `Bearer ${KEY}`);
    });

    it('passes where none did', async () => {
      const { failed, summary, junit, text } = await run('kinder');
      assert.deepEqual(failed, [], text);
      assert.match(summary, /answer\.prompt.*Unchanged/);
      assert.doesNotMatch(junit, /<failure/);
      assert.equal(server.chats.length, 16);
    });
  });

  describe('GitLab', () => {
    async function run(branch: string): Promise<{ code: number | null; junit: string; text: string }> {
      const [, pipeline] = (await workflows()) as [unknown, Record<string, GitlabJob>];
      const [job] = Object.values(pipeline);
      assert.ok(job);
      assert.equal(job.variables.GIT_DEPTH, '0');
      // GitLab's runner fetches what it builds and no branch beside it.
      await mkdir(clone);
      await git(clone, 'init', '--quiet');
      await git(clone, 'remote', 'add', 'origin', `file://${join(root, 'origin')}`);
      await git(clone, 'fetch', '--quiet', 'origin', `+refs/heads/${branch}:refs/pipelines/1`);
      await git(clone, 'checkout', '--quiet', '--detach', 'refs/pipelines/1');
      const predefined: Record<string, string> = { CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main' };
      const variables = Object.fromEntries(
        Object.entries(job.variables).map(([name, value]) => [
          name,
          value.replace(/\$(\w+)/g, (_, other: string) => predefined[other] ?? ''),
        ]),
      );
      const script = job.script.filter((line) => line !== 'npm ci');
      assert.equal(script.length, job.script.length - 1);
      await install();
      const { code, text } = await shell(script.join('\n'), { ...predefined, ...variables, OPENAI_API_KEY: KEY });
      const { junit } = job.artifacts.reports;
      return { code, text, junit: await readFile(join(clone, junit), 'utf8') };
    }

    it('fails where a score regressed, with a JUnit report', async () => {
      const { code, junit, text } = await run('worse');
      assert.equal(code, 1, text);
      assert.match(junit, /<failure/);
    });

    it('passes where none did', async () => {
      const { code, junit, text } = await run('kinder');
      assert.equal(code, 0, text);
      assert.doesNotMatch(junit, /<failure/);
    });
  });
});
