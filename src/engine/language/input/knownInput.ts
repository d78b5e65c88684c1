import { JUDGE_VARIABLES } from '../../judge/judgeVariables';
import type { JsonSchema } from '../../prompt/message';
import type { SourceMap } from '../../testset/sourceNode';
import type { PromptDocument } from '../document/promptDocument';
import type { PromptFacts } from '../index/fileFacts';
import { mapAt } from '../index/promptFacts';
import type { LanguageContext } from '../languageContext';
import { declaredDefaults, declaredSchema } from './inputSchema';
import { type GivenInputs, givenInputs } from './testSetOf';
import { ValueShape } from './valueShape';

/** Who says that there is a variable; the first one that does counts. */
export type Origin = 'schema' | 'default' | 'tests' | 'judge' | 'includer';

/** What is known of the input that a template gets. */
export interface KnownInput {
  shape: ValueShape;
  /** Every variable that somebody names, in their order. */
  origins: ReadonlyMap<string, Origin>;
}

/** Of the prompts that include a partial, so many are asked what they give it. */
const MOST_INCLUDERS = 20;

/**
 * The variables that a template can read, with what is known of each: from the input schema, the defaults and the test set; in
 * a judge those that every judge gets; in a partial those of the prompts that include it, and what they give it.
 */
export async function knownInput(document: PromptDocument, context: LanguageContext): Promise<KnownInput> {
  if (document.isPartial) return inputOfPartial(document, context);
  const given = await givenInputs(document, context);
  if (isJudge(document, context)) return inputOfJudge(document, context);
  const root = document.frontmatter();
  const known = root && kept.get(root);
  if (known !== undefined && known.given === given) return known.input;
  const schema = declaredSchema(document, 'input');
  const defaults = declaredDefaults(document);
  const shape = ValueShape.of({
    schemas: schema === undefined ? [] : [schema],
    samples: [defaults, ...(given?.inputs ?? [])],
  });
  const declared = schema === undefined ? [] : ValueShape.of({ schemas: [schema] }).fieldNames();
  const input = {
    shape,
    origins: originsOf([declared, 'schema'], [Object.keys(defaults), 'default'], [given?.names ?? [], 'tests']),
  };
  if (root !== undefined) kept.set(root, { given, input });
  return input;
}

/** While a template is typed, its frontmatter and its test set stay what they are, and so does what they say of its input. */
const kept = new WeakMap<SourceMap, { given: GivenInputs | undefined; input: KnownInput }>();

function originsOf(...said: (readonly [readonly string[], Origin])[]): Map<string, Origin> {
  const origins = new Map<string, Origin>();
  for (const [names, origin] of said) {
    for (const name of names) if (name !== '' && !origins.has(name)) origins.set(name, origin);
  }
  return origins;
}

function inputOfJudge(document: PromptDocument, context: LanguageContext): KnownInput {
  const schema = declaredSchema(document, 'input') ?? {};
  const defaults = declaredDefaults(document);
  const judged = { type: 'object', properties: { input: judgedSchema(document, context) } };
  const declared = ValueShape.of({ schemas: [schema] }).fieldNames();
  return {
    shape: ValueShape.of({ schemas: [schema, judged], samples: [defaults] }),
    origins: originsOf([declared, 'schema'], [Object.keys(defaults), 'default'], [JUDGE_VARIABLES, 'judge']),
  };
}

/** Keys that only the frontmatter of a judge has. */
const JUDGE_KEYS: ReadonlySet<string> = new Set(
  [
    'scale',
    'threshold',
    'criterion',
    'examples',
    'aggregate',
    'logprobs',
    'embedding',
    'empty',
    'subject',
    'pairwise',
    'measure',
    'language',
  ].map((key) => `assay.${key}`),
);

/** Variables one of which every judge reads, and other prompts hardly do. */
const READ_BY_JUDGES: ReadonlySet<string> = new Set(['output', 'first', 'second', 'passages', 'context']);

/** Whether a prompt scores the answers of others. */
export function isJudge(document: PromptDocument, { index }: LanguageContext): boolean {
  if (document.isPartial) return false;
  const entries = mapAt(document.frontmatter(), []);
  if (entries.some(({ key }) => JUDGE_KEYS.has(key))) return true;
  if (ValueShape.of({ schemas: [declaredSchema(document, 'output') ?? {}] }).field('score') !== undefined) return true;
  // Who names it is only looked up where its template may be that of a judge: the index has to read what was just typed.
  const read = document.names.uses.flatMap(({ kind, name }) => (kind === 'variable' ? [name] : []));
  const mayBe = read.length === 0 || read.some((name) => READ_BY_JUDGES.has(name));
  return mayBe && index.usersOfJudge(document.file).length > 0;
}

/** In a judge `input` holds the variables of the prompts that it judges. */
function judgedSchema(document: PromptDocument, { index }: LanguageContext): JsonSchema {
  const properties: Record<string, unknown> = Object.create(null);
  for (const { facts } of index.usersOfJudge(document.file)) {
    const prompts = facts.kind === 'prompt' ? [facts] : index.promptsOf(facts.file);
    for (const { name } of prompts.flatMap(({ declared, uses }) => [...declared, ...uses])) properties[name] = {};
  }
  return { type: 'object', properties };
}

async function inputOfPartial(document: PromptDocument, context: LanguageContext): Promise<KnownInput> {
  const origins = new Map<string, Origin>();
  let shape = ValueShape.of({});
  for (const { facts, includes } of context.index.includersOf(document.file).slice(0, MOST_INCLUDERS)) {
    for (const name of includes.flatMap(({ given }) => given)) origins.set(name, 'includer');
    if (facts.file === document.file || !includes.some(({ seesInput }) => seesInput)) continue;
    for (const name of namesOf(facts)) if (!origins.has(name)) origins.set(name, 'includer');
    const includer = facts.partial ? undefined : await context.prompt(facts.file);
    const schema = includer && declaredSchema(includer, 'input');
    const samples = includer === undefined ? [] : [declaredDefaults(includer)];
    shape = shape.and(ValueShape.of({ schemas: schema === undefined ? [] : [schema], samples }));
  }
  return { shape, origins };
}

function namesOf({ declared, defaults, uses }: PromptFacts): string[] {
  return [...declared, ...defaults, ...uses].map(({ name }) => name);
}
