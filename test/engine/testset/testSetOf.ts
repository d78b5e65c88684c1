import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from 'vscode-languageserver-types';
import { parseTestSet } from '../../../src/engine/testset/parseTestSet';
import type { TestSet } from '../../../src/engine/testset/testSet';

/** A test set together with the text that it was read from. */
export interface ReadTestSet extends TestSet {
  /** What stands at a range: the readable form of a place. Columns count as editors count them, without the BOM. */
  at(range: Range | undefined): string | undefined;
  /** Each problem as `line:column code "text under it"`, lines and columns counted from 1. */
  faults: string[];
}

/** Reads a test set from text, as if it were the content of a file of that name. */
export async function testSetOf(name: string, text: string): Promise<ReadTestSet> {
  const testSet = await parseTestSet(text, `/work/${name}`);
  const document = TextDocument.create(name, 'testset', 0, text.replace(/^\uFEFF/, ''));
  const at = (range: Range | undefined) => (range === undefined ? undefined : document.getText(range));
  const faults = testSet.problems.map(
    ({ code, range }) => `${range.start.line + 1}:${range.start.character + 1} ${code} ${JSON.stringify(at(range))}`,
  );
  return { ...testSet, at, faults };
}
