import * as vscode from 'vscode';
import type { Range } from 'vscode-languageserver-types';

/** The engine's range (that of the Language Server Protocol) as VS Code's own. */
export function editorRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
