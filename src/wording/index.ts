import { agreement } from './agreement';
import { attack } from './attack';
import { fill, type Locale, type Sentences } from './catalogue';
import { cli } from './cli';
import { compare } from './compare';
import { converting } from './convert';
import { editor } from './editor';
import { evaluate } from './evaluate';
import { exporting } from './export';
import { importing } from './import';
import { judge } from './judge';
import { judges } from './judges';
import { labels } from './labels';
import { languageDiagnostics } from './languageDiagnostics';
import { languageFixes } from './languageFixes';
import { languageHints } from './languageHints';
import { languageHover } from './languageHover';
import { languageKeyItems } from './languageKeyItems';
import { languageNames } from './languageNames';
import { languageTagItems } from './languageTagItems';
import { languageTestItems } from './languageTestItems';
import { model } from './model';
import { previewNotes } from './previewNotes';
import { prompt } from './prompt';
import { scores } from './scores';
import { spread } from './spread';
import { templateSyntax } from './templateSyntax';
import { testset } from './testset';
import { versions } from './versions';
import { weigh } from './weigh';

export { fill, type Locale, localeFor, type Sentences } from './catalogue';

/** All areas but the panel's, which is bundled with the panel. */
const AREAS: readonly { en: Sentences; 'zh-tw': Sentences }[] = [
  prompt,
  templateSyntax,
  languageHints,
  previewNotes,
  languageDiagnostics,
  languageFixes,
  testset,
  judge,
  labels,
  agreement,
  judges,
  attack,
  model,
  evaluate,
  exporting,
  converting,
  compare,
  scores,
  spread,
  cli,
  editor,
  importing,
  languageNames,
  versions,
  weigh,
  languageHover,
  languageKeyItems,
  languageTagItems,
  languageTestItems,
];

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
