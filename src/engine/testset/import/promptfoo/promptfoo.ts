import { plainValue, type SourceMap } from '../../sourceNode';
import { emptySet, type ImportedCheck, type ImportedSet } from '../imported';
import type { ImportContext, ImportFormat } from '../importFormat';
import type { ImportSource } from '../importSource';
import { isMap, nodeAt, recordsHave, textAt } from '../records';
import { CHECKED_TYPES } from './assertionTypes';
import { CaseBuilder, type GradedCase } from './caseBuilder';
import { hasSpecialColumns } from './csvTest';
import { combinations, MOST_TESTS, withDefaults } from './expandTests';
import { promptVariables } from './promptVariables';
import { emptyTest, type RawAssert, type RawTest } from './rawTest';
import { seatJudges } from './seatJudges';
import { hasTemplate } from './template';
import { TestReader } from './testReader';

/** Keys of a config that are read, or that say how to read it. */
const READ_KEYS = new Set([
  'tests',
  'scenarios',
  'defaultTest',
  'description',
  'assertionTemplates',
  'evaluateOptions',
  '$schema',
]);

/** Calls of each case, as a test set here may have them. */
const MOST_REPEATS = 100;

/**
 * Configs of promptfoo in YAML or JSON with all that they name in the workspace, and its test files by themselves: lists of
 * tests in YAML, JSON and JSONL, and tables with `__expected` (promptfoo, `site/docs/configuration`, `src/csv.ts`,
 * `src/evaluator.ts`, `src/assertions`).
 */
export const promptfoo: ImportFormat = {
  name: 'promptfoo',
  title: 'promptfoo',

  recognises: (source) => {
    if (isConfig(source)) return 10;
    if (recordsHave(source, (keys) => keys.has('vars') || keys.has('assert'))) return 9;
    return hasSpecialColumns(source) ? 9 : 0;
  },

  async read(source, context) {
    const config = isConfig(source) && source.root?.kind === 'map' ? source.root : undefined;
    const reader = new TestReader(source, context);
    const defaults = await defaultTest(config, reader, source);
    const tests: (RawTest & { defaults: number })[] = [];
    if (config === undefined) {
      for (const test of await reader.testsOf(source)) tests.push(withDefaults(test, defaults));
    } else {
      const listed = nodeAt(config, 'tests');
      for (const test of listed === undefined ? [] : await reader.tests(listed))
        tests.push(withDefaults(test, defaults));
      tests.push(...(await scenarioTests(config, reader, source, defaults)));
      tellOthers(config, source, context);
    }
    const set = await setOf(tests, defaults, { source, config, context });
    const description = config && textAt(config, 'description');
    const repeat = config && repeatOf(config, source, context);
    return { ...set, ...(description !== undefined && { description }), ...(repeat !== undefined && { repeat }) };
  },
};

function isConfig({ root }: ImportSource): boolean {
  if (root?.kind !== 'map') return false;
  const keys = new Set(root.entries.map(({ key }) => key));
  if (keys.has('cases')) return false;
  const others = ['prompts', 'providers', 'targets', 'defaultTest', 'evaluateOptions', 'assertionTemplates'];
  return (
    keys.has('scenarios') ||
    (keys.has('tests') && (keys.size === 1 || others.some((key) => keys.has(key)))) ||
    (keys.has('prompts') && keys.has('providers'))
  );
}

async function defaultTest(config: SourceMap | undefined, reader: TestReader, source: ImportSource): Promise<RawTest> {
  const node = config && nodeAt(config, 'defaultTest');
  if (node?.kind === 'map') return reader.test(node);
  const place = source.placeOf(node ?? { start: 0 });
  if (node?.kind === 'scalar' && typeof node.value === 'string') {
    const [file] = await reader.sources(node.value, place);
    if (file?.root?.kind === 'map') return reader.test(file.root, file);
  }
  return emptyTest(place);
}

/** The tests of scenarios: each with each of the sets of variables beside it. */
async function scenarioTests(
  config: SourceMap,
  reader: TestReader,
  source: ImportSource,
  defaults: RawTest,
): Promise<(RawTest & { defaults: number })[]> {
  const all: (RawTest & { defaults: number })[] = [];
  for (const { map, from } of await scenariosOf(config, reader, source)) {
    const sets: RawTest[] = [];
    const data = nodeAt(map, 'config');
    for (const item of data?.kind === 'list' ? data.items : []) {
      const values = item.kind === 'map' ? (textAt(item, '$values') ?? textAt(item, '$expand')) : undefined;
      if (values !== undefined) {
        for (const file of await reader.sources(values, from.placeOf(item))) sets.push(...(await reader.testsOf(file)));
      } else if (item.kind === 'map') sets.push(await reader.test(item, from));
    }
    const tests = nodeAt(map, 'tests');
    const own = tests === undefined ? [emptyTest(from.placeOf(map))] : await reader.tests(tests, from);
    for (const set of sets.length > 0 ? sets : [emptyTest(from.placeOf(map))]) {
      for (const test of own) all.push(withDefaults(test, defaults, set));
    }
  }
  return all;
}

async function scenariosOf(
  config: SourceMap,
  reader: TestReader,
  source: ImportSource,
): Promise<{ map: SourceMap; from: ImportSource }[]> {
  const node = nodeAt(config, 'scenarios');
  const scenarios: { map: SourceMap; from: ImportSource }[] = [];
  for (const item of node?.kind === 'list' ? node.items : []) {
    if (item.kind === 'map') scenarios.push({ map: item, from: source });
    if (item.kind !== 'scalar' || typeof item.value !== 'string') continue;
    for (const file of await reader.sources(item.value, source.placeOf(item))) {
      const maps = file.root?.kind === 'list' ? file.root.items : [file.root];
      for (const map of maps) if (map?.kind === 'map') scenarios.push({ map, from: file });
    }
  }
  return scenarios;
}

/** What of a config belongs to the prompt, or to promptfoo alone. */
function tellOthers(config: SourceMap, source: ImportSource, { report }: ImportContext): void {
  for (const { key, keyStart } of config.entries) {
    if (READ_KEYS.has(key)) continue;
    const place = source.placeOf({ start: keyStart });
    if (key === 'prompts') report.lost(place, 'prompts');
    else if (key === 'providers' || key === 'targets') report.lost(place, 'providers', { key });
    else report.lost(place, 'setting', { key });
  }
}

function repeatOf(config: SourceMap, source: ImportSource, { report }: ImportContext): number | undefined {
  const node = nodeAt(config, 'evaluateOptions');
  if (node?.kind !== 'map') return undefined;
  for (const { key, keyStart } of node.entries) {
    if (key !== 'repeat')
      report.lost(source.placeOf({ start: keyStart }), 'setting', { key: `evaluateOptions.${key}` });
  }
  const repeat = Number(plainValue(nodeAt(node, 'repeat') ?? { kind: 'scalar', start: 0, end: 0, value: null }));
  return Number.isInteger(repeat) && repeat > 1 && repeat <= MOST_REPEATS ? repeat : undefined;
}

async function setOf(
  tests: readonly (RawTest & { defaults: number })[],
  defaults: RawTest,
  { source, config, context }: { source: ImportSource; config: SourceMap | undefined; context: ImportContext },
): Promise<ImportedSet> {
  const builder = new CaseBuilder(source.file, context);
  const shared = tests.every(isPlain) ? sharedAsserts(defaults) : 0;
  const checks: ImportedCheck[] = [];
  for (const assert of defaults.asserts.slice(0, shared)) {
    const check = await builder.sharedCheck(assert);
    if (check !== undefined) checks.push(check);
  }
  const cases: GradedCase[] = [];
  for (const test of tests) {
    const expanded = await combinations(test, source.file, context, MOST_TESTS - cases.length);
    if (expanded === undefined) {
      const { file, line } = test.place;
      const range = { start: { line: line - 1, character: 0 }, end: { line: line - 1, character: 0 } };
      const args = { limit: MOST_TESTS };
      source.problems.push({ code: 'import.too-many-cases', severity: 'error', file, range, args });
      return emptySet();
    }
    for (const each of expanded) cases.push(await builder.build(each, Math.min(shared, each.defaults)));
  }
  const judges = seatJudges(cases, context.report);
  const known =
    context.promptVariables ?? (await promptVariables(config && nodeAt(config, 'prompts'), source.file, context));
  if (known !== undefined) builder.keepVariables(cases, known);
  return { judges, checks, cases: cases.map(({ imported }) => imported) };
}

/** Whether a test takes what `defaultTest` asserts beside its own, so that it can stand once for all. */
function isPlain({ threshold, options }: RawTest): boolean {
  return threshold === undefined && options.disableDefaultAsserts !== true;
}

/** How many of the first default assertions are the same check in every case. */
function sharedAsserts({ asserts }: RawTest): number {
  const first = asserts.findIndex((assert) => !isSame(assert));
  return first < 0 ? asserts.length : first;
}

function isSame({ type, value, asserts, weight }: RawAssert): boolean {
  if (hasTemplate(value) || (isMap(value) && hasTemplate(Object.values(value)))) return false;
  if (asserts !== undefined) return asserts.every(isSame);
  return weight !== 0 && (CHECKED_TYPES as readonly string[]).includes(type);
}
