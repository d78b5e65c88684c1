import { promptOfTestSet } from '../../testset/findTestSet';
import type { PromptDocument } from '../document/promptDocument';
import type { LanguageContext } from '../languageContext';
import { declaredDefaults, declaredSchema } from './inputSchema';
import { ValueShape } from './valueShape';

/** What the prompts of a test set ask of their cases. */
export interface AskedInputs {
  input: ValueShape;
  output: ValueShape;
  /** Every variable that a case may give. */
  names: readonly string[];
  /** Those that have no default, and that the schema does not let be missing. */
  needed: ReadonlySet<string>;
}

/** Of the prompts that share a test set, so many are looked at. */
const MOST_PROMPTS = 10;

/** What the prompts that a test set belongs to read and declare. */
export async function askedInputs(file: string, context: LanguageContext): Promise<AskedInputs> {
  const { index } = context;
  const byIndex = index.promptsOf(file).map((prompt) => prompt.file);
  const byName = byIndex.length > 0 ? [] : [(await promptOfTestSet(file, context.files)) ?? []].flat();
  const documents = await Promise.all(
    [...byIndex, ...byName].slice(0, MOST_PROMPTS).map((prompt) => context.prompt(prompt)),
  );
  const found = documents.filter((document): document is PromptDocument => document !== undefined);
  const schemasOf = (part: 'input' | 'output') =>
    found.map((document) => declaredSchema(document, part)).filter((schema) => schema !== undefined);
  const input = ValueShape.of({ schemas: schemasOf('input') });
  const defaults = new Set(found.flatMap((document) => Object.keys(declaredDefaults(document))));
  const read = found.flatMap((document) => readBy(document, context));
  const names = new Set([...input.fieldNames(), ...read.map(({ name }) => name)]);
  names.delete('');
  const declared = new Set(input.fieldNames());
  const needed = [
    ...input.requiredNames(),
    ...read.filter(({ name, required }) => required && !declared.has(name)).map(({ name }) => name),
  ];
  const output = ValueShape.of({ schemas: schemasOf('output') });
  return { input, output, names: [...names], needed: new Set(needed.filter((name) => !defaults.has(name))) };
}

/** The variables that a prompt and its partials read. */
function readBy(document: PromptDocument, { index }: LanguageContext): { name: string; required: boolean }[] {
  const own = document.parsed.variables.map(({ name, required }) => ({ name, required }));
  const seen = new Set<string>();
  const pending = document.names.uses.flatMap((use) =>
    use.kind === 'partial' && use.seesInput ? [{ name: use.name, from: document.file, given: use.given }] : [],
  );
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const file = index.partialFile(next.name, next.from);
    const facts = file === undefined || seen.has(file) ? undefined : index.prompt(file);
    if (facts === undefined) continue;
    seen.add(facts.file);
    const given = new Set(next.given);
    own.push(...facts.uses.flatMap(({ name }) => (given.has(name) ? [] : [{ name, required: false }])));
    for (const inner of facts.includes) {
      if (inner.seesInput) pending.push({ name: inner.name, from: facts.file, given: [...given, ...inner.given] });
    }
  }
  return own;
}
