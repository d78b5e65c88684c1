import type { ProblemSink } from './problemSink';
import { kindOf, type SourceNode } from './sourceNode';

/** More calls for each case than that are a slip of the keyboard, and an expensive one. */
const MOST = 100;

/** How often the prompt is called for each case: `repeat: 5`. Undefined where that is no whole number from 1 to 100. */
export function readRepeat(node: SourceNode, sink: ProblemSink): number | undefined {
  const value = node.kind === 'scalar' ? node.value : undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MOST) return value;
  const found = node.kind === 'scalar' && node.value !== null ? String(node.value) : kindOf(node);
  sink.error('testset.bad-repeat', node, { most: MOST, found });
  return undefined;
}
