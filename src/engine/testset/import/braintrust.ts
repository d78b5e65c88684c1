import { type DatasetCase, datasetCases, expectedOf, loseOthers } from './dataset';
import { emptySet } from './imported';
import type { ImportFormat } from './importFormat';
import { metadataTags, plainTags } from './metadataTags';
import { cellValue, recordsHave, recordsOf, textAt, valueAt } from './records';

/** What Braintrust keeps of a record for itself. */
const OWN = [
  '_xact_id',
  '_pagination_key',
  'audit_data',
  'comments',
  'created',
  'dataset_id',
  'is_root',
  'org_id',
  'origin',
  'project_id',
  'root_span_id',
  'span_id',
  'span_parents',
  'user_id',
];

const KNOWN = new Set(['id', 'input', 'expected', 'output', 'metadata', 'tags', ...OWN]);

/**
 * Data sets of Braintrust: `input`, `expected`, `metadata` and `tags` of each record, in JSON, JSONL or CSV, where cells
 * hold JSON (docs of braintrust.dev, "Datasets" and "Export annotated data"; braintrust-sdk, `DatasetRecord`). `output` is
 * what `expected` was once called.
 */
export const braintrust: ImportFormat = {
  name: 'braintrust',
  title: 'Braintrust',

  recognises: (source) => {
    if (
      recordsHave(
        source,
        (keys) => keys.has('input') && ['_xact_id', 'root_span_id', 'is_root'].some((key) => keys.has(key)),
      )
    )
      return 10;
    return recordsHave(source, (keys) => keys.has('input') && (keys.has('expected') || keys.has('output'))) ? 5 : 0;
  },

  async read(source, context) {
    const { report } = context;
    const records = recordsOf(source).map((record): DatasetCase => {
      const place = source.placeOf(record);
      loseOthers(record, KNOWN, place, context);
      const expected = valueAt(record, 'expected');
      if (expected !== undefined && valueAt(record, 'output') !== undefined)
        report.lost(place, 'key', { key: 'output' });
      const answer = expectedOf(expected ?? valueAt(record, 'output'));
      return {
        id: textAt(record, 'id'),
        given: cellValue(valueAt(record, 'input')),
        ...(answer !== undefined && { expected: answer }),
        checks: [],
        tags: [
          ...plainTags(cellValue(valueAt(record, 'tags')), place, report),
          ...metadataTags(cellValue(valueAt(record, 'metadata')), place, report),
        ],
        notes: [],
        place,
      };
    });
    return { ...emptySet(), cases: datasetCases(records, context) };
  },
};
