import { type DatasetCase, datasetCases, expectedOf, loseOthers } from './dataset';
import { emptySet } from './imported';
import type { ImportFormat } from './importFormat';
import { metadataTags } from './metadataTags';
import { cellValue, recordsHave, recordsOf, textAt, valueAt } from './records';

/** What Langfuse keeps of an item for itself: where it came from, and when. */
const OWN = [
  'createdAt',
  'created_at',
  'datasetId',
  'dataset_id',
  'datasetName',
  'dataset_name',
  'htmlSourcePath',
  'projectId',
  'project_id',
  'sourceObservationId',
  'source_observation_id',
  'sourceTraceId',
  'source_trace_id',
  'status',
  'updatedAt',
  'updated_at',
];

const KNOWN = new Set(['id', 'input', 'expectedOutput', 'expected_output', 'metadata', ...OWN]);

/**
 * Items of data sets in Langfuse, from its API (`{data: […]}`), its batch export in JSON or CSV, or its SDKs, whose
 * Python one writes `expected_output` (langfuse/langfuse, `DatasetItem` of the public API; docs of langfuse.com, "Export
 * Data from UI"). Archived items are no part of experiments there.
 */
export const langfuse: ImportFormat = {
  name: 'langfuse',
  title: 'Langfuse',

  recognises: (source) => {
    const isItem = (keys: ReadonlySet<string>) =>
      keys.has('input') && (keys.has('expectedOutput') || keys.has('expected_output'));
    if (recordsHave(source, isItem)) return 9;
    return recordsHave(source, (keys) => keys.has('input') && keys.has('datasetName') && keys.has('status')) ? 9 : 0;
  },

  async read(source, context) {
    const { report } = context;
    const records = recordsOf(source).flatMap((record): DatasetCase[] => {
      const place = source.placeOf(record);
      if (textAt(record, 'status')?.toUpperCase() === 'ARCHIVED') {
        report.lost(place, 'archived');
        return [];
      }
      loseOthers(record, KNOWN, place, context);
      const expected = expectedOf(valueAt(record, 'expectedOutput') ?? valueAt(record, 'expected_output'));
      return [
        {
          id: textAt(record, 'id'),
          given: cellValue(valueAt(record, 'input')),
          ...(expected !== undefined && { expected }),
          checks: [],
          tags: metadataTags(cellValue(valueAt(record, 'metadata')), place, report),
          notes: [],
          place,
        },
      ];
    });
    return { ...emptySet(), cases: datasetCases(records, context) };
  },
};
