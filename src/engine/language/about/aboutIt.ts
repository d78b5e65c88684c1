import { modelFacts } from '../../model/modelFacts';
import { knownInput } from '../input/knownInput';
import type { LanguageContext, LanguageDocument } from '../languageContext';
import { shapeAt } from '../names/namesAt';
import type { ValuePath } from '../names/scope';
import { asText } from './asText';
import { codeBlock } from './fenced';
import { sampleValues } from './sampleValues';

/** Something that takes time to be looked up. */
export type Unresolved =
  | { kind: 'value'; path: ValuePath }
  | { kind: 'partial'; file: string }
  | { kind: 'judge'; file: string }
  | { kind: 'model'; name: string };

/** Of a partial's or a judge's text so many lines are shown. */
const MOST_LINES = 24;

/** What there is to say of a value, a partial, a judge or a model, in Markdown; undefined where there is nothing. */
export function aboutIt(
  unresolved: Unresolved,
  document: LanguageDocument,
  context: LanguageContext,
): Promise<string | undefined> {
  switch (unresolved.kind) {
    case 'value':
      return aboutValue(unresolved.path, document, context);
    case 'model':
      return aboutModel(unresolved.name, context);
    default:
      return aboutFile(unresolved.file, context);
  }
}

async function aboutValue(
  path: ValuePath,
  document: LanguageDocument,
  context: LanguageContext,
): Promise<string | undefined> {
  if (document.kind !== 'prompt') return undefined;
  const { shape: input } = await knownInput(document.prompt, context);
  const shape = shapeAt(input, path);
  const samples = sampleValues(shape?.samples ?? []);
  const values = samples === '' ? undefined : context.say('about.values', { values: samples });
  return (
    [shape?.description && asText(shape.description), values].filter((part) => part !== undefined).join('\n\n') ||
    undefined
  );
}

async function aboutModel(name: string, { endpoints, say }: LanguageContext): Promise<string | undefined> {
  const [provider, model] = [name.slice(0, name.indexOf('/')), name.slice(name.indexOf('/') + 1)];
  const endpoint = endpoints.findLast((each) => each.name === provider);
  if (endpoint === undefined) return undefined;
  if (endpoint.kind === 'baseline') return say('about.baseline');
  const { contextTokens, price } = await modelFacts(endpoint, model);
  const parts = [
    contextTokens !== undefined && say('about.context-window', { tokens: contextTokens.toLocaleString('en') }),
    price !== undefined && say('about.price', { ...price }),
  ];
  return parts.filter((part) => part !== false).join(' · ') || undefined;
}

/** What a partial or a judge says of itself, and its text. */
async function aboutFile(file: string, context: LanguageContext): Promise<string | undefined> {
  const prompt = await context.prompt(file);
  if (prompt === undefined) return undefined;
  const { description } = prompt.parsed.metadata;
  const lines = prompt.parsed.template.trim().split(/\r\n|\r|\n/);
  const shown = [...lines.slice(0, MOST_LINES), ...(lines.length > MOST_LINES ? ['…'] : [])].join('\n');
  const text = shown === '' ? [] : [codeBlock(shown, 'handlebars')];
  return [...(description === undefined ? [] : [asText(String(description))]), ...text].join('\n\n');
}
