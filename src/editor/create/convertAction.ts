import * as vscode from 'vscode';
import { words } from '../words';

/** Findings that say that a file is another tool's. */
const DIALECTS: readonly unknown[] = ['prompt.dialect-continue', 'prompt.dialect-humanloop'];

/** The quick fix of a prompt in another tool's dialect: to convert it. */
export const convertAction: vscode.CodeActionProvider = {
  provideCodeActions({ uri }, _, { diagnostics }) {
    const found = diagnostics.filter(({ source, code }) => source === 'Assay' && DIALECTS.includes(code));
    if (found.length === 0) return [];
    const action = new vscode.CodeAction(words('editor.convert.fix'), vscode.CodeActionKind.QuickFix);
    action.diagnostics = found;
    action.isPreferred = true;
    action.command = { title: action.title, command: 'assay.convertPrompt', arguments: [uri] };
    return [action];
  },
};
