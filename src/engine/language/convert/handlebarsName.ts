import { KNOWN_HELPERS } from '../../prompt/handlebarsEngine';

/** What Handlebars takes for a name without brackets (handlebars-lang/handlebars-parser, `src/handlebars.l`, `ID`). */
const PLAIN = /^[^\s!"#%-,./;->@[-^`{-~]+$/;
/** Words that are values, not names, and what stands for the context itself. */
const WORDS = new Set(['true', 'false', 'null', 'undefined', 'this', 'as', 'else', ...KNOWN_HELPERS]);

/** One step of a path; undefined where no way of writing it is safe. */
function segment(name: string): string | undefined {
  if (PLAIN.test(name) && !/^\d/.test(name)) return name;
  return /[\]\\\n\r]/.test(name) ? undefined : `[${name}]`;
}

/**
 * A variable as Handlebars has to be told it: one with the name of a helper would call that, and one with other signs stands
 * in brackets.
 * @param path the name, then the names of fields
 * @param base what the first name is looked up in: nothing for the input itself
 * @returns undefined where it cannot be written
 */
export function handlebarsPath(path: readonly string[], base?: '@root'): string | undefined {
  const steps = path.map(segment);
  if (steps.length === 0 || steps.some((step) => step === undefined)) return undefined;
  const [first = ''] = path;
  if (base !== undefined) return [base, ...steps].join('.');
  const plain = steps[0] === first && !WORDS.has(first);
  return plain
    ? steps.join('.')
    : [
        'this',
        ...steps.map((step, index) => (index === 0 && step === first && WORDS.has(first) ? `[${first}]` : step)),
      ].join('.');
}

/** A text as an argument; undefined where Handlebars has no way to write it. */
export function handlebarsText(text: string): string | undefined {
  if (!text.includes('"')) return text.endsWith('\\') ? undefined : `"${text}"`;
  return text.includes("'") || text.endsWith('\\') ? undefined : `'${text}'`;
}

/** The name of a block parameter that stands for nothing else. */
export function parameterName(name: string): string {
  return PLAIN.test(name) && !WORDS.has(name) && !/^\d/.test(name) ? name : `${name.replace(/[^\w]/g, '_')}_item`;
}
