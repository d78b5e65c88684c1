import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkFault, checkProblems } from '../../../../src/engine/judge/checks';
import { loadJudge } from '../../../../src/engine/judge/judge';
import { type ImportedText, importTestSet } from '../../../../src/engine/testset/import/importTestSet';
import { nodeFiles } from '../../../../src/node/nodeFiles';
import { say } from '../../../../src/wording';

/** What an import gives, in short. */
export interface Imported extends ImportedText {
  /** Each entry as `kind code line`, with the file's name in front of the line where it is not the first one's. */
  told: string[];
  /** Each entry as a sentence. */
  said: string[];
  /** The cases as they are read back, without places and without what is as usual. */
  cases: Record<string, unknown>[];
  judges: Record<string, unknown>[];
  checks: Record<string, unknown>[];
}

type Over = Partial<Parameters<typeof importTestSet>[1]>;

const FIXTURES = join(__dirname, 'fixtures');
const JUDGES = join(__dirname, '../../../../media/judges');

/**
 * Imports the first of some files, from a folder of their own that is gone afterwards. What is written has to be read back
 * without a problem, by the checks and judges that it names too.
 */
export async function imported(files: Record<string, string | Uint8Array>, over: Over = {}): Promise<Imported> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'assay-import-')));
  try {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    const [first = ''] = Object.keys(files);
    const result = await importTestSet(join(folder, first), {
      files: nodeFiles(),
      workspace: folder,
      faultOf: checkFault,
      say: (code, args) => say(code, args),
      ...over,
    });
    if (result.text !== undefined) await readsBack(result, folder);
    const { testSet, entries } = result;
    return {
      ...result,
      told: entries.map(({ kind, code, line, count, file }) => {
        const place = file === join(folder, first) ? `${line}` : `${file.slice(folder.length + 1)}:${line}`;
        return `${kind} ${code.replace('import.', '')} ${place}${count > 1 ? ` ×${count}` : ''}`;
      }),
      said: entries.map(({ code, args }) => say(code, args)),
      cases: plain(testSet?.cases ?? []),
      judges: plain(testSet?.judges ?? []),
      checks: plain(testSet?.checks ?? []),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A check as it is read back. */
export interface ReadCheck {
  kind: string;
  argument?: unknown;
  negate?: boolean;
  ignoreCase?: boolean;
  weight?: number;
  threshold?: number;
  checks?: ReadCheck[];
}

/** The checks of a case. */
export function checksOf(cases: readonly Record<string, unknown>[], index = 0): ReadCheck[] {
  return (cases[index]?.checks ?? []) as ReadCheck[];
}

/** The files of a fixture, the given one first. */
export async function fixture(tool: string, first: string): Promise<Record<string, string>> {
  const folder = join(FIXTURES, tool);
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.path, entry.name).slice(folder.length + 1))
    .sort((a, b) => Number(b === first) - Number(a === first) || (a < b ? -1 : 1));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']));
}

async function readsBack({ testSet, text, target }: ImportedText, workspace: string): Promise<void> {
  assert.ok(testSet);
  const problems = [...testSet.problems, ...(await checkProblems(testSet))];
  const options = { files: nodeFiles(), workspace, judgesFolder: JUDGES, testSetFile: target, criterionByCase: true };
  for (const reference of testSet.judges) problems.push(...(await loadJudge(reference, options)).problems);
  const found = problems.map(({ code, args }) => say(code, args));
  assert.deepEqual(found, [], text);
}

/** Values without places and without what is as usual. */
function plain(values: readonly object[]): Record<string, unknown>[] {
  return JSON.parse(
    JSON.stringify(values, (key, value: unknown) => {
      if (/[rR]anges?$/.test(key) || value === false) return undefined;
      if (key === 'weight' && value === 1) return undefined;
      if ((key === 'checks' || key === 'tags') && Array.isArray(value) && value.length === 0) return undefined;
      return value;
    }),
  );
}
