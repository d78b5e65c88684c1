/**
 * Words for people, by code, in English and Traditional Chinese. One file an area; the engine returns codes
 * and arguments, and the command line, the editor and the panel all speak through here.
 */

/** Sentences by code. `{name}` is replaced by the argument of that name. */
export type Sentences = Readonly<Record<string, string>>;

/** An area's sentences in every language: the same codes and the same arguments in each (a test sees to it). */
export interface Area<Codes extends Sentences = Sentences> {
  en: Codes;
  'zh-tw': { readonly [Code in keyof Codes]: string };
}

export type Locale = 'en' | 'zh-tw';

/** The locale for a language tag such as `zh-TW`, `zh-Hant-HK`, `en-GB` or `zh_TW.UTF-8`; English where there is none. */
export function localeFor(tag: string | undefined): Locale {
  const normal = (tag ?? '').toLowerCase().replaceAll('_', '-');
  return /^zh-(tw|hk|mo|hant)/.test(normal) ? 'zh-tw' : 'en';
}

/** Puts arguments into a sentence; an argument that is missing stays visible as `{name}`. */
export function fill(sentence: string, args: Readonly<Record<string, string | number>> = {}): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(args, name) ? String(args[name]) : whole,
  );
}
