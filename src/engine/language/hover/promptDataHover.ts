import { aboutIt } from '../about/aboutIt';
import { codeBlock } from '../about/fenced';
import { promptShape } from '../completion/data/promptShape';
import type { PromptDocument } from '../document/promptDocument';
import { schemaFields } from '../index/promptFacts';
import { declaredSchema } from '../input/inputSchema';
import { knownInput } from '../input/knownInput';
import type { LanguageContext } from '../languageContext';
import { dataHover, spotAt } from './dataHover';
import type { Said } from './hover';
import { judgeHover } from './judgeHover';
import { aboutVariable } from './variableText';

/** So many lines of a JSON Schema are shown. */
const MOST_LINES = 40;

/** What is said of a key or a value of a frontmatter. */
export async function promptDataHover(
  document: PromptDocument,
  offset: number,
  context: LanguageContext,
): Promise<Said | undefined> {
  const spot = spotAt(document.frontmatter(), offset);
  if (spot === undefined) return undefined;
  const field =
    spot.kind === 'key' ? schemaFields(document).find(({ entry }) => entry.keyStart === spot.span.start) : undefined;
  if (field !== undefined) {
    const { text = '' } = (await aboutVariable([field.name], field.name, document, context)) ?? {};
    return { span: { start: field.start, end: field.end }, text: joined([text, jsonSchema(document, field.name)]) };
  }
  const { file, text } = document;
  const environment = { file, text, context, pending: () => {} };
  const shape = promptShape(document, environment, () => knownInput(document, context));
  const said = await dataHover(spot, shape, { kind: 'prompt', prompt: document }, context);
  if (spot.kind === 'value' && spot.path[0] === 'assay.judges') {
    const judge = await judgeHover(spot, document.file, { kind: 'prompt', prompt: document }, context);
    if (judge !== undefined) return judge;
  }
  const isModel = spot.kind === 'value' && spot.path.length === 1 && spot.path[0] === 'model';
  if (!isModel || (said !== undefined && said.text !== '')) return said;
  const about = await aboutIt({ kind: 'model', name: spot.value }, { kind: 'prompt', prompt: document }, context);
  return about === undefined ? undefined : { span: spot.span, text: about };
}

/** The JSON Schema that a field of Picoschema becomes. */
function jsonSchema(document: PromptDocument, name: string): string {
  const properties = declaredSchema(document, 'input')?.properties as Record<string, unknown> | undefined;
  const schema = properties?.[name];
  if (schema === undefined) return '';
  const lines = JSON.stringify(schema, null, 2).split('\n');
  return codeBlock([...lines.slice(0, MOST_LINES), ...(lines.length > MOST_LINES ? ['…'] : [])].join('\n'), 'json');
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
