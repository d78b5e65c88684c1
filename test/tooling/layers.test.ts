import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '../..');
const BIOME = join(dirname(require.resolve('@biomejs/biome/package.json')), 'bin/biome');

type Import = [file: string, imported: string];

/** Imports against the arrows: the file that imports, and what it must not. */
const FORBIDDEN: Import[] = [
  ['src/engine/host.ts', './prompt/message'],
  ['src/engine/index.ts', 'vscode'],
  ['src/engine/index.ts', 'node:fs'],
  ['src/engine/index.ts', '../node/nodeFiles'],
  ['src/engine/index.ts', '../wording'],
  ['src/engine/text/x.ts', '../prompt/parsePrompt'],
  ['src/engine/prompt/x.ts', '../testset/testSet'],
  ['src/engine/prompt/deeper/x.ts', '../../judge/judge'],
  ['src/engine/prompt/x.ts', 'vscode'],
  ['src/engine/prompt/x.ts', 'node:child_process'],
  ['src/engine/prompt/x.ts', 'node:fs/promises'],
  ['src/engine/prompt/x.ts', '../index'],
  ['src/engine/testset/x.ts', '../judge/judge'],
  ['src/engine/model/x.ts', 'node:http'],
  ['src/engine/model/x.ts', '../judge/judge'],
  ['src/engine/judge/checks/x.ts', '../../evaluate/run'],
  ['src/engine/evaluate/x.ts', '../report/text'],
  ['src/engine/evaluate/x.ts', '../../node/nodeFiles'],
  ['src/engine/evaluate/x.ts', '../language/languageService'],
  ['src/engine/language/x.ts', '../versions/listVersions'],
  ['src/engine/report/x.ts', '../../wording'],
  ['src/engine/report/x.ts', '../index'],
  ['src/node/x.ts', '../cli/main'],
  ['src/node/x.ts', 'vscode'],
  ['src/cli/x.ts', '../editor/extension'],
  ['src/cli/x.ts', 'vscode'],
  ['src/cli/commands/x.ts', '../../panel/main'],
  ['src/editor/x.ts', '../cli/main'],
  ['src/editor/panel/x.ts', '../../panel/main'],
  ['src/editor/x.ts', '../panel/main'],
  ['src/panel/x.ts', '../engine/evaluate/run'],
  ['src/panel/x.ts', '../editor/extension'],
  ['src/panel/x.ts', 'vscode'],
  ['src/panel/x.ts', 'node:path'],
  ['src/protocol/x.ts', '../editor/extension'],
  ['src/protocol/x.ts', 'vscode'],
  ['src/wording/x.ts', '../engine/problem'],
];

/** Imports along the arrows. */
const ALLOWED: Import[] = [
  ['src/engine/index.ts', './evaluate/runEvaluation'],
  ['src/engine/language/x.ts', '../evaluate/inspectPrompt'],
  ['src/engine/prompt/x.ts', '../problem'],
  ['src/engine/prompt/x.ts', '../text/offsets'],
  ['src/engine/prompt/x.ts', 'node:path'],
  ['src/engine/prompt/x.ts', 'node:crypto'],
  ['src/engine/prompt/x.ts', './message'],
  ['src/engine/prompt/deeper/x.ts', '../message'],
  ['src/engine/judge/checks/x.ts', '../score'],
  ['src/engine/judge/checks/x.ts', '../../model/provider'],
  ['src/engine/evaluate/x.ts', '../judge/judge'],
  ['src/engine/report/x.ts', '../evaluate/run'],
  ['src/node/x.ts', '../engine/host'],
  ['src/node/x.ts', 'node:fs/promises'],
  ['src/cli/x.ts', '../node/nodeHost'],
  ['src/cli/x.ts', '../wording'],
  ['src/editor/x.ts', 'vscode'],
  ['src/editor/panel/x.ts', '../../protocol/panel'],
  ['src/editor/panel/x.ts', '../panel/panelView'],
  ['src/editor/x.ts', '../engine'],
  ['src/panel/x.ts', '../protocol/panel'],
  ['src/panel/x.ts', '../wording'],
  ['src/panel/x.ts', 'lit'],
  ['src/protocol/x.ts', '../engine/evaluate/run'],
  ['test/editor/suite/x.test.ts', 'vscode'],
];

/** What exists wherever the engine runs, and is nevertheless not the engine's to use. */
const FORBIDDEN_GLOBALS = ['process', 'console', 'fetch', 'window', 'document', 'localStorage'];

type Finding = { category: string; location: { path: string; start: { line: number } } };

/** What `npm run lint` says about a tree of files, by path. */
async function lint(sources: ReadonlyMap<string, string>): Promise<Finding[]> {
  const tree = await mkdtemp(join(tmpdir(), 'assay-layers-'));
  try {
    await copyFile(join(ROOT, 'biome.json'), join(tree, 'biome.json'));
    for (const [file, source] of sources) {
      await mkdir(dirname(join(tree, file)), { recursive: true });
      await writeFile(join(tree, file), source);
    }
    const options = ['--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none'];
    const { stdout } = await promisify(execFile)(process.execPath, [BIOME, 'lint', ...options, '.'], {
      cwd: tree,
    }).catch((error: { stdout: string }) => error);
    return (JSON.parse(stdout) as { diagnostics: Finding[] }).diagnostics;
  } finally {
    await rm(tree, { recursive: true });
  }
}

/** Those of the imports that fail, each a line in the file that it is said to be in. */
async function importsThatFail(imports: Import[]): Promise<Set<Import>> {
  const byFile = new Map<string, Import[]>();
  for (const each of imports) byFile.set(each[0], [...(byFile.get(each[0]) ?? []), each]);
  const source = (lines: Import[]) => lines.map(([, imported]) => `export * from '${imported}';\n`).join('');
  const findings = await lint(new Map([...byFile].map(([file, lines]) => [file, source(lines)])));
  return new Set(
    findings
      .filter(({ category }) => category === 'lint/style/noRestrictedImports')
      .map(({ location: { path, start } }) => byFile.get(path)?.[start.line - 1] as Import),
  );
}

describe('The layers', () => {
  let failing: Set<Import>;

  before(async () => {
    failing = await importsThatFail([...FORBIDDEN, ...ALLOWED]);
  });

  for (const each of FORBIDDEN) {
    it(`${each[0]} must not import ${each[1]}`, () => assert.ok(failing.has(each)));
  }

  for (const each of ALLOWED) {
    it(`${each[0]} may import ${each[1]}`, () => assert.ok(!failing.has(each)));
  }

  it('the engine uses no global that its ports stand for', async () => {
    const source = FORBIDDEN_GLOBALS.map((name) => `export const ${name}Value = ${name};\n`).join('');
    const findings = await lint(new Map([['src/engine/prompt/x.ts', source]]));
    const lines = findings
      .filter(({ category }) => category === 'lint/style/noRestrictedGlobals')
      .map(({ location }) => location.start.line);
    assert.deepEqual(
      lines.sort((a, b) => a - b),
      FORBIDDEN_GLOBALS.map((_, index) => index + 1),
    );
  });
});
