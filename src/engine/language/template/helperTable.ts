/** What an argument of a helper has to be, for those that go before others in a list. */
export type Wanted = 'any' | 'list' | 'map' | 'condition' | 'role' | 'text';

export interface HelperParameter {
  name: string;
  wanted: Wanted;
}

/** A helper as somebody calls it. */
export interface Helper {
  name: string;
  /** It decides on what stands between its tags. */
  block: boolean;
  parameters: readonly HelperParameter[];
  /** Named arguments. */
  keys: readonly string[];
  /** Gives a value, so that it may stand in brackets. */
  gives: boolean;
  /** What it can give names to between bars: `as |item index|`. */
  names?: readonly string[];
}

/** Every helper that a template may call, but for `log`, which does nothing here. `about.helper.NAME` says what each does. */
export const HELPERS: readonly Helper[] = [
  inline('role', [{ name: 'name', wanted: 'role' }]),
  inline('history', []),
  { ...inline('json', [{ name: 'value', wanted: 'any' }], ['indent']), gives: true },
  inline('media', [], ['url', 'contentType']),
  inline('section', [{ name: 'name', wanted: 'text' }]),
  {
    ...inline('lookup', [
      { name: 'map', wanted: 'map' },
      { name: 'key', wanted: 'any' },
    ]),
    gives: true,
  },
  block('if', 'condition'),
  block('unless', 'condition'),
  { ...block('each', 'list'), names: ['item', 'index'] },
  { ...block('with', 'map'), names: ['value'] },
  comparison('ifEquals'),
  comparison('unlessEquals'),
];

export const HELPERS_BY_NAME: ReadonlyMap<string, Helper> = new Map(HELPERS.map((helper) => [helper.name, helper]));

/** Kinds of media that models take, the most usual first. */
export const MEDIA_TYPES: readonly string[] = [
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'audio/mpeg',
  'audio/wav',
  'video/mp4',
  'application/pdf',
];

function inline(name: string, parameters: readonly HelperParameter[], keys: readonly string[] = []): Helper {
  return { name, block: false, parameters, keys, gives: false };
}

function block(name: string, wanted: Wanted): Helper {
  const parameter = wanted === 'map' ? 'object' : wanted;
  return { name, block: true, parameters: [{ name: parameter, wanted }], keys: [], gives: false };
}

function comparison(name: string): Helper {
  const parameters = ['one', 'other'].map((each) => ({ name: each, wanted: 'any' as const }));
  return { name, block: true, parameters, keys: [], gives: false };
}
