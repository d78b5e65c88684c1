import { nearestName } from '../text/nearestName';
import { JudgeOptions } from './judgeOptions';
import type { ProblemSink } from './problemSink';
import { readWeight } from './readChecks';
import { kindOf, type SourceMap, type SourceNode } from './sourceNode';
import type { JudgeReference } from './testSet';

/** The judge that asks about a criterion of the user's own. */
const RUBRIC = 'rubric';

const KEYS: readonly string[] = [
  'judge',
  RUBRIC,
  'name',
  'threshold',
  'weight',
  'model',
  'models',
  'aggregate',
  'repeat',
  'temperature',
  'scale',
  'criterion',
  'language',
  'logprobs',
  'embedding',
  'examples',
];

/**
 * Reads a list of judges. An item is a name or a path (`correctness`, `./judges/tone.prompt`), or a map:
 *
 * ```yaml
 * - judge: ./judges/tone.prompt
 *   threshold: 4
 *   weight: 2
 *   models: [openai/gpt-4o-mini, ollama/llama3]
 *   repeat: 3
 * - rubric: Names the year in which it happened.
 *   name: year
 *   scale: pass/fail
 * ```
 */
export function readJudges(node: SourceNode, sink: ProblemSink): JudgeReference[] {
  if (node.kind === 'scalar' && node.value === null) return [];
  if (node.kind !== 'list') {
    sink.error('testset.judges-not-a-list', node, { found: kindOf(node) });
    return [];
  }
  const judges: JudgeReference[] = [];
  const names = new Set<string>();
  for (const item of node.items) {
    const judge = readJudge(item, sink);
    if (judge === undefined) continue;
    if (names.has(judge.name)) sink.error('testset.duplicate-judge', item, { judge: judge.name });
    names.add(judge.name);
    judges.push(judge);
  }
  return judges;
}

function readJudge(node: SourceNode, sink: ProblemSink): JudgeReference | undefined {
  if (node.kind === 'scalar' && typeof node.value === 'string' && node.value !== '') {
    return { judge: node.value, name: node.value, weight: 1, range: sink.range(node) };
  }
  if (node.kind !== 'map') {
    sink.error('testset.judge-shape', node, { found: kindOf(node) });
    return undefined;
  }
  for (const { key, keyStart, keyEnd } of node.entries) {
    if (KEYS.includes(key)) continue;
    const suggestion = nearestName(key, KEYS) ?? KEYS.join(', ');
    sink.error('testset.unknown-judge-key', { start: keyStart, end: keyEnd }, { key, suggestion });
  }
  return readMap(node, sink);
}

function readMap(node: SourceMap, sink: ProblemSink): JudgeReference | undefined {
  const options = new JudgeOptions(node, sink);
  const criterion = options.entry(RUBRIC);
  const named = options.entry('judge') ?? criterion;
  if (named === undefined) {
    sink.error('testset.judge-without-name', node);
    return undefined;
  }
  const written = options.text(named.key);
  const isRubric = named === criterion || written === RUBRIC;
  if (criterion !== undefined && !isRubric) {
    const place = { start: criterion.keyStart, end: criterion.keyEnd };
    sink.error('testset.rubric-beside-judge', place, { judge: written ?? '' });
  }
  const read = {
    ...options.optional('threshold', options.numberOrText('threshold')),
    ...options.optional('models', options.models()),
    ...options.optional('aggregate', options.oneOf('aggregate', ['mean', 'median', 'majority'] as const)),
    ...options.optional('repeat', options.wholeNumber('repeat', { least: 1, most: 20 })),
    ...options.optional('temperature', options.number('temperature')),
    ...options.optional('scale', options.scale()),
    ...options.optional(
      'criterion',
      isRubric && criterion !== undefined ? options.text(RUBRIC) : options.text('criterion'),
    ),
    ...options.optional('language', options.oneOf('language', ['en', 'zh-TW'] as const)),
    ...options.optional('logprobs', options.flag('logprobs')),
    ...options.optional('embedding', options.text('embedding')),
    ...options.examples(),
  };
  const name = options.text('name');
  const weight = readWeight(options.entry('weight'), sink, 'judge');
  if (written === undefined) return undefined;
  const judge = isRubric ? RUBRIC : written;
  return { judge, name: name ?? judge, weight, ...read, range: sink.range(named.value) };
}
