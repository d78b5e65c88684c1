import type { ErrorObject, ValidateFunction } from 'ajv';
import { compileSchema } from '../compileSchema';
import type { Problem } from '../problem';
import type { JsonSchema } from '../prompt/message';
import type { ParsedPrompt, VariableUse } from '../prompt/promptFile';
import { nearestName } from '../text/nearestName';
import type { TestCase, TestSet } from './testSet';

interface Prompt {
  parsed: ParsedPrompt;
  /** Variables of the template and its partials. */
  inputVariables: readonly VariableUse[];
}

/** So many problems of one kind are listed; then one sentence counts the rest. */
const MOST_LISTED = 100;

/**
 * Compares a test set with its prompt: variables that a case lacks or that the prompt does not know, and values that
 * break the input schema. In CSV and TSV every value is text: numbers, booleans, lists and maps are first read from the
 * text where the schema asks for them, and put into `input`.
 */
export async function validateTestSet(testSet: TestSet, prompt: Prompt): Promise<Problem[]> {
  const schema = prompt.parsed.metadata.input?.schema;
  const declared = propertiesOf(schema);
  const isTable = testSet.format === 'csv' || testSet.format === 'tsv';
  if (isTable) {
    for (const { input } of testSet.cases) readCells(input, declared);
  }
  const problems = new CappedProblems(testSet.file);
  const needed = neededVariables(prompt, schema);
  const known = knownVariables(prompt, declared, schema);
  for (const testCase of testSet.cases) {
    for (const name of needed) {
      if (Object.hasOwn(testCase.input, name)) continue;
      problems.add('testset.missing-variable', testCase.titleRange, { id: testCase.id, name });
    }
    // All rows of a table have the same columns: one problem at the first row is enough.
    if (known !== undefined && (!isTable || testCase === testSet.cases[0])) addUnknown(testCase, known, problems);
  }
  const validate = await compiledOrNone(schema);
  if (validate !== undefined) {
    const defaults = prompt.parsed.metadata.input?.default ?? {};
    for (const testCase of testSet.cases)
      addSchemaFaults(testCase, { ...defaults, ...testCase.input }, validate, problems);
  }
  return problems.all();
}

function addUnknown({ id, input, inputRanges, titleRange }: TestCase, known: ReadonlySet<string>, to: CappedProblems) {
  for (const name of Object.keys(input)) {
    if (known.has(name)) continue;
    const range = inputRanges[name] ?? titleRange;
    const suggestion = nearestName(name, known);
    if (suggestion !== undefined) to.add('testset.unknown-variable-suggestion', range, { id, name, suggestion });
    else to.add('testset.unknown-variable', range, { id, name, known: [...known].join(', ') || '–' });
  }
}

/** Problems of a file, cut where one mistake repeats in thousands of rows. */
class CappedProblems {
  readonly #file: string;
  readonly #problems: Problem[] = [];
  readonly #counts = new Map<string, number>();

  constructor(file: string) {
    this.#file = file;
  }

  add(code: string, range: Problem['range'], args: Record<string, string | number>): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count <= MOST_LISTED) this.#problems.push({ code, severity: 'error', file: this.#file, range, args });
  }

  all(): Problem[] {
    const left = [...this.#counts.values()].reduce((sum, count) => sum + Math.max(0, count - MOST_LISTED), 0);
    const last = this.#problems.at(-1);
    if (left === 0 || last === undefined) return this.#problems;
    return [...this.#problems, { ...last, code: 'testset.more-problems', args: { count: left } }];
  }
}

/** Variables that every case has to give: required by the schema, or read by the template outright; without a default. */
function neededVariables({ parsed, inputVariables }: Prompt, schema: JsonSchema | undefined): string[] {
  const needed = new Set<string>();
  const declared = propertiesOf(schema);
  for (const name of stringsOf(schema?.required)) needed.add(name);
  for (const { name, required } of inputVariables) {
    // What the schema lets a case leave out, the template may read all the same.
    if (required && !Object.hasOwn(declared, name)) needed.add(name);
  }
  for (const name of Object.keys(parsed.metadata.input?.default ?? {})) needed.delete(name);
  return [...needed];
}

/** All variables that a prompt has; undefined where its schema or its template leaves that open. */
export function variablesOf(prompt: Prompt): ReadonlySet<string> | undefined {
  const schema = prompt.parsed.metadata.input?.schema;
  return knownVariables(prompt, propertiesOf(schema), schema);
}

/** Turns text into what the prompt's input schema declares, as for the cells of a table. */
export function fitToSchema(input: Record<string, unknown>, { parsed }: Pick<Prompt, 'parsed'>): void {
  readCells(input, propertiesOf(parsed.metadata.input?.schema));
}

/** All variables that a case may give; undefined where the schema or a template without a schema leaves it open. */
function knownVariables(
  { parsed, inputVariables }: Prompt,
  declared: Record<string, JsonSchema>,
  schema: JsonSchema | undefined,
): ReadonlySet<string> | undefined {
  const open =
    schema !== undefined && schema.additionalProperties !== undefined && schema.additionalProperties !== false;
  if (open) return undefined;
  return new Set([
    ...Object.keys(declared),
    ...inputVariables.map(({ name }) => name),
    ...Object.keys(parsed.metadata.input?.default ?? {}),
  ]);
}

function propertiesOf(schema: JsonSchema | undefined): Record<string, JsonSchema> {
  const properties = schema?.properties;
  return typeof properties === 'object' && properties !== null ? (properties as Record<string, JsonSchema>) : {};
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

/** Turns the text of cells into what the schema declares; text that is not of that kind stays, and the schema says so. */
function readCells(input: Record<string, unknown>, declared: Record<string, JsonSchema>): void {
  for (const [name, text] of Object.entries(input)) {
    const types = typesOf(declared[name]);
    if (typeof text !== 'string' || types.length === 0) continue;
    if (text === '' && !types.includes('string')) {
      if (types.includes('null')) input[name] = null;
      else delete input[name];
    } else if (!types.includes('string')) input[name] = readCell(text, types);
  }
}

function typesOf(schema: JsonSchema | undefined): string[] {
  if (typeof schema !== 'object') return [];
  return typeof schema.type === 'string' ? [schema.type] : stringsOf(schema.type);
}

function readCell(text: string, types: readonly string[]): unknown {
  const trimmed = text.trim();
  if (types.includes('number') || types.includes('integer')) {
    if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(trimmed)) return Number(trimmed);
  }
  if (types.includes('boolean') && /^(?:true|false)$/i.test(trimmed)) return trimmed.toLowerCase() === 'true';
  if (types.includes('array') || types.includes('object')) {
    try {
      return JSON.parse(trimmed);
    } catch {
      return text;
    }
  }
  return text;
}

/** A schema that cannot be compiled is the prompt's problem and reported there. */
async function compiledOrNone(schema: JsonSchema | undefined): Promise<ValidateFunction | undefined> {
  return schema === undefined ? undefined : compileSchema(schema).catch(() => undefined);
}

function addSchemaFaults(
  { id, inputRanges, titleRange }: TestCase,
  input: Record<string, unknown>,
  validate: ValidateFunction,
  to: CappedProblems,
): void {
  if (validate(input)) return;
  for (const fault of validate.errors ?? []) {
    const [, name = ''] = fault.instancePath.split('/');
    // Missing and unknown variables have sentences of their own.
    if (name === '') continue;
    const variable = decodePointer(name);
    const range = inputRanges[variable] ?? titleRange;
    to.add('testset.value-breaks-schema', range, { id, name: variable, fault: faultInWords(fault, name) });
  }
}

/**
 * What is wrong with the value of a variable.
 * @param name the variable as the fault's path has it
 */
export function faultInWords(fault: ErrorObject, name: string): string {
  const inside = fault.instancePath.slice(name.length + 1);
  return inside === '' ? inWords(fault) : `${inside} ${inWords(fault)}`;
}

/** The schema library's own words, without the `null` that an optional variable may also be. */
function inWords({ message = '', keyword, params }: ErrorObject): string {
  const { type, allowedValues } = params as { type?: unknown; allowedValues?: unknown[] };
  if (keyword === 'enum') return `must be one of ${allowedValues?.filter((value) => value !== null).join(', ')}`;
  if (keyword === 'type')
    return `must be ${[type]
      .flat()
      .filter((each) => each !== 'null')
      .join(' or ')}`;
  return message;
}

/** A name as it is, from a part of a JSON pointer. */
export function decodePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}
