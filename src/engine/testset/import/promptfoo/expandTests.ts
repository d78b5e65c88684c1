import type { ImportContext } from '../importFormat';
import { namedFiles } from './namedFiles';
import type { RawAssert, RawTest } from './rawTest';

/** More tests than that are a slip of the keyboard in a matrix. */
export const MOST_TESTS = 100_000;

/** A test with its defaults, one combination of its variables. */
export interface ExpandedTest extends RawTest {
  /** The first so many assertions are those of `defaultTest`. */
  defaults: number;
}

/**
 * A test with what stands before it: its own values go first, assertions and metadata are added (promptfoo,
 * `src/evaluator.ts`, `prepareTestCaseForEval`; docs, "Scenarios").
 */
export function withDefaults(test: RawTest, ...before: readonly RawTest[]): RawTest & { defaults: number } {
  const [general, ...others] = before;
  const options = Object.assign({}, ...before.map((each) => each.options), test.options) as Record<string, unknown>;
  const defaults: RawAssert[] = options.disableDefaultAsserts === true ? [] : (general?.asserts ?? []);
  const threshold = test.threshold ?? others.at(-1)?.threshold ?? general?.threshold;
  return {
    ...test,
    vars: Object.assign({}, ...before.map(({ vars }) => vars), test.vars) as Record<string, unknown>,
    metadata: Object.assign({}, ...before.map(({ metadata }) => metadata), test.metadata) as Record<string, unknown>,
    options,
    asserts: [...defaults, ...others.flatMap(({ asserts }) => asserts), ...test.asserts],
    defaults: defaults.length,
    ...(threshold !== undefined && { threshold }),
  };
}

/**
 * The tests that one is: a variable whose value is a list of texts, or a pattern of files, is a variable of as many tests,
 * and several such are a matrix (promptfoo, `src/evaluator.ts`, `generateVarCombinations`).
 * @param from the config, which paths are relative to
 * @returns at most so many as `most`; undefined where there would be more
 */
export async function combinations(
  test: RawTest & { defaults: number },
  from: string,
  { files, workspace, report }: ImportContext,
  most: number,
): Promise<ExpandedTest[] | undefined> {
  if (test.options.disableVarExpansion === true) return [test];
  let all: Record<string, unknown>[] = [{}];
  for (const [name, value] of Object.entries(test.vars)) {
    let values: readonly unknown[] = Array.isArray(value) && typeof value[0] === 'string' ? value : [value];
    if (typeof value === 'string' && value.startsWith('file://') && /[*?{]/.test(value)) {
      const found = await namedFiles(value, from, { files, workspace });
      if (found.length === 0) report.lost(test.place, 'file', { path: value });
      values = found.map((file) => ({ [FILE]: file }));
      // The test stays, without the variable.
      if (found.length === 0) continue;
    }
    if (all.length * values.length > most) return undefined;
    all = all.flatMap((vars) => values.map((each) => ({ ...vars, [name]: each })));
  }
  return all.map((vars) => ({ ...test, vars }));
}

/** Marks a file that a pattern has found, whose path is absolute. */
export const FILE = Symbol('file');
