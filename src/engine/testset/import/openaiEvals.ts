import { resolveInWorkspace } from '../../workspacePath';
import type { SourceMap, SourceNode } from '../sourceNode';
import { type DatasetCase, datasetCases, judgesOf, loseOthers } from './dataset';
import { emptySet, type ImportedCheck, type ImportedSet } from './imported';
import type { ImportContext, ImportFormat } from './importFormat';
import type { ImportPlace } from './importReport';
import { type ImportSource, readImportSource } from './importSource';
import { isMap, nodeAt, recordsHave, recordsOf, textAt, valueAt } from './records';

const KNOWN = new Set(['id', 'input', 'ideal', 'criteria']);

/** An eval as the registry has it: the template that judges its samples, with its arguments. */
interface Registered {
  place: ImportPlace;
  /** The class without its module: `Match`. */
  template: string;
  args: Record<string, unknown>;
  samples: ImportSource;
}

/**
 * Samples of OpenAI Evals in JSONL (`input` messages or text, `ideal` one answer or several), or the registry's YAML that
 * names them and the template that judges them (openai/evals, `docs/build-eval.md`, `docs/eval-templates.md`,
 * `evals/elsuite/basic`, `evals/elsuite/modelgraded/classify.py`).
 */
export const openaiEvals: ImportFormat = {
  name: 'openai-evals',
  title: 'OpenAI Evals',

  recognises: (source) => {
    if (registeredIn(source).length > 0) return 9;
    if (recordsHave(source, (keys) => keys.has('input') && keys.has('ideal'))) return 9;
    return recordsHave(source, (keys) => keys.has('input') && keys.has('criteria')) ? 4 : 0;
  },

  async read(source, context) {
    const registered = registeredIn(source);
    const place = { file: source.file, line: 1 };
    if (registered.length === 0) return setOf({ place, samples: source, template: '', args: {} }, context);
    const evals: Registered[] = [];
    for (const node of registered) {
      const found = await registeredEval(node, source, context);
      if (found !== undefined) evals.push(found);
    }
    const [first, ...others] = evals;
    for (const each of others) {
      context.report.lost(each.place, 'other-eval', { template: each.template });
    }
    return first === undefined ? emptySet() : setOf(first, context);
  },
};

/** The evals of a registry file: maps with a class and the samples that it judges. */
function registeredIn({ root }: ImportSource): SourceMap[] {
  if (root?.kind !== 'map') return [];
  return root.entries.flatMap(({ value }) => {
    if (value.kind !== 'map' || textAt(value, 'class') === undefined) return [];
    const args = nodeAt(value, 'args');
    return args?.kind === 'map' && textAt(args, 'samples_jsonl') !== undefined ? [value] : [];
  });
}

/** The registry keeps its YAML in `evals` and its samples in `data`, beside each other. */
const SAMPLES_IN = ['../data/', './', '../../data/'];

async function registeredEval(
  node: SourceMap,
  source: ImportSource,
  { files, workspace, report }: ImportContext,
): Promise<Registered | undefined> {
  const args = nodeAt(node, 'args') as SourceMap;
  const written = textAt(args, 'samples_jsonl') ?? '';
  for (const folder of SAMPLES_IN) {
    const found = await resolveInWorkspace(folder + written, source.file, { files, workspace });
    if ('fault' in found) continue;
    const samples = await readImportSource(found.file, files);
    source.problems.push(...samples.problems);
    const template = (textAt(node, 'class') ?? '').split(/[:.]/).at(-1) ?? '';
    const given = Object.fromEntries(args.entries.map(({ key }) => [key, valueAt(args, key)]));
    return { place: source.placeOf(node), template, args: given, samples };
  }
  report.lost(source.placeOf(nodeAt(args, 'samples_jsonl') as SourceNode), 'file', { path: written });
  return undefined;
}

function setOf(registered: Registered, context: ImportContext): ImportedSet {
  const { place: placeOfEval, samples, template, args } = registered;
  const { report } = context;
  const judged = judgeOf(registered, context);
  if (template === '') report.changed(placeOfEval, 'template-unknown');
  if (Number(args.num_few_shot ?? 0) > 0) report.lost(placeOfEval, 'few-shot');
  const records = recordsOf(samples).map((record): DatasetCase => {
    const place = samples.placeOf(record);
    loseOthers(record, KNOWN, place, context);
    const ideals = [valueAt(record, 'ideal')].flat().filter((ideal) => ideal !== undefined && ideal !== null);
    const criterion = valueAt(record, 'criteria');
    const notes: DatasetCase['notes'] = [];
    if (ideals.length > 1 && template === '') notes.push(report.changed(place, 'several-answers'));
    return {
      id: textAt(record, 'id'),
      given: valueAt(record, 'input'),
      ...(ideals.length > 0 && { expected: ideals.length === 1 ? ideals[0] : ideals }),
      ...(criterion !== undefined && { criterion: [textOf(criterion)] }),
      checks: checksOf(registered, ideals, place, context),
      tags: [],
      notes,
      place,
    };
  });
  const cases = datasetCases(records, context);
  const compares = judged !== undefined && cases.every(({ expected }) => expected !== undefined);
  const judges = compares ? [{ judge: judged, notes: [] }] : [];
  const others = judgesOf(cases).filter(({ judge }) => !compares || judge === 'rubric');
  return { ...emptySet(), judges: [...judges, ...others], cases };
}

/** The judge in place of a template whose judge is a model. */
function judgeOf({ place, template, args }: Registered, { report }: ImportContext): string | undefined {
  if (template !== 'ModelBasedClassify') return undefined;
  const spec = String(args.modelgraded_spec ?? '');
  if (spec === 'fact') return 'factual-consistency';
  if (spec !== 'closedqa') report.lost(place, 'graded-spec', { spec });
  return undefined;
}

/** The checks that a template's comparison is: the output against each answer, of which one is enough. */
function checksOf(
  { template, args }: Registered,
  ideals: readonly unknown[],
  place: ImportPlace,
  { report }: ImportContext,
): ImportedCheck[] {
  if (ideals.length === 0) return [];
  const texts = ideals.map(textOf);
  const check = (name: string, argument: unknown, more: Partial<ImportedCheck> = {}): ImportedCheck => ({
    name,
    argument,
    notes: [],
    place,
    ...more,
  });
  switch (template) {
    case '':
    case 'ModelBasedClassify':
      return [];
    case 'Match':
      return oneOf(texts.map((text) => check('starts-with', text)));
    case 'Includes':
      return [check('contains-any', texts, args.ignore_case === true ? { ignoreCase: true } : {})];
    case 'FuzzyMatch':
      return [check('contains-any', texts, { ignoreCase: true, notes: [report.changed(place, 'fuzzy')] })];
    case 'JsonMatch':
      return oneOf(ideals.map((ideal) => check('equals', jsonOf(ideal))));
    default:
      report.lost(place, 'template', { template });
      return [];
  }
}

/** One check, or a group of which one is enough. */
function oneOf(checks: ImportedCheck[]): ImportedCheck[] {
  const [first, ...others] = checks;
  if (first === undefined || others.length === 0) return checks;
  return [{ name: 'any', checks, notes: [], place: first.place }];
}

function jsonOf(ideal: unknown): unknown {
  if (typeof ideal !== 'string') return ideal;
  try {
    const value: unknown = JSON.parse(ideal);
    return isMap(value) || Array.isArray(value) ? value : ideal;
  } catch {
    return ideal;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
