import { fill, type Locale, type Sentences } from './catalogue';

export { fill, type Locale, localeFor, type Sentences } from './catalogue';

const AREAS: { en: Sentences; 'zh-tw': Sentences }[] = [];

const CATALOGUES: Record<Locale, Sentences> = {
  en: Object.assign({}, ...AREAS.map((area) => area.en)),
  'zh-tw': Object.assign({}, ...AREAS.map((area) => area['zh-tw'])),
};

/**
 * The sentence for a code, with its arguments, in a person's language.
 * A code that no area knows is shown as it is, with its arguments, so that nothing is swallowed.
 */
export function say(code: string, args: Readonly<Record<string, string | number>> = {}, locale: Locale = 'en'): string {
  const sentence = CATALOGUES[locale][code];
  if (sentence !== undefined) return fill(sentence, args);
  const rest = Object.entries(args).map(([name, value]) => `${name}=${value}`);
  return rest.length === 0 ? code : `${code} (${rest.join(', ')})`;
}
