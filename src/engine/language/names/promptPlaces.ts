import { type SourceEntry, type SourceNode, valueUnder } from '../../testset/sourceNode';
import type { PromptDocument } from '../document/promptDocument';
import { exampleInputs, inputsOf } from '../index/exampleInputs';
import { mapAt } from '../index/promptFacts';
import { keyAtOffset, keysAt } from './dataPlaces';
import type { Doubt } from './doubt';
import { inData, inTemplate, type Occurrence, type PlaceKind } from './occurrence';
import { schemaPlaces, schemaWayAt } from './schemaPlaces';
import { ITEMS, ROOT, type ValuePath } from './scope';
import type { TemplateUnit } from './templateFields';
import { compareWays, nameOfWay, waysBehind } from './valuePath';

export interface FoundPlaces {
  found: Occurrence[];
  doubts: Doubt[];
}

/** The places of a field of the input in a prompt's frontmatter: its schema, its defaults, the examples for judges. */
export function frontmatterPlaces(document: PromptDocument, way: ValuePath): FoundPlaces {
  const { file } = document;
  const name = nameOfWay(way);
  const root = document.frontmatter();
  if (name === undefined || root === undefined) return { found: [], doubts: [] };
  const { places, patterns, shared } = schemaPlaces(inputSchema(document), way);
  const declared = places.map(({ kind, ...place }) =>
    inData(document, kind === 'field' ? 'schema' : 'required', 'yaml', place),
  );
  const keys = (kind: PlaceKind, entries: readonly SourceEntry[], to: ValuePath) =>
    keysAt(entries, to).map(({ key, keyStart, keyEnd }) =>
      inData(document, kind, 'yaml', { text: key, name: key, start: keyStart, end: keyEnd }),
    );
  const examples = exampleInputs(valueAt(document, 'assay.judges')).flatMap((input) => keys('example', input, way));
  // What a judge reads as `input` is the input under test, which its own examples show.
  const judged = way[0] === 'input' ? way.slice(1) : [];
  const shown = inputsOf(valueAt(document, 'assay.examples')).flatMap((input) => keys('example', input, judged));
  const defaults = keys('default', mapAt(root, ['input', 'default']), way);
  const doubts: Doubt[] = [];
  if (patterns) doubts.push({ code: 'rename.schema-patterns', file, args: { name } });
  if (shared && places.length > 0) doubts.push({ code: 'rename.shared-schema', file, args: { name } });
  return { found: [...declared, ...defaults, ...examples, ...shown], doubts };
}

/** The places of a field in a unit of a template, and what there speaks against its having another name. */
export function templatePlaces(document: PromptDocument, unit: TemplateUnit, way: ValuePath): FoundPlaces {
  const name = nameOfWay(way);
  const found: Occurrence[] = [];
  const doubts: Doubt[] = [];
  if (name === undefined) return { found, doubts };
  const { file } = document;
  const doubt = (code: string, place: { start: number; end: number }) =>
    doubts.push({ code, file, range: document.range(place), args: { name } });
  const { fields, unknown } = unit.named(name);
  for (const field of fields) {
    const same = compareWays(field.way, way);
    if (same === 'yes') found.push(inTemplate(document, 'use', name, field, field.quote));
    else if (same === 'maybe') doubt('rename.ambiguous', field);
  }
  // A variable at the top is nothing that a block goes through; in a partial nobody knows what is above its top.
  const mayBeUnknown = way.length > 1 || document.isPartial || unit.inline !== undefined;
  for (const field of unknown) if (mayBeUnknown) doubt('rename.unknown-context', field);
  for (const place of unit.shown) if (showsName(place, way)) doubt('rename.written-out', place);
  return { found, doubts };
}

/** Whether a value that is shown with its names shows the name at the end of a way. */
export function showsName({ value, shallow }: TemplateUnit['shown'][number], way: ValuePath): boolean {
  if (value === undefined) return way.length > 1;
  // What is shown of the prompt's whole input says nothing of what a partial was given, and the other way around.
  if ((value[0] === ROOT) !== (way[0] === ROOT)) return false;
  return waysBehind(way, value).some((behind) =>
    shallow ? behind.length === 1 && behind[0] !== ITEMS : behind.length > 0,
  );
}

/** The field of the input that a prompt's frontmatter names at an offset. */
export function frontmatterWayAt(
  document: PromptDocument,
  offset: number,
): { way: ValuePath; place: Occurrence } | undefined {
  const { yaml } = document;
  if (yaml === undefined || offset < yaml.start || offset > yaml.end) return undefined;
  const declared = schemaWayAt(inputSchema(document), offset);
  if (declared !== undefined) {
    const { kind, ...place } = declared.place;
    return {
      way: declared.way,
      place: inData(document, kind === 'field' ? 'schema' : 'required', 'yaml', place),
    };
  }
  const key = (kind: PlaceKind, entries: readonly SourceEntry[], before: ValuePath) => {
    const found = keyAtOffset(entries, offset);
    if (found === undefined) return undefined;
    const { key: text, keyStart: start, keyEnd: end } = found.entry;
    return { way: [...before, ...found.way], place: inData(document, kind, 'yaml', { text, name: text, start, end }) };
  };
  return (
    key('default', mapAt(document.frontmatter(), ['input', 'default']), []) ??
    key('example', exampleInputs(valueAt(document, 'assay.judges')).flat(), []) ??
    key('example', inputsOf(valueAt(document, 'assay.examples')).flat(), ['input'])
  );
}

function inputSchema(document: PromptDocument): SourceNode | undefined {
  return valueUnder(valueAt(document, 'input'), 'schema');
}

function valueAt(document: PromptDocument, key: string): SourceNode | undefined {
  return valueUnder(document.frontmatter(), key);
}
