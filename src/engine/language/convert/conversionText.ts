import type { Say } from '../languageContext';
import type { Conversion, ConvertNote } from './conversion';

/**
 * What people are told of a conversion: what is not in the result, then what they should look at.
 * @param name the source, as they know it
 */
export function conversionText(name: string, { format, notes, files }: Conversion, say: Say): string {
  const lines = [
    say('convert.recognised', { file: name, format: format?.title ?? '' }),
    ...files.map(({ path }) => say('convert.written', { file: path })),
  ];
  if (notes.length === 0) lines.push(say('convert.nothing-lost'));
  for (const kind of ['lost', 'changed'] as const) {
    const own = notes.filter((note) => note.kind === kind);
    if (own.length > 0) lines.push(say(`convert.${kind}-heading`), ...own.map((note) => `  ${noteText(note, say)}`));
  }
  return `${lines.join('\n')}\n`;
}

/** One note, with its line where it is about one. */
export function noteText({ code, args, line }: ConvertNote, say: Say): string {
  const text = say(code, oneLine(args));
  return line === undefined ? text : say('convert.line', { line, text });
}

/** What stands in a file may go over several lines, and be long. */
function oneLine(args: ConvertNote['args']): ConvertNote['args'] {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => {
      if (typeof value !== 'string') return [key, value];
      const text = value.replace(/\s+/g, ' ').trim();
      return [key, text.length > 120 ? `${text.slice(0, 119)}…` : text];
    }),
  );
}
