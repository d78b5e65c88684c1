import { jsonTree } from './jsonTree';
import { pause, ROWS_IN_A_ROW } from './pause';
import type { ProblemSink } from './problemSink';
import { readRow } from './readCase';
import { kindOf, type SourceMap } from './sourceNode';
import type { TestCase } from './testSet';

/**
 * Reads JSON Lines: one object a line, blank lines skipped. A line that is wrong is a problem at its line, and the
 * lines after it are read all the same.
 */
export async function readLines(text: string, sink: ProblemSink): Promise<TestCase[]> {
  const cases: TestCase[] = [];
  for await (const { row, number } of jsonLines(text, sink)) cases.push(readRow(row, number, sink));
  return cases;
}

/** The objects of JSON Lines, with their numbers from 1; what is wrong is a problem at its line. */
export async function* jsonLines(text: string, sink: ProblemSink): AsyncGenerator<{ row: SourceMap; number: number }> {
  let number = 0;
  for (const { line, start } of linesOf(text)) {
    if (line.trim() === '') continue;
    number++;
    if (number % ROWS_IN_A_ROW === 0) await pause();
    const { node, faults } = jsonTree(line, start);
    for (const { code, offset, length, args } of faults) {
      sink.error(code, { start: offset, end: offset + Math.max(length, 1) }, args);
    }
    if (faults.length > 0 || node === undefined) continue;
    if (node.kind === 'map') yield { row: node, number };
    else sink.error('testset.case-shape', node, { number, found: kindOf(node) });
  }
}

function* linesOf(text: string): Generator<{ line: string; start: number }> {
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    const stop = end < 0 ? text.length : end;
    const line = text.slice(start, stop);
    yield { line: line.endsWith('\r') ? line.slice(0, -1) : line, start };
    start = stop + 1;
  }
}
