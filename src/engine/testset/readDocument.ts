import { nearestName } from '../text/nearestName';
import type { ProblemSink } from './problemSink';
import { readCase, readRow } from './readCase';
import { readChecks } from './readChecks';
import { readJudges } from './readJudges';
import { readRepeat } from './readRepeat';
import { kindOf, type SourceMap, type SourceNode } from './sourceNode';
import type { TestSet } from './testSet';

const KEYS = ['judges', 'checks', 'repeat', 'cases'];

type Content = Pick<TestSet, 'judges' | 'checks' | 'cases' | 'repeat'>;

/**
 * Reads a test set from one value: a map with `cases` and, optionally, `judges`, `checks` and `repeat`; or just the list of cases,
 * whose items may then be flat rows as in JSONL.
 */
export function readDocument(root: SourceNode, sink: ProblemSink): Content {
  const content: Content = { judges: [], checks: [], cases: [] };
  if (root.kind === 'list') {
    content.cases = readCases(root, sink, readRow);
    return content;
  }
  if (root.kind !== 'map') {
    sink.error('testset.not-a-test-set', root, { found: kindOf(root) });
    return content;
  }
  for (const { key, keyStart, keyEnd, value } of root.entries) {
    if (key === 'judges') content.judges = readJudges(value, sink);
    else if (key === 'checks') content.checks = readChecks(value, sink);
    else if (key === 'repeat') content.repeat = readRepeat(value, sink);
    else if (key === 'cases') content.cases = readCases(value, sink, readCase);
    else {
      const suggestion = nearestName(key, KEYS) ?? ({ tests: 'cases', examples: 'cases' }[key] || KEYS.join(', '));
      sink.error('testset.unknown-key', { start: keyStart, end: keyEnd }, { key, suggestion });
    }
  }
  if (!root.entries.some(({ key }) => key === 'cases')) sink.error('testset.no-cases-key', sink.startOf(root));
  return content;
}

function readCases(
  node: SourceNode,
  sink: ProblemSink,
  read: (item: SourceMap, number: number, sink: ProblemSink) => TestSet['cases'][number],
): TestSet['cases'] {
  if (node.kind === 'scalar' && node.value === null) return [];
  if (node.kind !== 'list') {
    sink.error('testset.cases-not-a-list', node, { found: kindOf(node) });
    return [];
  }
  const cases: TestSet['cases'] = [];
  for (const [index, item] of node.items.entries()) {
    if (item.kind === 'map') cases.push(read(item, index + 1, sink));
    else sink.error('testset.case-shape', item, { number: index + 1, found: kindOf(item) });
  }
  return cases;
}
