import { docsOf } from '../../evaluate/caseData';
import type { RenderData } from '../../prompt/message';
import { plainValue, type SourceNode } from '../../testset/sourceNode';
import type { PromptDocument } from '../document/promptDocument';
import type { CaseNode, TestSetDocument } from '../document/testSetDocument';
import { mapAt } from '../index/promptFacts';
import { sampleValues } from './sampleValues';
import type { WrittenValues } from './valuePlaces';

/** A case to choose. */
export interface PreviewCase {
  id: string;
  /** Where it stands in the test set. */
  start: number;
  end: number;
}

/** What a prompt is shown with. */
export interface PreviewValues {
  data: RenderData;
  /** Where the values are written. */
  written: WrittenValues[];
  /** The number of the case, from 0; undefined where the values are samples by type. */
  chosen: number | undefined;
}

export function previewCases(testSet: TestSetDocument | undefined): PreviewCase[] {
  return (testSet?.cases() ?? []).map((each, index) => {
    return { id: idOf(each) ?? `case-${index + 1}`, start: each.node.start, end: each.node.end };
  });
}

/** The values of a case; where there is none, the defaults and, for the rest, samples by type. */
export function previewValues(
  prompt: PromptDocument,
  partials: readonly PromptDocument[],
  testSet: TestSetDocument | undefined,
  index: number,
): PreviewValues {
  const defaults = { file: prompt.file, entries: mapAt(prompt.frontmatter(), ['input', 'default']) };
  const chosen = testSet?.cases()[index];
  if (testSet === undefined || chosen === undefined) {
    const input = { ...sampleValues(prompt, partials), ...prompt.parsed.metadata.input?.default };
    return { data: { input }, written: [defaults], chosen: undefined };
  }
  const entries = [...chosen.input];
  const input = plainValue({ kind: 'map', start: 0, end: 0, entries }) as Record<string, unknown>;
  const context = textsOf(chosen.node.entries.find(({ key }) => key === 'context')?.value);
  return {
    data: { input, ...docsOf({ ...(context !== undefined && { context }) }) },
    written: [{ file: testSet.file, entries }, defaults],
    chosen: index,
  };
}

function idOf({ id }: CaseNode): string | undefined {
  if (id?.value.kind !== 'scalar') return undefined;
  const text = (id.value.written ?? String(id.value.value ?? '')).trim();
  return text === '' ? undefined : text;
}

function textsOf(node: SourceNode | undefined): string[] | undefined {
  if (node === undefined || (node.kind === 'scalar' && (node.value === null || node.value === ''))) return undefined;
  return (node.kind === 'list' ? node.items : [node]).flatMap((each) =>
    each.kind === 'scalar' && each.value !== null ? [each.written ?? String(each.value)] : [],
  );
}
