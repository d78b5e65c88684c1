import * as vscode from 'vscode';
import { fill, type Locale, localeFor } from '../wording/catalogue';
import type { converting } from '../wording/convert';
import { editor } from '../wording/editor';
import type { exporting } from '../wording/export';
import type { importing } from '../wording/import';
import { judges } from '../wording/judges';
import { labels } from '../wording/labels';
import type { previewNotes } from '../wording/previewNotes';
import { versions } from '../wording/versions';
import { numberText } from './figures';

/** The language that VS Code speaks to this person. */
export const locale: Locale = localeFor(vscode.env.language);

export type EditorCode =
  | keyof typeof editor.en
  | keyof typeof converting.en
  | keyof typeof exporting.en
  | keyof typeof importing.en
  | keyof typeof labels.en
  | keyof typeof previewNotes.en
  | keyof typeof versions.en
  | keyof typeof judges.en;

/** What is said before anything is loaded: lenses, menus, the tree of versions. */
const AT_HAND = [editor, labels, versions, judges];

/** All other sentences are a file of their own, `dist/wording.js`, which VS Code's start does not read. */
let everything: typeof import('../wording') | undefined;

function say(code: string, args: Readonly<Record<string, string | number>> = {}): string {
  for (const area of AT_HAND) {
    const known = (area[locale] as Readonly<Record<string, string>>)[code];
    if (known !== undefined) return fill(known, args);
  }
  everything ??= require('./wording') as typeof import('../wording');
  return everything.say(code, args, locale);
}

/** Codes that have a sentence of their own for exactly one: `X` and `X.one`. */
export type CountedCode = {
  [Code in EditorCode]: `${Code}.one` extends EditorCode ? Code : never;
}[EditorCode];

/** A sentence of the editor's in the person's language. */
export function words(code: EditorCode, args?: Readonly<Record<string, string | number>>): string {
  return say(code, args);
}

/** A sentence about `{count}` things, with its own form for one of them. */
export function counted(
  code: CountedCode,
  count: number,
  args: Readonly<Record<string, string | number>> = {},
): string {
  return say(count === 1 ? `${code}.one` : code, { ...args, count: numberText(count) });
}

/** The sentence of any area: a problem's, a check's, a model's. */
export function sentence(code: string, args?: Readonly<Record<string, string | number>>): string {
  return say(code, args);
}
