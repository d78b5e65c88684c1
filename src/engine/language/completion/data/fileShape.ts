import { CompletionItemKind } from 'vscode-languageserver-types';
import type { LanguageContext } from '../../languageContext';
import { filePaths } from '../filePaths';
import type { DataShape } from './shape';

/** The path of a file, relative to the one that names it, folder by folder. */
export function fileShape(file: string, wanted: RegExp, context: LanguageContext): DataShape {
  return {
    values: async ({ written }) =>
      (await filePaths(written, file, wanted, context)).map(({ path, isFolder }) => ({
        value: path,
        kind: isFolder ? CompletionItemKind.Folder : CompletionItemKind.File,
        ...(isFolder && { again: true }),
      })),
  };
}
