import * as vscode from 'vscode';
import { editorRange } from '../documents/editorRange';
import type { LanguageHost } from './languageHost';
import { provideNames } from './provideNames';

/** Where a name is declared: a schema field, a file, a case. */
export function definitionProvider(languages: LanguageHost): vscode.DefinitionProvider {
  return {
    async provideDefinition(document, position, token) {
      const links = await provideNames(languages, document, token, (service, text, signal) =>
        service.definition(text, position, signal),
      );
      return links?.map(({ originSelectionRange, file, targetRange, targetSelectionRange }) => ({
        originSelectionRange: editorRange(originSelectionRange),
        targetUri: vscode.Uri.file(file),
        targetRange: editorRange(targetRange),
        targetSelectionRange: editorRange(targetSelectionRange),
      }));
    },
  };
}
