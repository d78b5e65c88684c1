import { findTestSet } from '../../testset/findTestSet';
import { mapAt, schemaFields } from '../index/promptFacts';
import { type FileEdit, type PromptFix, textEdits } from './fix';
import { frontmatterWithout } from './frontmatterEdits';
import { inputRemoved } from './testSetEdits';

/** A variable that nothing reads goes: from the schema, from the defaults, and from the cases, which may not give it then. */
export const removeUnused: PromptFix = async ({ args }, document, context) => {
  const name = String(args?.name ?? '');
  const field = schemaFields(document).find((each) => each.name === name)?.entry.key;
  const isJsonSchema = mapAt(document.frontmatter(), ['input', 'schema']).every(({ key }) => key !== field);
  const fieldPath = isJsonSchema ? ['input', 'schema', 'properties'] : ['input', 'schema'];
  const paths = [...(field === undefined ? [] : [[...fieldPath, field]]), ['input', 'default', name]];
  const own = frontmatterWithout(document, paths);
  const required = isJsonSchema ? requiredItem(document, name) : [];
  if (own.length === 0 || required === undefined) return [];
  const edits: FileEdit[] = [{ file: document.file, edits: textEdits(document, [...own, ...required]) }];
  const tests = await findTestSet(document.parsed, context);
  const testSet = tests.file === undefined ? undefined : await context.testSet(tests.file);
  if (testSet !== undefined) {
    // Another prompt with the same test set may well read it.
    if (context.index.promptsOf(testSet.file).length > 1) return [];
    const given = testSet.cases().some(({ input }) => input.some(({ key }) => key === name));
    const removed = inputRemoved(testSet, name);
    if (given && removed.length === 0) return [];
    if (removed.length > 0) edits.push({ file: testSet.file, edits: removed });
  }
  return [{ title: 'fix.remove-variable', args: { name }, edits }];
};

/** The variable in the list of those that JSON Schema requires; undefined where it cannot be taken out of that. */
function requiredItem(document: Parameters<PromptFix>[1], name: string) {
  const list = mapAt(document.frontmatter(), ['input', 'schema']).find(({ key }) => key === 'required')?.value;
  if (list?.kind !== 'list') return [];
  const index = list.items.findIndex((item) => item.kind === 'scalar' && item.value === name);
  const [before, item, next] = [list.items[index - 1], list.items[index], list.items[index + 1]];
  if (item === undefined) return [];
  // A block of dashes has lines of its own, and is left to a person.
  if (document.text[list.start] !== '[') return undefined;
  if (next !== undefined) return [{ start: item.start, end: next.start, text: '' }];
  return [{ start: before?.end ?? item.start, end: item.end, text: '' }];
}
