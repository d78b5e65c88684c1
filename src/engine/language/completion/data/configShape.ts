import { KNOWN_ENDPOINTS } from '../../../model/knownEndpoints';
import type { Say } from '../../languageContext';
import { boundsText, CONFIG_KEYS, type ConfigKey, configKeysOf } from './configKeys';
import { type Begin, type DataShape, oneOf } from './shape';

/** Endpoints that somebody has set up may be anything: what a name stands for is known of the built-in ones alone. */
const KNOWN: ReadonlySet<string> = new Set(KNOWN_ENDPOINTS.map(({ name }) => name).concat('azure'));

/**
 * `config`: the settings of a model call that the provider knows, with their bounds.
 * @param provider the first part of the prompt's model
 */
export function configShape(provider: string | undefined, say: Say): DataShape {
  return {
    keys: () =>
      configKeysOf(provider, (name) => KNOWN.has(name)).map((setting) => ({
        key: setting.key,
        begins: beginsOf(setting),
        detail: [kindOf(setting), boundsText(setting, provider)].filter((each) => each !== '').join(', '),
        documentation: say(`about.config.${setting.key}`),
      })),
    child: (key) => {
      const value = CONFIG_KEYS.find((setting) => setting.key === key)?.value;
      return value?.kind === 'choice' ? oneOf(value.values) : undefined;
    },
  };
}

function kindOf({ value }: ConfigKey): string {
  return value.kind === 'choice'
    ? value.values.join(' | ')
    : { number: 'number', integer: 'integer', text: 'string', texts: 'string[]', map: 'object' }[value.kind];
}

function beginsOf({ value }: ConfigKey): Begin {
  switch (value.kind) {
    case 'choice':
      return { kind: 'choice', values: value.values };
    case 'text':
      return { kind: 'text', example: value.example };
    case 'texts':
      return { kind: 'texts', examples: [value.example] };
    case 'map':
      return {
        kind: 'map',
        entries: value.entries.map(([key, example]) => [key, { kind: 'plain', example }] as const),
      };
    default:
      return { kind: 'plain', example: String(value.example) };
  }
}
