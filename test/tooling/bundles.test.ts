import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const DIST = join(ROOT, 'dist');

/** What a Node process has loaded after running a script, as paths below dist/. */
function loadedBy(script: string): string[] {
  const report = "process.on('exit', () => require('fs').writeSync(3, Object.keys(require.cache).join('\\n')));";
  const { output, stderr } = spawnSync(process.execPath, ['-e', `${report}${script}`], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const loaded = (output[3] ?? '').split('\n').filter(Boolean);
  assert.ok(loaded.length > 0, stderr);
  return loaded.filter((file) => file.startsWith(DIST)).map((file) => file.slice(DIST.length + 1));
}

/** The programs of the threads that a script starts. */
function spawnedBy(script: string): string[] {
  const report = `
    const threads = require('node:worker_threads');
    const started = [];
    threads.Worker = class extends threads.Worker { constructor(file, ...rest) { super(file, ...rest); started.push(file); } };
    process.on('exit', () => require('fs').writeSync(3, JSON.stringify(started)));`;
  const { output, stderr } = spawnSync(process.execPath, ['-e', `${report}${script}`], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  assert.ok(output[3], stderr);
  return JSON.parse(output[3]).map((file: string) => file.slice(DIST.length + 1));
}

/** Stands in for the module that only VS Code has: anything can be read from it, called and extended. */
const VSCODE = `
  const anything = new Proxy(function () {}, { get: (_, key) => (key === Symbol.toPrimitive ? () => '' : anything), apply: () => anything });
  const { _load } = require('module');
  require('module')._load = (name, ...rest) => (name === 'vscode' ? Object.create(anything) : _load(name, ...rest));
`;

describe('The programs', () => {
  it('find the vendor files that they ask for', () => {
    for (const program of ['cli', 'engine', 'extension', 'wording', 'backend', 'scriptThread']) {
      const source = readFileSync(join(DIST, `${program}.js`), 'utf8');
      const required = [...source.matchAll(/require\("\.\/vendor\/([^"]+)"\)/g)].map((match) => match[1]);
      const present = readdirSync(join(DIST, 'vendor'));
      assert.deepEqual(
        required.filter((file) => !present.includes(file as string)),
        [],
      );
    }
  });

  it('have vendor files that need nothing outside of dist', () => {
    const folder = mkdtempSync(join(tmpdir(), 'assay-dist-'));
    try {
      cpSync(DIST, folder, { recursive: true });
      const load =
        "for (const file of require('fs').readdirSync('vendor')) if (file.endsWith('.js')) require('./vendor/' + file)";
      execFileSync(process.execPath, ['-e', load], { cwd: folder, stdio: 'pipe' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('keep the extension under 500 KB', () => {
    assert.ok(statSync(join(DIST, 'extension.js')).size < 500 * 1024);
  });

  it('load neither a client nor a tokenizer before one is needed', () => {
    for (const program of ['engine', 'extension', 'backend']) {
      const loaded = loadedBy(`${VSCODE}; require('./dist/${program}.js')`);
      assert.ok(loaded.includes(`${program}.js`));
      assert.deepEqual(
        loaded.filter((file) => /openai|tokenizer|prices|ajv|re2js|csv|quickjs/.test(file)),
        [],
      );
    }
  });

  it('load QuickJS in a thread of its own, where a test set has JavaScript, and nowhere else', function () {
    this.timeout(30_000);
    for (const program of ['cli', 'engine', 'extension', 'backend']) {
      assert.doesNotMatch(readFileSync(join(DIST, `${program}.js`), 'utf8'), /quickjs|jitl/i);
    }
    for (const [check, expected] of [
      ['contains: o', []],
      ['javascript: output.length > 0', ['scriptThread.js']],
    ] as const) {
      const folder = mkdtempSync(join(tmpdir(), 'assay-scripts-'));
      try {
        const prompt = '---\nmodel: baseline/extractive\n---\n{{question}}\n';
        const tests = `checks:\n  - ${check}\ncases:\n  - input: { question: So it goes. }\n`;
        writeFileSync(join(folder, 'a.prompt'), prompt);
        writeFileSync(join(folder, 'a.test.yaml'), tests);
        const args = ['assay', 'eval', join(folder, 'a.prompt'), '--allow-javascript'];
        const run = `process.argv.push(...${JSON.stringify(args)}); require('./dist/cli.js')`;
        assert.deepEqual(spawnedBy(run), expected);
      } finally {
        rmSync(folder, { recursive: true });
      }
    }
  });

  it('answer assay --version with nothing loaded but the command line', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const said = execFileSync(process.execPath, [join(DIST, 'cli.js'), '--version'], { encoding: 'utf8' });
    assert.equal(said.trim(), version);
    const loaded = loadedBy("process.argv.push('--version'); require('./dist/cli.js')");
    assert.deepEqual(
      loaded.filter((file) => !['cli.js', 'vendor/commander.js'].includes(file)),
      [],
    );
  });

  it('run as a command in the clone', function () {
    if (process.platform === 'win32') this.skip();
    assert.match(execFileSync(join(ROOT, 'node_modules/.bin/assay'), ['--version'], { encoding: 'utf8' }), /^\d/);
  });
});
