import type { JsonSchema } from '../../prompt/message';
import { isMap } from '../../prompt/picoschemaType';
import { nearestName } from '../../text/nearestName';
import { promptOfTests } from '../diagnostics/testSetProblems';
import type { CaseNode, TestSetDocument } from '../document/testSetDocument';
import { unquoted } from '../index/testSetFacts';
import { type Proposal, replacing, type TestSetFix } from './fix';
import { yamlKey, yamlText } from './mapEdits';
import { inputAdded, inputRemovedFrom } from './testSetEdits';

/** A name in a list of those that there are becomes the one that was meant. */
export const replaceName: TestSetFix = ({ args, range }, document) => {
  const suggestion = String(args?.suggestion ?? '');
  // Where nothing is near, all that there are stand in its place.
  if (suggestion === '' || suggestion.includes(', ')) return [];
  const start = document.offsetAt(range.start);
  const place = unquoted(document.text, start, document.offsetAt(range.end));
  const text = place.start > start ? suggestion : yamlKey(suggestion);
  return [replacing(document, 'fix.replace', [{ ...place, text }], { args: { text: suggestion } })];
};

/** A judge that is not there becomes the one that was meant. */
export const replaceJudge: TestSetFix = (finding, document, context) => {
  const { judge, known } = finding.args ?? {};
  const suggestion = nearestName(String(judge), String(known).split(', '));
  if (suggestion === undefined) return [];
  return replaceName({ ...finding, args: { suggestion } }, document, context);
};

/** A variable that the prompt does not know becomes the one that was meant, or is taken out of the case. */
export const unknownVariable: TestSetFix = ({ args, range }, document): Proposal[] => {
  const name = String(args?.name ?? '');
  const start = document.offsetAt(range.start);
  const found = caseWith(document, (each) =>
    each.input.some(({ key, value }) => key === name && value.start === start),
  );
  const entry = found?.input.find(({ key }) => key === name);
  if (found === undefined || entry === undefined) return [];
  const proposals: Proposal[] = [];
  const { suggestion } = args ?? {};
  const isThere = found.input.some(({ key }) => key === suggestion);
  if (suggestion !== undefined && !isThere) {
    const place = unquoted(document.text, entry.keyStart, entry.keyEnd);
    const text =
      place.start > entry.keyStart || document.format === 'csv' ? String(suggestion) : yamlKey(String(suggestion));
    proposals.push(replacing(document, 'fix.replace', [{ ...place, text }], { args: { text: String(suggestion) } }));
  }
  const edits = inputRemovedFrom(document, found, name);
  if (edits.length > 0) {
    const preferred = proposals.length === 0;
    proposals.push({
      title: 'fix.remove-variable',
      args: { name },
      edits: [{ file: document.file, edits }],
      preferred,
    });
  }
  return proposals;
};

/** A variable that a case lacks is added, with a value that its type allows. */
export const missingVariable: TestSetFix = async ({ args, range }, document, context) => {
  const name = String(args?.name ?? '');
  const start = document.offsetAt(range.start);
  const found = caseWith(document, ({ node, id }) => node.start === start || id?.value.start === start);
  const file = await promptOfTests(document, context);
  const prompt = file === undefined ? undefined : await context.prompt(file);
  const properties = prompt?.parsed.metadata.input?.schema?.properties;
  const schema = isMap(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
  const value = emptyValue(schema);
  if (found === undefined || value === undefined) return [];
  const isYaml = document.format === 'yaml';
  const written = isYaml && typeof value === 'string' && value !== '' ? yamlText(value) : JSON.stringify(value);
  const cell = typeof value === 'string' ? value : JSON.stringify(value);
  const shown = isYaml && value === '' ? "''" : written;
  const edits = inputAdded(document, found, { name, value: shown, cell });
  return edits.length === 0
    ? []
    : [{ title: 'fix.add-variable', args: { name }, edits: [{ file: document.file, edits }] }];
};

function caseWith(document: TestSetDocument, fits: (each: CaseNode) => boolean): CaseNode | undefined {
  return document.cases().find(fits);
}

/** The least that a schema allows; undefined where that cannot be told. */
function emptyValue(schema: unknown): unknown {
  if (!isMap(schema)) return '';
  const { type, enum: values, minimum, minLength, minItems, minProperties } = schema as JsonSchema;
  if (Array.isArray(values)) return values.find((value) => value !== null);
  if (minLength !== undefined || minItems !== undefined || minProperties !== undefined) return undefined;
  switch ([type].flat()[0]) {
    case 'number':
    case 'integer':
      return typeof minimum === 'number' ? Math.ceil(minimum) : 0;
    case 'boolean':
      return false;
    case 'array':
      return [];
    case 'object':
      return emptyMap(schema);
    case 'null':
      return null;
    default:
      return '';
  }
}

function emptyMap({ properties, required }: JsonSchema): unknown {
  const value: Record<string, unknown> = {};
  for (const name of Array.isArray(required) ? required : []) {
    const field = isMap(properties) ? emptyValue(properties[String(name)]) : undefined;
    if (field === undefined) return undefined;
    value[String(name)] = field;
  }
  return value;
}
