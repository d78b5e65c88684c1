import type { Script } from '../../engine/script';

/**
 * How a text makes a function:
 * - `expression`: its value is returned
 * - `completion`: statements on one line, of which the last one's value is: `const n = output.length; n > 3`
 * - `body`: the body of the function
 * - `commonjs`: a file that assigns `module.exports`
 * - `module`: a file with `export default`
 */
export type ScriptForm = 'expression' | 'completion' | 'body' | 'commonjs' | 'module';

/** The name that a script has inside of the sandbox, by which its lines are found in a stack. */
export const SCRIPT_FILE = 'check.js';

/** A module that there is not. */
export const NOWHERE = 'assay:nowhere';

/** What a script may be, in the order in which it is tried; the first form that compiles is the one. */
export function formsOf({ kind, name, text }: Script): ScriptForm[] {
  if (kind === 'file') {
    if (/\.mjs$/i.test(name)) return ['module'];
    return /\.cjs$/i.test(name) ? ['commonjs'] : ['commonjs', 'module'];
  }
  return isOneLine(text) ? ['expression', 'completion', 'body'] : ['expression', 'body'];
}

/** The form whose error is told where no form compiles: the one that was most likely meant. */
export function meantForm({ kind, name, text }: Script): ScriptForm {
  if (kind === 'file') {
    const exports = /\.mjs$/i.test(name) || (!/\.cjs$/i.test(name) && /^\s*(?:export|import)\b/m.test(text));
    return exports ? 'module' : 'commonjs';
  }
  return isOneLine(text) && !/\breturn\b/.test(text) ? 'completion' : 'body';
}

/**
 * The code to compile, whose lines are those of the text. A module imports what there is not, so that it is read to its end
 * and then not run: QuickJS's way to compile a module and no more goes wrong in its binding.
 */
export function codeOf(text: string, form: ScriptForm): string {
  switch (form) {
    case 'expression':
      return `(function (output, context) { return (${text.replace(/[;\s]+$/, '')}\n); })`;
    case 'body':
      return `(function (output, context) { ${text}\n})`;
    case 'commonjs':
      return `(function (module, exports) { ${text}\n})`;
    case 'completion':
      return text;
    case 'module':
      return `${text}\nimport '${NOWHERE}';`;
  }
}

/** The code whose value is the function, or the module. */
export function runnableCodeOf(text: string, form: ScriptForm): string {
  if (form === 'module') return text;
  if (form !== 'completion') return codeOf(text, form);
  return `(function (output, context) { return eval(${JSON.stringify(text)}); })`;
}

function isOneLine(text: string): boolean {
  return !text.trim().includes('\n');
}
