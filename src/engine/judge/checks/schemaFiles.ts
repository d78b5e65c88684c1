import { FileError, type FileSystem } from '../../host';
import type { Problem } from '../../problem';
import { allChecks, type CheckSpec, type TestSet } from '../../testset/testSet';
import { resolveInWorkspace } from '../../workspacePath';
import { parseJson } from './json';

/** A schema file may have so many bytes. */
const LARGEST = 256 * 1024;

/**
 * Puts the schemas that `json-schema` checks name by path (`json-schema: ./answer.schema.json`, relative to the test set,
 * inside the workspace) into the checks, so that running them reads no file.
 * @returns a test set with the schemas; the one given stays as it is, since others may have it too
 */
export async function loadSchemaFiles(
  testSet: TestSet,
  options: { files: FileSystem; workspace: string },
): Promise<{ testSet: TestSet; problems: Problem[] }> {
  const problems: Problem[] = [];
  const specs = allChecks([...testSet.checks, ...testSet.cases.flatMap(({ checks }) => checks)]);
  const filled = new Map<CheckSpec, CheckSpec>();
  const loaded = new Map<string, Promise<{ schema: unknown } | { code: string; fault: string }>>();
  for (const spec of specs) {
    if (spec.kind !== 'json-schema' || typeof spec.argument !== 'string') continue;
    const path = spec.argument;
    const from = spec.file ?? testSet.file;
    const key = `${from}\0${path}`;
    const loading = loaded.get(key) ?? load(path, from, options);
    loaded.set(key, loading);
    const result = await loading;
    if ('schema' in result) filled.set(spec, { ...spec, argument: result.schema });
    else problems.push(problemAt(spec, from, result.code, { path, fault: result.fault }));
  }
  if (filled.size === 0) return { testSet, problems };
  const fill = (checks: CheckSpec[]): CheckSpec[] =>
    checks.map((spec) =>
      spec.checks === undefined ? (filled.get(spec) ?? spec) : { ...spec, checks: fill(spec.checks) },
    );
  const cases = testSet.cases.map((testCase) => ({ ...testCase, checks: fill(testCase.checks) }));
  return { testSet: { ...testSet, checks: fill(testSet.checks), cases }, problems };
}

async function load(path: string, from: string, options: { files: FileSystem; workspace: string }) {
  const found = await resolveInWorkspace(path, from, options);
  if ('fault' in found) return { code: `testset.${CODES[found.fault]}`, fault: '' };
  try {
    const bytes = await options.files.read(found.file, { maxBytes: LARGEST });
    const parsed = parseJson(new TextDecoder().decode(bytes));
    return 'value' in parsed ? { schema: parsed.value } : { code: 'check.schema-file-not-json', fault: parsed.fault };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return { code: 'check.schema-file-not-read', fault: error.code };
  }
}

const CODES = { 'bad-path': 'bad-path', outside: 'path-outside', 'not-found': 'file-not-found' } as const;

function problemAt(spec: CheckSpec, file: string, code: string, args: Problem['args']): Problem {
  return { code, severity: 'error', file, range: spec.range, args };
}
