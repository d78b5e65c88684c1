import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
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

describe('The programs', () => {
  it('are CommonJS, and their vendor files are all there', () => {
    for (const program of ['cli', 'engine', 'extension']) {
      const source = readFileSync(join(DIST, `${program}.js`), 'utf8');
      const required = [...source.matchAll(/require\("\.\/vendor\/([^"]+)"\)/g)].map((match) => match[1]);
      assert.ok(required.length > 0, program);
      const present = readdirSync(join(DIST, 'vendor'));
      assert.deepEqual(
        required.filter((file) => !present.includes(file as string)),
        [],
      );
    }
  });

  it('keep the extension under 500 KB', () => {
    assert.ok(statSync(join(DIST, 'extension.js')).size < 500 * 1024);
  });

  it('load neither a client nor a tokenizer when the extension or the engine is loaded', () => {
    const vscode =
      "require('module')._load = ((load) => (name, ...rest) => name === 'vscode' ? new Proxy(class {}, { get: (_, key) => key === 'then' ? undefined : class {} }) : load(name, ...rest))(require('module')._load);";
    for (const program of ['extension', 'engine']) {
      const loaded = loadedBy(`${vscode}require('./dist/${program}.js')`);
      assert.ok(loaded.includes(`${program}.js`));
      assert.deepEqual(
        loaded.filter((file) => /openai|gpt-tokenizer|genai-prices|ajv|re2js|csv-parse/.test(file)),
        [],
      );
    }
  });

  it('answer assay --version without loading a dependency', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const said = execFileSync(process.execPath, [join(DIST, 'cli.js'), '--version'], { encoding: 'utf8' });
    assert.equal(said.trim(), version);
    const loaded = loadedBy("process.argv.push('--version'); require('./dist/cli.js')");
    assert.deepEqual(
      loaded.filter((file) => file.startsWith('vendor/')),
      [],
    );
  });

  it('run as a command in the clone', function () {
    if (process.platform === 'win32') this.skip();
    assert.match(execFileSync(join(ROOT, 'node_modules/.bin/assay'), ['--version'], { encoding: 'utf8' }), /^\d/);
  });
});
