import type { SourceMap } from '../sourceNode';
import { type DatasetCase, datasetCases, expectedOf, loseOthers } from './dataset';
import { emptySet } from './imported';
import type { ImportContext, ImportFormat } from './importFormat';
import type { ImportPlace } from './importReport';
import type { ImportSource } from './importSource';
import { metadataTags } from './metadataTags';
import { cellValue, isMap, recordsHave, recordsOf, textAt, valueAt } from './records';

/** What LangSmith keeps of an example for itself. */
const OWN = ['created_at', 'modified_at', 'dataset_id', 'source_run_id', 'name', 'runs', 'attachment_urls'];

const KNOWN = new Set(['id', 'inputs', 'outputs', 'metadata', 'split', ...OWN]);

/** How columns of a table are named for what they hold: `inputs.question`, `outputs.answer`, `reference_outputs.answer`. */
const COLUMN = /^(inputs?|outputs?|reference(?:_outputs)?|metadata)[._](.+)$/;

/** In a table without such names these columns hold the answer. */
const ANSWERS = ['outputs', 'output', 'answer', 'expected', 'expected_output', 'reference', 'target'];

/**
 * Examples of data sets in LangSmith: `inputs`, `outputs` and `metadata`, as its API, its SDKs and its command line
 * (`{version, dataset, examples}`) give them in JSON or JSONL, and tables whose columns are their keys
 * (langchain-ai/langsmith-sdk, `schemas.py`, `Example`; langchain-ai/langsmith-cli, `internal/cmd/dataset.go`;
 * langchain-ai/langsmith-docs, "How to manage datasets in the UI").
 */
export const langsmith: ImportFormat = {
  name: 'langsmith',
  title: 'LangSmith',

  recognises: (source) => {
    if (recordsHave(source, (keys) => keys.has('inputs') && (keys.has('outputs') || keys.has('dataset_id')))) return 9;
    if (recordsHave(source, (keys) => keys.has('inputs') && !keys.has('vars'))) return 4;
    const parts = new Set(source.columns.map((column) => COLUMN.exec(column)?.[1]?.replace(/s$/, '')));
    return parts.has('input') && (parts.has('output') || parts.has('reference_output') || parts.has('reference'))
      ? 8
      : 0;
  },

  async read(source, context) {
    const isPlain = isPlainTable(source);
    const records = recordsOf(source).map((record): DatasetCase => {
      const place = source.placeOf(record);
      if (isPlain) return plainRow(record, place, context);
      if (source.shape === 'table' && source.columns.some((column) => COLUMN.test(column)))
        return columnRow(record, place, context);
      return example(record, place, context);
    });
    return { ...emptySet(), cases: datasetCases(records, context) };
  },
};

function isPlainTable({ shape, columns }: ImportSource): boolean {
  return shape === 'table' && !columns.includes('inputs') && !columns.some((column) => COLUMN.test(column));
}

function example(record: SourceMap, place: ImportPlace, context: ImportContext): DatasetCase {
  const { report } = context;
  loseOthers(record, KNOWN, place, context);
  const attachments = valueAt(record, 'attachment_urls');
  if (isMap(attachments) && Object.keys(attachments).length > 0) report.lost(place, 'attachments');
  const metadata = cellValue(valueAt(record, 'metadata'));
  const { dataset_split: split, ...others } = isMap(metadata) ? metadata : { dataset_split: undefined };
  const expected = expectedOf(valueAt(record, 'outputs'));
  return {
    id: textAt(record, 'id'),
    given: cellValue(valueAt(record, 'inputs')),
    ...(expected !== undefined && { expected }),
    checks: [],
    tags: metadataTags(
      { split: valueAt(record, 'split') ?? split, ...(isMap(metadata) ? others : { metadata }) },
      place,
      report,
    ),
    notes: [],
    place,
  };
}

/** A row whose columns say what they hold. */
function columnRow(record: SourceMap, place: ImportPlace, context: ImportContext): DatasetCase {
  const parts: Record<'input' | 'output' | 'metadata', Record<string, unknown>> = {
    input: {},
    output: {},
    metadata: {},
  };
  for (const { key } of record.entries) {
    const [, part = '', name = ''] = COLUMN.exec(key) ?? [];
    const value = cellValue(valueAt(record, key));
    // A variable without a value has to be there all the same.
    if (part.startsWith('input')) parts.input[name] = value ?? '';
    else if (value === undefined) continue;
    else if (part === 'metadata') parts.metadata[name] = value;
    else if (part.startsWith('reference')) parts.output[name] = value;
    else if (part.startsWith('output') && !hasReference(record)) parts.output[name] = value;
    else if (key !== 'id' && !OWN.includes(key)) context.report.lost(place, 'key', { key });
  }
  const expected = Object.keys(parts.output).length === 0 ? undefined : expectedOf(parts.output);
  return {
    id: textAt(record, 'id'),
    given: parts.input,
    ...(expected !== undefined && { expected }),
    checks: [],
    tags: metadataTags(parts.metadata, place, context.report),
    notes: [],
    place,
  };
}

/** Results of an experiment have the answer that was given beside the one that is right. */
function hasReference({ entries }: SourceMap): boolean {
  return entries.some(({ key }) => /^reference(?:_outputs)?[._]/.test(key));
}

/** A row of a table that only names its columns: which of them is the answer is a guess, and the report says so. */
function plainRow(record: SourceMap, place: ImportPlace, { report }: ImportContext): DatasetCase {
  const names = record.entries.map(({ key }) => key);
  const answer = ANSWERS.find((name) => names.includes(name));
  if (answer !== undefined) report.changed(place, 'answer-column', { column: answer });
  const given: Record<string, unknown> = {};
  for (const name of names) {
    if (name === 'id' || name === answer || OWN.includes(name)) continue;
    const value = cellValue(valueAt(record, name));
    given[name] = value ?? '';
  }
  const expected = answer === undefined ? undefined : expectedOf(valueAt(record, answer));
  return {
    id: textAt(record, 'id'),
    given,
    ...(expected !== undefined && { expected }),
    checks: [],
    tags: [],
    notes: [],
    place,
  };
}
