import * as vscode from 'vscode';

/** The titles of the lenses of a file, in their order, each with its line: `0 $(play) Run 2 cases`. */
export async function lensesOf(uri: vscode.Uri): Promise<string[]> {
  return (await rawLensesOf(uri)).map(({ range, command }) => `${range.start.line} ${command?.title}`);
}

export async function rawLensesOf(uri: vscode.Uri): Promise<vscode.CodeLens[]> {
  await vscode.workspace.openTextDocument(uri);
  return (await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 10_000)) ?? [];
}

/** Assay's findings in a file. */
export function findingsOf(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Assay');
}

/** The code of a finding, where it is also a link to what is written about it. */
export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Assay's findings as Problems shows them: `warning 4:4-4:11 judge.correctness: correctness 2/5: …`. */
export function problemsOf(uri: vscode.Uri): string[] {
  return findingsOf(uri).map((finding) => {
    const {
      severity,
      range: { start, end },
      message,
    } = finding;
    const place = `${start.line}:${start.character}-${end.line}:${end.character}`;
    return `${vscode.DiagnosticSeverity[severity]?.toLowerCase()} ${place} ${codeOf(finding)}: ${message}`;
  });
}
