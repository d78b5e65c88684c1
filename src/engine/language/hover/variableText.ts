import { basename } from 'node:path';
import { asText } from '../about/asText';
import { codeBlock, fenced } from '../about/fenced';
import { sampleValues } from '../about/sampleValues';
import type { PromptDocument } from '../document/promptDocument';
import { schemaFields } from '../index/promptFacts';
import { declaredDefaults } from '../input/inputSchema';
import { knownInput } from '../input/knownInput';
import type { LanguageContext } from '../languageContext';
import { shapeAt } from '../names/namesAt';
import type { ValuePath } from '../names/scope';

/**
 * What is said of a value that a template reads: its type, its description, where it is declared, its default, and values
 * that it has in the test set.
 * @param path the way to it from the input
 * @param shown the name to show
 */
export async function aboutVariable(
  path: ValuePath,
  shown: string,
  document: PromptDocument,
  context: LanguageContext,
): Promise<{ text: string }> {
  const { say } = context;
  const { shape: input, origins } = await knownInput(document, context);
  const shape = shapeAt(input, path);
  const [first] = path;
  const name = typeof first === 'string' ? first : '';
  const whole = path.length === 1;
  const defaults = declaredDefaults(document);
  const given = whole && Object.hasOwn(defaults, name);
  const samples = sampleValues((shape?.samples ?? []).filter((value) => !given || value !== defaults[name]));
  const parts = [
    codeBlock(`${shown}${shape?.isOptional ? '?' : ''}: ${shape?.type || 'any'}`, 'typescript'),
    shape?.description && asText(shape.description),
    whole ? (placeText(name, document, context) ?? originText(origins.get(name), name, context)) : undefined,
    given ? say('language.hover.default', { value: fenced(JSON.stringify(defaults[name]) ?? '', '`') }) : undefined,
    samples === '' ? undefined : say('about.values', { values: samples }),
  ];
  return { text: parts.filter((part) => part !== undefined).join('\n\n') };
}

/** Where the schema declares it. */
function placeText(name: string, document: PromptDocument, { say }: LanguageContext): string | undefined {
  const field = schemaFields(document).find((each) => each.name === name);
  if (field === undefined) return undefined;
  const line = document.positionAt(field.start).line + 1;
  return say('language.hover.declared', { file: basename(document.file), line });
}

function originText(origin: string | undefined, name: string, { say }: LanguageContext): string | undefined {
  if (origin === 'judge') return say(`about.judge-variable.${name}`);
  if (origin === undefined || origin === 'schema')
    return origin === undefined ? say('language.hover.undeclared') : undefined;
  return say(`language.hover.from-${origin}`);
}
