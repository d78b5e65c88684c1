import Handlebars from 'handlebars';

/** A Handlebars of its own: helpers and partials registered in it are seen nowhere else. */
export type HandlebarsEngine = typeof Handlebars;

/** Helpers that every template may call: Dotprompt's, and those of Handlebars itself. */
export const KNOWN_HELPERS: readonly string[] = [
  'history',
  'ifEquals',
  'json',
  'media',
  'role',
  'section',
  'unlessEquals',
  'each',
  'if',
  'log',
  'lookup',
  'unless',
  'with',
];

/** How templates are compiled: no other helper than the known ones can be called, and nothing is escaped for HTML. */
export const COMPILE_OPTIONS = {
  knownHelpers: {
    history: true,
    ifEquals: true,
    json: true,
    media: true,
    role: true,
    section: true,
    unlessEquals: true,
  },
  knownHelpersOnly: true,
  noEscape: true,
} as const;

/** Looking up what a value inherits is refused by Handlebars, and said on the console: there it would only be noise. */
const SILENT = 4;

/** Makes a fresh engine. Prototype access stays as Handlebars has it by default: refused. */
export function createHandlebars(): HandlebarsEngine {
  const engine = Handlebars.create();
  engine.logger.level = SILENT;
  return engine;
}
