import * as vscode from 'vscode';
import type { Problem } from '../../engine/problem';
import { editorRange } from '../documents/editorRange';
import { sentence } from '../words';

const SEVERITIES: Readonly<Record<Problem['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

/** A problem of a file as VS Code shows it. */
export function diagnosticOf(problem: Problem): vscode.Diagnostic {
  const message = sentence(problem.code, problem.args);
  const diagnostic = new vscode.Diagnostic(editorRange(problem.range), message, SEVERITIES[problem.severity]);
  diagnostic.source = 'Assay';
  diagnostic.code = problem.code;
  diagnostic.relatedInformation = problem.related?.map(
    ({ file, range, code, args }) =>
      new vscode.DiagnosticRelatedInformation(
        new vscode.Location(vscode.Uri.file(file), editorRange(range)),
        sentence(code, args),
      ),
  );
  return diagnostic;
}
