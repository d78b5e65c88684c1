import { plainValue, type SourceMap, type SourceNode } from '../../sourceNode';
import type { ImportContext } from '../importFormat';
import type { ImportPlace } from '../importReport';
import { type ImportSource, readImportSource } from '../importSource';
import { isMap, nodeAt, textAt } from '../records';
import { testOfRow } from './csvTest';
import { namedFiles, pathOf } from './namedFiles';
import { emptyTest, type RawAssert, type RawTest, typeOf } from './rawTest';

/** Keys of a test that say something of it; others are told to be lost. */
const TEST_KEYS = new Set(['description', 'vars', 'assert', 'threshold', 'metadata', 'options', '$ref']);

/** Keys of an assertion that are read. */
const ASSERT_KEYS = new Set([
  'type',
  'value',
  'threshold',
  'weight',
  'metric',
  'provider',
  'assert',
  '$ref',
  'description',
]);

/** A node with the file that it stands in. */
interface Placed<N extends SourceNode = SourceNode> {
  node: N;
  source: ImportSource;
}

/** References lead on to others at most so often. */
const MOST_REFERENCES = 16;

/** Reads tests as they are written, out of the config and the files that it names. */
export class TestReader {
  readonly #config: ImportSource;
  readonly #context: ImportContext;

  /** @param config whose folder all paths are relative to, as promptfoo has it */
  constructor(config: ImportSource, context: ImportContext) {
    this.#config = config;
    this.#context = context;
  }

  /** The tests that `tests:` holds: a list, a path, or paths in a list. */
  async tests(node: SourceNode, source = this.#config): Promise<RawTest[]> {
    const tests: RawTest[] = [];
    for (const item of node.kind === 'list' ? node.items : [node]) {
      const place = source.placeOf(item);
      if (item.kind === 'scalar' && typeof item.value === 'string')
        tests.push(...(await this.#testsIn(item.value, place)));
      else if (item.kind === 'map') tests.push(...(await this.#testOrFile(item, source)));
      else this.#report.lost(place, 'not-a-test');
    }
    return tests;
  }

  /** The tests of a table, of lines, or of a list that is a file of its own. */
  async testsOf(source: ImportSource): Promise<RawTest[]> {
    if (source.shape === 'table') return source.rows.map((row) => testOfRow(row, source, this.#report));
    if (source.root !== undefined) return this.tests(source.root, source);
    const tests: RawTest[] = [];
    for (const row of source.rows) tests.push(await this.test(row, source));
    return tests;
  }

  /** One test. */
  async test(written: SourceMap, source = this.#config): Promise<RawTest> {
    const place = source.placeOf(written);
    const { node: map, source: own } = this.#referred({ node: written, source });
    const test = emptyTest(place);
    if (map.kind !== 'map') return test;
    for (const { key, value } of map.entries) {
      if (!TEST_KEYS.has(key)) this.#report.lost(own.placeOf(value), 'test-key', { key });
    }
    test.description = textAt(map, 'description');
    test.vars = await this.#vars(nodeAt(map, 'vars'), own);
    test.metadata = mapAt(map, 'metadata');
    test.options = mapAt(map, 'options');
    const threshold = numberAt(map, 'threshold');
    if (threshold !== undefined) test.threshold = threshold;
    const asserts = nodeAt(map, 'assert');
    if (asserts !== undefined) test.asserts = await this.#asserts(asserts, own);
    return test;
  }

  /** The files of a path or a pattern, each taken apart; what is not there is told to be lost. */
  async sources(written: string, place: ImportPlace): Promise<ImportSource[]> {
    const { files, workspace } = this.#context;
    const found = await namedFiles(written, this.#config.file, { files, workspace });
    if (found.length === 0) this.#report.lost(place, 'file', { path: written });
    const sources: ImportSource[] = [];
    for (const file of found) {
      const source = await readImportSource(file, files);
      this.#config.problems.push(...source.problems);
      if (source.problems.length === 0) sources.push(source);
    }
    return sources;
  }

  get #report() {
    return this.#context.report;
  }

  /** The tests of files that are data; programs and addresses are not followed. */
  async #testsIn(written: string, place: ImportPlace): Promise<RawTest[]> {
    const path = pathOf(written);
    if (/^(?:https?|huggingface|gs|s3|az|package):/i.test(path) || /\.xlsx?(?:#.*)?$/i.test(path)) {
      this.#report.lost(place, 'remote-tests', { path });
      return [];
    }
    if (/\.(?:[cm]?[jt]s|py)(?::[\w$]+)?$/.test(path)) {
      this.#report.lost(place, 'generated-tests', { path });
      return [];
    }
    const tests: RawTest[] = [];
    for (const source of await this.sources(path, place)) tests.push(...(await this.testsOf(source)));
    return tests;
  }

  /** `{path: file://tests.csv, config: …}` names a file like a text does. */
  async #testOrFile(map: SourceMap, source: ImportSource): Promise<RawTest[]> {
    const path = textAt(map, 'path');
    if (path === undefined || nodeAt(map, 'vars') !== undefined) return [await this.test(map, source)];
    if (nodeAt(map, 'config') !== undefined) this.#report.lost(source.placeOf(map), 'test-key', { key: 'config' });
    return this.#testsIn(path, source.placeOf(map));
  }

  /** Variables, or the file or files that hold them. */
  async #vars(node: SourceNode | undefined, source: ImportSource): Promise<Record<string, unknown>> {
    if (node === undefined) return {};
    const { node: found } = this.#referred({ node, source });
    if (found.kind === 'map') return plainValue(found) as Record<string, unknown>;
    const vars: Record<string, unknown> = {};
    for (const path of [plainValue(found)].flat()) {
      if (typeof path !== 'string') continue;
      for (const { root } of await this.sources(path, source.placeOf(node))) {
        if (root?.kind === 'map') Object.assign(vars, plainValue(root));
      }
    }
    return vars;
  }

  async #asserts(node: SourceNode, source: ImportSource): Promise<RawAssert[]> {
    const asserts: RawAssert[] = [];
    for (const item of node.kind === 'list' ? node.items : [node]) {
      const found = this.#referred({ node: item, source });
      const { node: map } = found;
      if (map.kind === 'map') asserts.push(await this.#assert(map, found.source, source.placeOf(item)));
      else if (map.kind === 'scalar' && typeof map.value === 'string') {
        for (const file of await this.sources(map.value, source.placeOf(item))) {
          if (file.root !== undefined) asserts.push(...(await this.#asserts(file.root, file)));
        }
      } else if (map.kind === 'list') asserts.push(...(await this.#asserts(map, found.source)));
      else this.#report.lost(source.placeOf(item), 'not-an-assertion');
    }
    return asserts;
  }

  async #assert(map: SourceMap, source: ImportSource, place: ImportPlace): Promise<RawAssert> {
    const metric = textAt(map, 'metric');
    if (metric !== undefined) this.#report.lost(place, 'metric', { metric });
    for (const { key } of map.entries) {
      if (!ASSERT_KEYS.has(key) && key !== 'config') this.#report.lost(place, 'assert-key', { key });
    }
    const inner = nodeAt(map, 'assert');
    const threshold = numberAt(map, 'threshold');
    const weight = numberAt(map, 'weight');
    const value = nodeAt(map, 'value');
    const provider = nodeAt(map, 'provider');
    const named = typeOf(textAt(map, 'type') ?? '');
    const config = nodeAt(map, 'config');
    const isScript = config !== undefined && named.type === 'javascript';
    if (config !== undefined && !isScript) this.#report.lost(place, 'assert-key', { key: 'config' });
    return {
      ...named,
      value: value === undefined ? undefined : (plainValue(value) ?? undefined),
      ...(threshold !== undefined && { threshold }),
      ...(weight !== undefined && { weight }),
      ...(provider !== undefined && { provider: plainValue(provider) }),
      ...(isScript && { config: plainValue(config) }),
      ...(inner !== undefined && { asserts: await this.#asserts(inner, source) }),
      place,
    };
  }

  /** What `$ref: '#/assertionTemplates/short'` stands for; keys beside it go before those that it brings. */
  #referred({ node, source }: Placed): Placed {
    let found: Placed = { node, source };
    for (let step = 0; step < MOST_REFERENCES && found.node.kind === 'map'; step++) {
      const map: SourceMap = found.node;
      const reference = textAt(map, '$ref');
      if (reference === undefined) return found;
      const target = this.#at(reference, found.source);
      if (target === undefined) {
        this.#report.lost(found.source.placeOf(map), 'reference', { reference });
        return { node: { ...map, entries: map.entries.filter(({ key }) => key !== '$ref') }, source: found.source };
      }
      const own = map.entries.filter(({ key }) => key !== '$ref');
      const isMerged = own.length > 0 && target.node.kind === 'map';
      found = isMerged
        ? {
            ...target,
            node: { ...(target.node as SourceMap), entries: [...own, ...(target.node as SourceMap).entries] },
          }
        : target;
    }
    return found;
  }

  /** A place in a file by its JSON pointer: in the one that names it, else in the config. */
  #at(reference: string, source: ImportSource): Placed | undefined {
    if (!reference.startsWith('#/')) return undefined;
    const keys = reference
      .slice(2)
      .split('/')
      .map((key) => decodePointer(key));
    for (const from of [source, this.#config]) {
      let node: SourceNode | undefined = from.root;
      for (const key of keys) {
        if (node?.kind === 'map') node = nodeAt(node, key);
        else node = node?.kind === 'list' ? node.items[Number(key)] : undefined;
      }
      if (node !== undefined) return { node, source: from };
    }
    return undefined;
  }
}

function decodePointer(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}

function mapAt(map: SourceMap, key: string): Record<string, unknown> {
  const node = nodeAt(map, key);
  const value = node === undefined ? undefined : plainValue(node);
  return isMap(value) ? value : {};
}

function numberAt(map: SourceMap, key: string): number | undefined {
  const node = nodeAt(map, key);
  return node?.kind === 'scalar' && typeof node.value === 'number' && Number.isFinite(node.value)
    ? node.value
    : undefined;
}
