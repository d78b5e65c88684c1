import * as vscode from 'vscode';
import { PROMPT_LANGUAGE } from '../documents/documentKinds';
import { words } from '../words';

const ASKED = 'assay.associationAsked';

/**
 * Where another extension claims `*.prompt`, offers once to give the ending back. Assay's lenses and findings work
 * either way; highlighting and snippets come with the language.
 */
export function offerAssociation(context: vscode.ExtensionContext): vscode.Disposable {
  let asking = false;

  async function look(document: vscode.TextDocument): Promise<void> {
    const taken =
      document.uri.scheme === 'file' &&
      document.uri.path.endsWith('.prompt') &&
      document.languageId !== PROMPT_LANGUAGE;
    if (!taken || asking || context.globalState.get<boolean>(ASKED)) return;
    asking = true;
    const yes = words('editor.language.use');
    const chosen = await vscode.window.showInformationMessage(
      words('editor.language.taken', { language: document.languageId }),
      yes,
      words('editor.language.leave'),
    );
    // A message that merely went away was no answer: asked again in the next window.
    if (chosen === undefined) return;
    await context.globalState.update(ASKED, true);
    if (chosen === yes) await associate();
  }

  for (const document of vscode.workspace.textDocuments) void look(document);
  return vscode.workspace.onDidOpenTextDocument((document) => void look(document));
}

async function associate(): Promise<void> {
  const files = vscode.workspace.getConfiguration('files');
  const own = files.inspect<Record<string, string>>('associations')?.globalValue ?? {};
  await files.update('associations', { ...own, '*.prompt': PROMPT_LANGUAGE }, vscode.ConfigurationTarget.Global);
}
