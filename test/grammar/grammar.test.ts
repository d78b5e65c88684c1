import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installServer } from '../../scripts/vscodeHost/installServer.mjs';

const ROOT = join(__dirname, '../..');
const TOOLS = join(dirname(require.resolve('vscode-tmgrammar-test/package.json')), 'dist');

/**
 * The grammar, with the YAML grammar of a real VS Code beside it. `assertions/` say in the file what must hold;
 * `snapshots/` pin every token, and are renewed by `UPDATE_SNAPSHOTS=1 npm test -- grammar`.
 */
describe('The grammar', () => {
  let yaml: string[];

  before(async function () {
    this.timeout(180_000);
    const folder = join((await installServer()).extensions, 'yaml/syntaxes');
    yaml = readdirSync(folder).flatMap((file) => ['--grammar', join(folder, file)]);
  });

  /** @param tool the program of vscode-tmgrammar-test: `unit` or `snapshot` */
  function check(tool: string, file: string): void {
    const options = tool === 'snapshot' && process.env.UPDATE_SNAPSHOTS ? ['--updateSnapshot'] : [];
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(TOOLS, `${tool}.js`), '--config', join(ROOT, 'package.json'), ...options, ...yaml, file],
      { cwd: ROOT, encoding: 'utf8' },
    );
    assert.equal(status, 0, `${stdout}${stderr}`);
  }

  for (const [folder, tool] of [
    ['assertions', 'unit'],
    ['snapshots', 'snapshot'],
  ] as const) {
    describe(folder, () => {
      for (const file of readdirSync(join(__dirname, folder)).filter((name) => name.endsWith('.prompt'))) {
        it(file, () => check(tool, `test/grammar/${folder}/${file}`));
      }
    });
  }
});
