import * as path from 'node:path';
import type * as vscode from 'vscode';

/** The language id of `.prompt` files, as Google's extension has it. */
export const PROMPT_LANGUAGE = 'dotprompt';

/**
 * Prompts by language and by ending: where two extensions claim an ending, the last one registered gives the
 * language, and Assay must work all the same.
 */
export const PROMPT_SELECTOR: vscode.DocumentFilter[] = [
  { scheme: 'file', language: PROMPT_LANGUAGE },
  { scheme: 'file', pattern: '**/*.prompt' },
];

/** Files that may be test sets: by name, or because a prompt names them. */
export const TEST_SET_SELECTOR: vscode.DocumentFilter[] = [
  { scheme: 'file', pattern: '**/*.{yaml,yml,json,jsonl,csv,tsv}' },
];

type FileDocument = Pick<vscode.TextDocument, 'uri' | 'languageId'>;

/** Whether a document is a prompt on disk, a partial or a judge included. */
export function isPromptDocument({ uri, languageId }: FileDocument): boolean {
  return uri.scheme === 'file' && (languageId === PROMPT_LANGUAGE || uri.path.endsWith('.prompt'));
}

/** Whether a prompt can only be included by others: `_name.prompt`. */
export function isPartial(file: string): boolean {
  return path.basename(file).startsWith('_');
}

/** Whether a file is a test set by its name: `answer.test.yaml`. */
export function isTestSetByName(file: string): boolean {
  return /\.test\.(ya?ml|jsonl?|csv|tsv)$/i.test(file);
}

/** Whether a file's ending is one that a test set can have. */
export function hasTestSetEnding(file: string): boolean {
  return /\.(ya?ml|jsonl?|csv|tsv)$/i.test(file);
}

/** Whether a file's ending is one that a check's own function can have. */
export function hasScriptEnding(file: string): boolean {
  return /\.[cm]?js$/i.test(file);
}
