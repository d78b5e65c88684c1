import type { SourceMap } from '../sourceNode';
import { type DatasetCase, datasetCases, judgesOf, loseOthers } from './dataset';
import { emptySet } from './imported';
import type { ImportContext, ImportFormat } from './importFormat';
import type { ImportPlace } from './importReport';
import { metadataTags } from './metadataTags';
import { pythonTexts } from './pythonList';
import { cellValue, isMap, recordsHave, recordsOf, textAt, valueAt } from './records';

/** How a sample came to be: what test set generation writes beside it. */
const ORIGINS = ['synthesizer_name', 'persona_name', 'query_style', 'query_length', 'evolution_type'];

const KNOWN = new Set([
  'id',
  'user_input',
  'question',
  'reference',
  'ground_truth',
  'ground_truths',
  'retrieved_contexts',
  'contexts',
  'reference_contexts',
  'rubrics',
  'rubric',
  'response',
  'answer',
  'multi_responses',
  'metadata',
  ...ORIGINS,
]);

/**
 * Samples of Ragas with one turn, by the names of today (`user_input`, `reference`, `retrieved_contexts`) and by those of
 * its first versions (`question`, `ground_truth`, `contexts`), in JSON, JSONL or CSV, where lists may be Python's
 * (explodinggradients/ragas, `dataset_schema.py`, `SingleTurnSample`).
 */
export const ragas: ImportFormat = {
  name: 'ragas',
  title: 'Ragas',

  recognises: (source) => {
    if (recordsHave(source, (keys) => keys.has('user_input'))) return 9;
    const isOld = (keys: ReadonlySet<string>) =>
      keys.has('question') && ['ground_truth', 'ground_truths', 'contexts'].some((key) => keys.has(key));
    return recordsHave(source, isOld) ? 8 : 0;
  },

  async read(source, context) {
    const records = recordsOf(source).flatMap((record): DatasetCase[] => {
      const place = source.placeOf(record);
      const question = cellValue(valueAt(record, 'user_input') ?? valueAt(record, 'question'));
      if (typeof question === 'object') {
        context.report.lost(place, 'multi-turn');
        return [];
      }
      return [sample(record, question, place, context)];
    });
    const cases = datasetCases(records, context);
    return { ...emptySet(), judges: judgesOf(cases), cases };
  },
};

function sample(record: SourceMap, question: unknown, place: ImportPlace, context: ImportContext): DatasetCase {
  const { report } = context;
  loseOthers(record, KNOWN, place, context);
  for (const key of ['response', 'answer', 'multi_responses']) {
    if (valueAt(record, key) !== undefined) report.lost(place, 'response', { key });
  }
  const expected = referenceOf(record);
  const passages = passagesOf(record, place, context);
  const notes: DatasetCase['notes'] = [];
  const criterion = rubricsOf(record);
  if (criterion !== undefined) notes.push(report.changed(place, 'rubrics'));
  const origins = Object.fromEntries(ORIGINS.map((key) => [key, valueAt(record, key)]));
  return {
    id: textAt(record, 'id'),
    given: question,
    ...(expected !== undefined && { expected }),
    ...(passages !== undefined && { context: passages }),
    ...(criterion !== undefined && { criterion: [criterion] }),
    checks: [],
    tags: [
      ...metadataTags(origins, place, report),
      ...metadataTags(cellValue(valueAt(record, 'metadata')), place, report),
    ],
    notes,
    place,
  };
}

/** Once there were several ground truths, of which the first counted. */
function referenceOf(record: SourceMap): unknown {
  const truths = textsOf(valueAt(record, 'ground_truths'));
  return valueAt(record, 'reference') ?? valueAt(record, 'ground_truth') ?? (truths?.length === 1 ? truths[0] : truths);
}

/** What was retrieved, else what should be. */
function passagesOf(record: SourceMap, place: ImportPlace, { report }: ImportContext): string[] | undefined {
  const retrieved = textsOf(valueAt(record, 'retrieved_contexts') ?? valueAt(record, 'contexts'));
  const reference = textsOf(valueAt(record, 'reference_contexts'));
  if (retrieved !== undefined && reference !== undefined) report.lost(place, 'key', { key: 'reference_contexts' });
  if (retrieved === undefined && reference !== undefined) report.changed(place, 'reference-contexts');
  return retrieved ?? reference;
}

function textsOf(value: unknown): string[] | undefined {
  const plain = cellValue(value);
  if (plain === undefined || plain === null) return undefined;
  const list = typeof plain === 'string' ? (pythonTexts(plain) ?? [plain]) : [plain].flat();
  const texts = list.filter((each) => each !== null && each !== undefined).map((each) => textOf(each));
  return texts.length > 0 ? texts : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** `score1_description: …` and so on, as one text. */
function rubricsOf(record: SourceMap): string | undefined {
  const rubrics = cellValue(valueAt(record, 'rubrics') ?? valueAt(record, 'rubric'));
  if (!isMap(rubrics)) return typeof rubrics === 'string' ? rubrics : undefined;
  const lines = Object.entries(rubrics).map(([name, text]) => `${name.replace(/_description$/, '')}: ${textOf(text)}`);
  return lines.length > 0 ? lines.join('\n') : undefined;
}
