import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { showsColor } from '../../src/cli/terminal';
import { type Playground, playground } from './assay';

describe('the command line', function () {
  this.timeout(30_000);
  let at: Playground;

  before(async () => {
    at = await playground({});
  });

  after(() => at.dispose());

  for (const flag of ['--version', '-V']) {
    it(`tells its version with ${flag}`, async () => {
      const file = fileURLToPath(new URL('../../package.json', import.meta.url));
      const { version } = JSON.parse(await readFile(file, 'utf8'));
      assert.deepEqual(await at.assay(flag), { code: 0, stdout: `${version}\n`, stderr: '' });
    });
  }

  it('shows help on standard output when asked to, with the commands that there are', async () => {
    const { code, stdout } = await at.assay('--help');
    assert.equal(code, 0);
    for (const command of ['eval', 'render', 'check', 'gate'])
      assert.match(stdout, new RegExp(`^ {2}${command} `, 'm'));
    assert.doesNotMatch(stdout, /cli\.help|export\.help|import\.help/);
  });

  it('explains every option of a command', async () => {
    const { code, stdout } = await at.assay('eval', '--help');
    assert.equal(code, 0);
    for (const option of [
      'tests',
      'model',
      'judge-model',
      'repeat',
      'concurrency',
      'budget',
      'filter',
      'no-cache',
      'resume',
      'format',
      'out',
    ]) {
      assert.match(stdout, new RegExp(`--${option}\\b`), option);
    }
    assert.match(stdout, /130/);
    assert.doesNotMatch(stdout, /cli\.help/);
  });

  it('shows help on standard error when there is no command, and ends with 2', async () => {
    const { code, stdout, stderr } = await at.assay();
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /eval/);
  });

  it('speaks the language of the environment', async () => {
    const chinese = await playground({}, { LC_ALL: '', LANG: 'zh_TW.UTF-8' });
    assert.match((await chinese.assay('--help')).stdout, /用測試集評估提示詞/);
    assert.match((await chinese.assay('eval', 'x.prompt')).stderr, /找不到檔案 x\.prompt/);
    await chinese.dispose();
  });

  for (const [env, terminal, expected] of [
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ TERM: 'dumb' }, true, false],
  ] as const) {
    it(`${expected ? 'shows' : 'hides'} colours with ${JSON.stringify(env)} ${terminal ? 'on a' : 'without a'} terminal`, () => {
      assert.equal(showsColor(env, terminal), expected);
    });
  }
});
