import { nearestName } from '../text/nearestName';
import type { ProblemSink } from './problemSink';
import { readWeight } from './readChecks';
import { kindOf, type SourceEntry, type SourceNode } from './sourceNode';
import type { JudgeReference } from './testSet';

const KEYS = ['judge', 'threshold', 'weight', 'model'];

/**
 * Reads a list of judges. An item is a name or a path (`correctness`, `./judges/tone.prompt`), or a map:
 *
 * ```yaml
 * - judge: ./judges/tone.prompt
 *   threshold: 4
 *   weight: 2
 *   model: openai/gpt-4o-mini
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
    if (names.has(judge.judge)) sink.error('testset.duplicate-judge', item, { judge: judge.judge });
    names.add(judge.judge);
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
  const entry = (key: string) => node.entries.find((candidate) => candidate.key === key);
  const named = entry('judge');
  if (named === undefined) {
    sink.error('testset.judge-without-name', node);
    return undefined;
  }
  const judge = text(named, sink);
  const threshold = number(entry('threshold'), sink);
  const model = text(entry('model'), sink);
  const weight = readWeight(entry('weight'), sink, 'judge');
  if (judge === undefined) return undefined;
  return {
    judge,
    name: judge,
    weight,
    ...(threshold !== undefined && { threshold }),
    ...(model !== undefined && { models: [model] }),
    range: sink.range(named.value),
  };
}

function text(entry: SourceEntry | undefined, sink: ProblemSink): string | undefined {
  if (entry === undefined) return undefined;
  const { key, value } = entry;
  if (value.kind === 'scalar' && typeof value.value === 'string' && value.value !== '') return value.value;
  sink.error('testset.wrong-type', value, { key, wanted: 'text', found: kindOf(value) });
  return undefined;
}

function number(entry: SourceEntry | undefined, sink: ProblemSink): number | undefined {
  if (entry === undefined) return undefined;
  const { key, value } = entry;
  if (value.kind === 'scalar' && typeof value.value === 'number' && Number.isFinite(value.value)) return value.value;
  sink.error('testset.wrong-type', value, { key, wanted: 'number', found: kindOf(value) });
  return undefined;
}
