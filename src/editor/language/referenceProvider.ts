import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Doubt } from '../../engine/language/names/doubt';
import { editorRange } from '../documents/editorRange';
import { sentence } from '../words';
import type { LanguageHost } from './languageHost';
import { provideNames } from './provideNames';

/** All places of a name in the project. Where a file could not be looked through, a message says so. */
export function referenceProvider(languages: LanguageHost): vscode.ReferenceProvider {
  return {
    async provideReferences(document, position, { includeDeclaration }, token) {
      const found = await provideNames(languages, document, token, (service, text, signal) =>
        service.references(text, position, { includeDeclaration }, signal),
      );
      const [missing] = found?.missing ?? [];
      if (missing !== undefined) tell(missing);
      return found?.places.map(({ file, range }) => new vscode.Location(vscode.Uri.file(file), editorRange(range)));
    },
  };
}

function tell({ code, file, range, args }: Doubt): void {
  const place = {
    file: vscode.workspace.asRelativePath(file) || path.basename(file),
    line: (range?.start.line ?? 0) + 1,
  };
  const reason = sentence(code, { ...args, ...place });
  void vscode.window.showWarningMessage(sentence('references.missing', { reason }));
}
