import { dirname, relative, resolve, sep } from 'node:path';
import { FileError, type FileSystem } from '../../host';
import type { Problem } from '../../problem';
import { decodeText } from '../../prompt/decodeText';
import { allChecks, type CheckSpec, type TestSet } from '../../testset/testSet';
import { withLf } from '../../text/lineBreaks';
import { resolveInWorkspace } from '../../workspacePath';
import { scriptPathOf, scriptTextOf } from './javascript';
import { parseJson } from './json';

/** A file that a check names may have so many bytes. */
const LARGEST = 256 * 1024;

/** Checks whose argument may be the path of a JSON schema. */
const WITH_SCHEMA = new Set(['json-schema', 'contains-json']);

/**
 * Puts the files that checks name by path (`json-schema: ./answer.schema.json`, `javascript: ./short.js`, relative to the
 * test set, inside the workspace) into the checks, so that running them reads no file.
 * @returns a test set with the files; the one given stays as it is, since others may have it too
 */
export async function loadCheckFiles(
  testSet: TestSet,
  options: { files: FileSystem; workspace: string },
): Promise<{ testSet: TestSet; problems: Problem[] }> {
  const problems: Problem[] = [];
  const specs = allChecks([...testSet.checks, ...testSet.cases.flatMap(({ checks }) => checks)]);
  const filled = new Map<CheckSpec, CheckSpec>();
  const named = new Set<string>();
  const loaded = new Map<string, Promise<Loaded>>();
  for (const spec of specs) {
    const from = spec.file ?? testSet.file;
    const path = pathOf(spec);
    if (path === undefined) {
      const text = scriptTextOf(spec);
      const name = pathInWorkspace(from, options.workspace);
      if (text !== undefined) filled.set(spec, { ...spec, script: { text, kind: 'inline', name } });
      continue;
    }
    const key = `${from}\0${path}`;
    const loading = loaded.get(key) ?? load(path, from, options);
    loaded.set(key, loading);
    const result = await loading;
    if (result.file !== undefined) named.add(result.file);
    const full = 'text' in result ? withFile(spec, result, options.workspace) : result;
    if ('kind' in full) filled.set(spec, full);
    else {
      const { code, args } = full;
      problems.push({ code, severity: 'error', file: from, range: spec.range, args: { path, ...args } });
    }
  }
  if (filled.size === 0 && named.size === 0) return { testSet, problems };
  const fill = (checks: CheckSpec[]): CheckSpec[] =>
    checks.map((spec) =>
      spec.checks === undefined ? (filled.get(spec) ?? spec) : { ...spec, checks: fill(spec.checks) },
    );
  const cases = testSet.cases.map((testCase) => ({ ...testCase, checks: fill(testCase.checks) }));
  return { testSet: { ...testSet, checks: fill(testSet.checks), cases, checkFiles: [...named].sort() }, problems };
}

type Fault = Pick<Problem, 'code' | 'args'>;
/** A file that is not there is named all the same: it may come. */
type Loaded = { file: string; text: string } | (Fault & { file?: string });

/** The path that a check names; undefined where it names none. */
function pathOf(spec: CheckSpec): string | undefined {
  if (WITH_SCHEMA.has(spec.kind)) return typeof spec.argument === 'string' ? spec.argument : undefined;
  return scriptPathOf(spec);
}

async function load(path: string, from: string, options: { files: FileSystem; workspace: string }): Promise<Loaded> {
  const found = await resolveInWorkspace(path, from, options);
  if ('fault' in found) {
    const missing = found.fault === 'not-found' ? { file: resolve(dirname(from), path) } : {};
    return { code: `testset.${CODES[found.fault]}`, args: {}, ...missing };
  }
  try {
    const bytes = await options.files.read(found.file, { maxBytes: LARGEST });
    return { file: found.file, text: withLf(decodeText(bytes).text) };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return { file: found.file, code: 'check.file-not-read', args: { fault: error.code } };
  }
}

const CODES = { 'bad-path': 'bad-path', outside: 'path-outside', 'not-found': 'file-not-found' } as const;

function withFile(
  spec: CheckSpec,
  { file, text }: { file: string; text: string },
  workspace: string,
): CheckSpec | Fault {
  if (!WITH_SCHEMA.has(spec.kind)) {
    return { ...spec, script: { text, kind: 'file', name: pathInWorkspace(file, workspace) } };
  }
  const parsed = parseJson(text);
  if ('value' in parsed) return { ...spec, argument: parsed.value };
  return { code: 'check.schema-file-not-json', args: { fault: parsed.fault } };
}

function pathInWorkspace(file: string, workspace: string): string {
  return relative(workspace, file).split(sep).join('/');
}
