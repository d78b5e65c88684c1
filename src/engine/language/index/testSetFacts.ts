import type { SourceEntry } from '../../testset/sourceNode';
import { LONGEST_TEST_SET_DOCUMENT, type TestSetDocument } from '../document/testSetDocument';
import type { NamePlace, TestSetFacts } from './fileFacts';
import { judgePlaces } from './judgePlaces';

/**
 * The facts of a test set.
 * @param partly true where the document holds only the beginning of the file
 */
export function testSetFacts(document: TestSetDocument, partly = false): TestSetFacts {
  const { file, text, format } = document;
  const place = (name: string, { start, end }: { start: number; end: number }): NamePlace => {
    return { name, range: document.range({ start, end }) };
  };
  const keyPlace = ({ key, keyStart, keyEnd }: SourceEntry) => place(key, unquoted(text, keyStart, keyEnd));
  const judges = document.entry('judges')?.value;
  const cases = document.cases();
  const isTable = format === 'csv' || format === 'tsv';
  // All rows of a table have the keys of its header.
  const inputs = (isTable ? cases.slice(0, 1) : cases).flatMap(({ input }) => input.map(keyPlace));
  const ids = cases.flatMap(({ id }): NamePlace[] => {
    if (id?.value.kind !== 'scalar') return [];
    return [place(String(id.value.value), unquoted(text, id.value.start, id.value.end))];
  });
  return {
    kind: 'testset',
    file,
    ids,
    inputs: [...inputs, ...exampleInputs(document).map(keyPlace)],
    judges: judges === undefined ? [] : judgePlaces(judges).map((judge) => place(judge.name, judge)),
    partly: partly || text.length > LONGEST_TEST_SET_DOCUMENT || (cases.length === 0 && text.trim() !== ''),
  };
}

/** Variables that the judged examples of a judge name. */
function exampleInputs(document: TestSetDocument): SourceEntry[] {
  const judges = document.entry('judges')?.value;
  if (judges?.kind !== 'list') return [];
  return judges.items.flatMap((judge) => {
    const examples = judge.kind === 'map' ? judge.entries.find(({ key }) => key === 'examples')?.value : undefined;
    if (examples?.kind !== 'list') return [];
    return examples.items.flatMap((example) => {
      const input = example.kind === 'map' ? example.entries.find(({ key }) => key === 'input')?.value : undefined;
      return input?.kind === 'map' ? input.entries : [];
    });
  });
}

/** The place of a name without the quotes around it. */
export function unquoted(text: string, start: number, end: number): { start: number; end: number } {
  const quote = text[start];
  const isQuoted = (quote === '"' || quote === "'") && end - start >= 2 && text[end - 1] === quote;
  return isQuoted ? { start: start + 1, end: end - 1 } : { start, end };
}
