import { isMap } from '../../prompt/picoschemaType';
import { findTestSet } from '../../testset/findTestSet';
import { plainValue } from '../../testset/sourceNode';
import { promptSubject } from '../diagnostics/promptSubject';
import type { PromptSubject } from '../diagnostics/rule';
import type { PromptDocument } from '../document/promptDocument';
import type { PathUse } from '../names/templateNames';
import { type PromptFix, type Proposal, replacing } from './fix';
import { frontmatterWith } from './frontmatterEdits';
import type { NewEntry } from './mapEdits';
import { fieldFor, jsonFieldFor } from './seenType';

/** A variable is declared in the input schema, with the type that its values in the test set have; or all that are not yet. */
export const declareVariable: PromptFix = async ({ args }, document, context) => {
  const name = String(args?.name ?? '');
  const { subject } = await promptSubject(document, context);
  const missing = undeclaredNames(subject);
  const seen = await seenValues(subject);
  const proposals: Proposal[] = [];
  const one = declared(document, [name], seen);
  if (one !== undefined) {
    proposals.push({
      ...replacing(document, 'fix.declare', [one]),
      args: { name },
      preferred: args?.suggestion === undefined,
    });
  }
  const all = missing.length > 1 ? declared(document, missing, seen) : undefined;
  if (all !== undefined) {
    const title = { args: { count: missing.length }, preferred: false };
    proposals.push(replacing(document, 'fix.declare-all', [all], title));
  }
  return proposals;
};

/** What is known of the values of a variable, and whether every case has it. */
interface Seen {
  values: unknown[];
  everywhere: boolean;
}

function declared(document: PromptDocument, names: readonly string[], seen: (name: string) => Seen) {
  const schema = document.parsed.metadata.raw?.input;
  const written = isMap(schema) ? schema.schema : undefined;
  const isJsonSchema =
    isMap(written) && isMap(written.properties) && document.parsed.metadata.input?.schema?.properties;
  const fields = names.map((name): NewEntry => {
    const { values, everywhere } = seen(name);
    // A name with a bracket or a question mark in it says something else in Picoschema.
    return isJsonSchema ? jsonFieldFor(name, values) : fieldFor(name, values, !everywhere);
  });
  if (!isJsonSchema && names.some((name) => /[?()]/.test(name))) return undefined;
  return frontmatterWith(document, isJsonSchema ? ['input', 'schema', 'properties'] : ['input', 'schema'], fields);
}

function undeclaredNames({ document, declared: known, inputVariables }: PromptSubject): string[] {
  if (known === undefined) return [];
  const partials = inputVariables.slice(document.parsed.variables.length).filter(({ required }) => required);
  const own = document.names.uses.filter(({ kind }) => kind === 'variable');
  const names = new Set([...own, ...partials].map(({ name }) => name));
  const helpers = document.parsed.problems.flatMap(({ code, args }) =>
    code.startsWith('prompt.unknown-helper') ? String(args?.name) : [],
  );
  return [...names].filter((name) => !known.names.has(name) && !helpers.includes(name));
}

/** What the cases of the prompt's test set say. */
async function seenValues({ document, context, inputVariables }: PromptSubject): Promise<(name: string) => Seen> {
  const { file } = await findTestSet(document.parsed, context);
  const testSet = file === undefined ? undefined : await context.testSet(file);
  const isTable = testSet?.format === 'csv' || testSet?.format === 'tsv';
  const cases = testSet?.cases() ?? [];
  const lists = listNames(document);
  const asked = new Set(inputVariables.filter(({ required }) => required).map(({ name }) => name));
  return (name) => {
    const given = cases.flatMap(({ input }) => input.find(({ key }) => key === name) ?? []);
    const values = given.map(({ value }) => plainValue(value));
    // Cells are text whatever they are for; and where there is nothing, the template says whether it is a list.
    if (lists.has(name) && (isTable || values.length === 0)) values.splice(0, Number.POSITIVE_INFINITY, [{}, '']);
    const everywhere = given.length === cases.length && (cases.length > 0 || asked.has(name) || lists.has(name));
    return { values, everywhere };
  };
}

/** Variables that the template loops over. */
function listNames({ names, text }: PromptDocument): ReadonlySet<string> {
  const loops = names.uses.filter((use) => use.kind === 'helper' && use.name === 'each');
  return new Set(
    loops.flatMap(({ end }) => {
      const subject = names.uses.find((use): use is PathUse => use.kind === 'variable' && use.start > end);
      const between = subject && text.slice(end, subject.start);
      return subject !== undefined && between?.trim() === '' && subject.rest.length === 0 ? [subject.name] : [];
    }),
  );
}
