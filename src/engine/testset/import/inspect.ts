import type { SourceMap } from '../sourceNode';
import { type DatasetCase, datasetCases, loseOthers } from './dataset';
import { emptySet } from './imported';
import type { ImportContext, ImportFormat } from './importFormat';
import type { ImportPlace } from './importReport';
import { metadataTags } from './metadataTags';
import { cellValue, recordsHave, recordsOf, textAt, valueAt } from './records';

/** What a sample sets up around the model. */
const SURROUNDINGS = ['sandbox', 'files', 'setup'];

const KNOWN = new Set(['id', 'input', 'target', 'choices', 'metadata', 'epoch', 'uuid', ...SURROUNDINGS]);

/**
 * Samples of Inspect: `input` (a text or messages), `target` (one or several), `choices`, `id`, `metadata`, in JSON, JSONL
 * or CSV; those of a log as well, under `samples` (UKGovernmentBEIS/inspect_ai, `dataset/_dataset.py`, `Sample`, and
 * `dataset/_util.py` for how records are read).
 */
export const inspect: ImportFormat = {
  name: 'inspect',
  title: 'Inspect',

  recognises: (source) =>
    recordsHave(source, (keys) => keys.has('input') && (keys.has('target') || keys.has('choices'))) ? 8 : 0,

  async read(source, context) {
    const records = recordsOf(source).flatMap((record): DatasetCase[] => {
      const place = source.placeOf(record);
      // A log has each sample once an epoch.
      if (Number(valueAt(record, 'epoch') ?? 1) > 1) {
        context.report.lost(place, 'epochs');
        return [];
      }
      return [sample(record, place, context)];
    });
    return { ...emptySet(), cases: datasetCases(records, context) };
  },
};

function sample(record: SourceMap, place: ImportPlace, context: ImportContext): DatasetCase {
  const { report } = context;
  loseOthers(record, KNOWN, place, context);
  for (const key of SURROUNDINGS) {
    if (valueAt(record, key) !== undefined) report.lost(place, 'surroundings', { key });
  }
  const notes: DatasetCase['notes'] = [];
  const targets = targetsOf(cellValue(valueAt(record, 'target')));
  if (targets.length > 1) notes.push(report.changed(place, 'several-answers'));
  const choices = choicesOf(cellValue(valueAt(record, 'choices')));
  if (choices !== undefined) notes.push(report.changed(place, 'choices'));
  return {
    id: textAt(record, 'id'),
    given: cellValue(valueAt(record, 'input')),
    ...(choices !== undefined && { more: { choices } }),
    ...(targets.length > 0 && { expected: targets.length === 1 ? targets[0] : targets }),
    checks: [],
    tags: metadataTags(cellValue(valueAt(record, 'metadata')), place, report),
    notes,
    place,
  };
}

/** Inspect compares texts: numbers are their digits. */
function targetsOf(target: unknown): string[] {
  return [target].flat().flatMap((each) => (each === undefined || each === null || each === '' ? [] : [textOf(each)]));
}

/** In a table: parted by commas, else by spaces. */
function choicesOf(choices: unknown): string[] | undefined {
  if (choices === undefined || choices === null) return undefined;
  if (Array.isArray(choices)) return choices.map(textOf);
  const parts = String(choices).split(',');
  return (parts.length > 1 ? parts : String(choices).split(/\s+/))
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
