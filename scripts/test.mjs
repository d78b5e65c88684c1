/**
 * Everything that has to hold, in steps; goes on after a failing step, so that one run shows all that is wrong.
 *
 *   npm test                     all steps, installing first what is missing
 *   npm test -- unit grammar     some
 *
 * A step that runs tests counts each of them and fails when it ran none; the other steps count as one.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './ensureInstalled.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const MOCHA = ['node_modules/mocha/bin/mocha.js', '--forbid-only', '--reporter', 'scripts/countingReporter.mjs'];
/** A step that takes longer is stuck. */
const STEP_LIMIT_MS = 8 * 60_000;

/** @type {{ name: string; command: string[]; counts: boolean }[]} */
const STEPS = [
  { name: 'types', command: ['scripts/types.mjs'], counts: false },
  { name: 'lint', command: ['node_modules/@biomejs/biome/bin/biome', 'check', '.'], counts: false },
  { name: 'build', command: ['scripts/build.mjs'], counts: false },
  {
    name: 'unit',
    command: [...MOCHA, '--parallel', '--jobs', '2', 'test/{engine,node,cli,wording,tooling}/**/*.test.ts'],
    counts: true,
  },
  { name: 'grammar', command: [...MOCHA, 'test/grammar/**/*.test.ts'], counts: true },
  { name: 'editor', command: ['scripts/editorTests.mjs'], counts: true },
  { name: 'panel', command: [...MOCHA, 'test/panel/**/*.test.ts'], counts: true },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !STEPS.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. There are ${STEPS.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

await ensureInstalled(root);
const folder = await mkdtemp(join(tmpdir(), 'assay-test-'));
/** @type {Awaited<ReturnType<typeof run>>[]} */
const results = [];
for (const step of STEPS) {
  if (wanted.length > 0 && !wanted.includes(step.name)) continue;
  console.log(`\n── ${step.name} ${'─'.repeat(60 - step.name.length)}`);
  results.push(await run(step));
}
await rm(folder, { recursive: true });

// Once more, all together: in a long log this is where one looks first.
for (const { name, reasons } of results) {
  for (const { test, reason } of reasons) console.log(`\n✗ ${name}: ${test}\n  ${reason.replaceAll('\n', '\n  ')}`);
}

console.log('\n');
for (const { name, passed, failed, note, seconds } of results) {
  const numbers = `${passed} passed, ${failed} failed`;
  console.log(`${failed === 0 ? '✓' : '✗'} ${name.padEnd(8)} ${seconds.padStart(6)} s  ${numbers}${note}`);
}
const total = (/** @type {'passed' | 'failed'} */ key) => results.reduce((sum, result) => sum + result[key], 0);
process.exitCode = total('failed') === 0 ? 0 : 1;
console.log(`${total('passed')} passed, ${total('failed')} failed`);

/** @param {(typeof STEPS)[number]} step */
async function run({ name, command, counts }) {
  const started = performance.now();
  const file = join(folder, name);
  const { code, note } = await execute(command, file);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (!counts) return { name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, note, seconds, reasons: [] };

  const { passed, failed, pending, reasons } = await counted(file);
  const said = `${note}${pending > 0 ? `, ${pending} pending` : ''}`;
  if (passed + failed === 0) return { name, passed, failed: 1, note: `${said} (no test ran)`, seconds, reasons };
  // It failed beside its tests: a hook of the runner, a crash, a launch that never came to its tests.
  if (code !== 0 && failed === 0)
    return { name, passed, failed: 1, note: `${said} (exit code ${code})`, seconds, reasons };
  return { name, passed, failed, note: said, seconds, reasons };
}

/**
 * @param {string[]} command
 * @param {string} countsFile
 * @returns {Promise<{ code: number; note: string }>}
 */
function execute(command, countsFile) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ASSAY_TEST_COUNTS: countsFile },
    });
    let note = '';
    const limit = setTimeout(() => {
      note = `, stopped after ${STEP_LIMIT_MS / 60_000} min`;
      child.kill('SIGKILL');
    }, STEP_LIMIT_MS);
    child.on('exit', (code) => {
      clearTimeout(limit);
      resolve({ code: code ?? 1, note });
    });
  });
}

/**
 * The sum of the lines that the test runners of a step have left.
 * @param {string} file
 */
async function counted(file) {
  const lines = existsSync(file) ? (await readFile(file, 'utf8')).trim().split('\n') : [];
  /** @type {{ passed: number; failed: number; pending: number; reasons: { test: string; reason: string }[] }} */
  const sum = { passed: 0, failed: 0, pending: 0, reasons: [] };
  for (const line of lines) {
    const { passes, failures, pending, failed } = JSON.parse(line);
    sum.reasons.push(...failed);
    sum.passed += passes;
    sum.failed += failures;
    sum.pending += pending;
  }
  return sum;
}
