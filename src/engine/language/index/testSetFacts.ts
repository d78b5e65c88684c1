import { parseBoundedYaml } from '../../prompt/boundedYaml';
import type { SourceEntry, SourceNode } from '../../testset/sourceNode';
import { sourceNodeOf } from '../../testset/yamlNodes';
import type { Span } from '../document/promptDocument';
import { LONGEST_TEST_SET_DOCUMENT, type TestSetDocument } from '../document/testSetDocument';
import { exampleInputs } from './exampleInputs';
import type { NamePlace, TestSetFacts } from './fileFacts';
import { judgePlaces } from './judgePlaces';
import { type ScannedCases, scanYamlCases } from './scanYamlCases';

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
  const isTable = format === 'csv' || format === 'tsv';
  const scanned = format === 'yaml' ? scanYamlCases(text) : undefined;
  const judges = scanned === undefined ? document.entry('judges')?.value : judgesIn(text, scanned.judges);
  // All rows of a table have the keys of its header.
  const cases = scanned !== undefined ? [] : isTable ? document.cases().slice(0, 1) : document.cases();
  const inputs = scanned?.inputs ?? cases.flatMap(({ input }) => input.map(keyPlace));
  const ids =
    scanned?.ids ??
    document.cases().flatMap(({ id }): NamePlace[] => {
      if (id?.value.kind !== 'scalar') return [];
      const { value, written, start, end } = id.value;
      return [place(written ?? String(value), unquoted(text, start, end))];
    });
  const isPartly = partly || text.length > LONGEST_TEST_SET_DOCUMENT;
  const mayNameJudges = format === 'yaml' || format === 'json';
  return {
    kind: 'testset',
    file,
    ids,
    inputs: [...inputs, ...exampleInputs(judges).flat().map(keyPlace)],
    judges: judges === undefined ? [] : judgePlaces(judges).map((judge) => place(judge.name, judge)),
    partly: isPartly || isUnread(document, scanned),
    judgesUnread: isPartly && mayNameJudges && judges === undefined,
  };
}

/** Whether a text that says something has no cases that could be found. */
function isUnread(document: TestSetDocument, scanned: ScannedCases | undefined): boolean {
  return scanned === undefined && document.cases().length === 0 && document.text.trim() !== '';
}

/** The list of judges in the part of a text that holds it with its key. */
function judgesIn(text: string, section: Span | undefined): SourceNode | undefined {
  if (section === undefined) return undefined;
  const { start, end } = section;
  const { document } = parseBoundedYaml(text.slice(start, end), { maxLength: LONGEST_TEST_SET_DOCUMENT });
  const root = document?.contents && sourceNodeOf(document.contents, { text, base: start });
  return root?.kind === 'map' ? root.entries[0]?.value : undefined;
}

/** The place of a name without the quotes around it. */
export function unquoted(text: string, start: number, end: number): { start: number; end: number } {
  const quote = text[start];
  const isQuoted = (quote === '"' || quote === "'") && end - start >= 2 && text[end - 1] === quote;
  return isQuoted ? { start: start + 1, end: end - 1 } : { start, end };
}
