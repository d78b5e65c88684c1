import type { SourceEntry, SourceMap, SourceNode } from '../../testset/sourceNode';
import type { PromptDocument } from '../document/promptDocument';
import type { PartialUse, PathUse } from '../names/templateNames';
import type { IncludePlace, NamePlace, PromptFacts } from './fileFacts';
import { judgePlaces } from './judgePlaces';

/** The facts of a `.prompt` file. */
export function promptFacts(document: PromptDocument): PromptFacts {
  const root = document.frontmatter();
  const { uses, inline } = document.names;
  const paths = uses.filter((use): use is PathUse => use.kind === 'variable');
  const place = ({ name, start, end }: { name: string; start: number; end: number }): NamePlace => {
    return { name, range: document.range({ start, end }) };
  };
  const tests = root?.entries.find(({ key }) => key === 'assay.tests')?.value;
  const judges = root?.entries.find(({ key }) => key === 'assay.judges')?.value;
  return {
    kind: 'prompt',
    file: document.file,
    partial: document.isPartial,
    declared: declaredPlaces(document),
    defaults: mapAt(root, ['input', 'default']).map(({ key, keyStart, keyEnd }) =>
      place({ name: key, start: keyStart, end: keyEnd }),
    ),
    uses: paths.map(place),
    includes: uses
      .filter((use): use is PartialUse => use.kind === 'partial')
      .map((use): IncludePlace => {
        return { ...place(use), given: use.given, seesInput: use.seesInput, optional: use.block };
      }),
    inline: inline.map(({ name }) => name),
    ...(tests?.kind === 'scalar' &&
      typeof tests.value === 'string' && { tests: place({ name: tests.value, start: tests.start, end: tests.end }) }),
    judges: judges === undefined ? [] : judgePlaces(judges).map(place),
    judgedInputs: paths.flatMap(({ name, rest: [first] }) => (name === 'input' && first ? [place(first)] : [])),
    broken: document.parsed.problems.some(({ severity }) => severity === 'error'),
  };
}

/** A variable that the input schema declares. */
export interface SchemaField {
  name: string;
  /** The name alone: `items` in `items?(array, what to list)`. */
  start: number;
  end: number;
  /** The whole key, and what it says. */
  entry: SourceEntry;
}

/** What was read of a frontmatter: it stays as it is while somebody types in the template below. */
interface KeptFields {
  fields: SchemaField[];
  /** The line that the YAML begins in, and the places of the fields as they are with that. */
  places?: { line: number; all: readonly NamePlace[] };
}

const kept = new WeakMap<SourceMap, KeptFields>();

function keptOf(document: PromptDocument): KeptFields {
  const root = document.frontmatter();
  const known = root && kept.get(root);
  if (known !== undefined) return known;
  const read = { fields: readFields(document) };
  if (root !== undefined) kept.set(root, read);
  return read;
}

function declaredPlaces(document: PromptDocument): readonly NamePlace[] {
  const read = keptOf(document);
  const line = document.yaml === undefined ? 0 : document.positionAt(document.yaml.start).line;
  if (read.places?.line !== line) {
    const all = read.fields.map(({ name, start, end }) => ({ name, range: document.range({ start, end }) }));
    read.places = { line, all };
  }
  return read.places.all;
}

/** The variables that a prompt's input schema declares, in Picoschema or JSON Schema. */
export function schemaFields(document: PromptDocument): readonly SchemaField[] {
  return keptOf(document).fields;
}

function readFields(document: PromptDocument): SchemaField[] {
  const fields = mapAt(document.frontmatter(), ['input', 'schema']);
  const properties = fields.find(({ key, value }) => key === 'properties' && value.kind === 'map')?.value as
    | SourceMap
    | undefined;
  const isJsonSchema = properties !== undefined && (document.parsed.metadata.input?.schema?.properties ?? false);
  const shown = isJsonSchema ? properties.entries : fields;
  return shown.flatMap((entry): SchemaField[] => {
    const { key, keyStart } = entry;
    const name = isJsonSchema ? key : /^[^?(]*/.exec(key)?.[0].trim() || '';
    if (name === '' || key === '(*)') return [];
    const quote = /["']/.test(document.text[keyStart] ?? '') ? 1 : 0;
    return [{ name, start: keyStart + quote, end: keyStart + quote + name.length, entry }];
  });
}

/** The entries of the map at a path of keys; none where there is no such map. */
export function mapAt(root: SourceNode | undefined, path: readonly string[]): readonly SourceEntry[] {
  let node = root;
  for (const step of path) {
    if (node?.kind !== 'map') return [];
    node = node.entries.find(({ key }) => key === step)?.value;
  }
  return node?.kind === 'map' ? node.entries : [];
}
