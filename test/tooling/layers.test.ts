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

/** Lints all imports at once, with the project's own rules, as a tree that holds nothing else. Gives those that fail. */
async function importsThatFail(imports: Import[]): Promise<Set<Import>> {
  const byFile = new Map<string, Import[]>();
  for (const each of imports) byFile.set(each[0], [...(byFile.get(each[0]) ?? []), each]);

  const tree = await mkdtemp(join(tmpdir(), 'assay-layers-'));
  try {
    await copyFile(join(ROOT, 'biome.json'), join(tree, 'biome.json'));
    for (const [file, itsImports] of byFile) {
      await mkdir(dirname(join(tree, file)), { recursive: true });
      await writeFile(join(tree, file), itsImports.map(([, imported]) => `export * from '${imported}';\n`).join(''));
    }
    const options = ['--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none'];
    const { stdout } = await promisify(execFile)(process.execPath, [BIOME, 'lint', ...options, '.'], {
      cwd: tree,
    }).catch((error: { stdout: string }) => error);
    const { diagnostics } = JSON.parse(stdout) as {
      diagnostics: { category: string; location: { path: string; start: { line: number } } }[];
    };
    return new Set(
      diagnostics
        .filter(({ category }) => category === 'lint/style/noRestrictedImports')
        .map(({ location: { path, start } }) => byFile.get(path)?.[start.line - 1] as Import),
    );
  } finally {
    await rm(tree, { recursive: true });
  }
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
});
