import * as vscode from 'vscode';
import type { MarkupContent, SignatureHelp } from 'vscode-languageserver-types';
import type { LanguageHost } from './languageHost';
import { provide } from './provide';

/** Where an argument begins. */
export const SIGNATURE_TRIGGERS = [' ', '(', '='];

/** The arguments of the helper or partial that is being called. */
export function signatureProvider(languages: LanguageHost): vscode.SignatureHelpProvider {
  return {
    async provideSignatureHelp(document, { line, character }, token) {
      const help = await provide(languages, document, token, (service, text) =>
        service.signatureHelp(text, { line, character }),
      );
      return help && editorHelp(help);
    },
  };
}

function editorHelp({ signatures, activeSignature, activeParameter }: SignatureHelp): vscode.SignatureHelp {
  const help = new vscode.SignatureHelp();
  help.signatures = signatures.map(({ label, documentation, parameters = [] }) => {
    const signature = new vscode.SignatureInformation(label, markdown(documentation));
    signature.parameters = parameters.map((parameter) => {
      return new vscode.ParameterInformation(parameter.label, markdown(parameter.documentation));
    });
    return signature;
  });
  help.activeSignature = activeSignature ?? 0;
  help.activeParameter = activeParameter ?? 0;
  return help;
}

function markdown(text: string | MarkupContent | undefined): vscode.MarkdownString | undefined {
  return text === undefined ? undefined : new vscode.MarkdownString(typeof text === 'string' ? text : text.value);
}
